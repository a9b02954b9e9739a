import AlexaProtocol
import Logging
import Skill
import Synchronization
import Timing

/// Counts the API calls of an account in the running month (UTC), because Tuya's plans include so many. In memory: each process
/// counts its own.
final class TuyaCallCount: Sendable {
    private struct State {
        var month = ""
        var calls = 0
        var isTold = false
    }

    private let account: String
    private let limit: Int?
    private let share: Double
    private let environment: SkillEnvironment
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: the calls that the plan includes; `nil` for no warning.
    ///   - share: of `limit`, above 0 and at most 1: from then on the operator is warned, once a month.
    init(account: String, limit: Int?, share: Double, environment: SkillEnvironment, logger: Logger) {
        self.account = account
        self.limit = limit
        self.share = share
        self.environment = environment
        self.logger = logger
    }

    /// The calls of the running month.
    var calls: Int { state.withLock { $0.month == month ? $0.calls : 0 } }

    /// Counts a call.
    func note() {
        let month = month
        let told: Int? = state.withLock { state in
            if state.month != month { state = State(month: month) }
            state.calls += 1
            guard let limit, !state.isTold, Double(state.calls) >= Double(limit) * share else { return nil }
            state.isTold = true
            return state.calls
        }
        guard let told, let limit else { return }
        logger.warning(
            "quota",
            metadata: [
                "cloud": "\(tuyaCloudName)", "account": "\(LogHash.of("\(tuyaCloudName):\(account)"))",
                "calls": .stringConvertible(told), "monthly_calls": .stringConvertible(limit),
                "reason":
                    "the account has made so many of the month's API calls; afterwards Tuya refuses all with 28841004",
            ])
    }

    /// Such as `2026-11`.
    private var month: String { String(environment.now().description.prefix(7)) }
}
