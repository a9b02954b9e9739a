import AlexaProtocol
import Logging
import Skill
import Synchronization
import Telemetry
import Timing

/// Counts the API calls of an account in the current month and day (UTC), because Tuya's plans include a number of calls per
/// month. In memory: each process counts its own calls.
///
/// A process that started in the middle of the month does not know the calls before. So it also warns of a day with more calls
/// than its share of the month, for which the calls of the day are sufficient.
final class TuyaCallCount: Sendable {
    private struct Period {
        /// Such as `2026-11` or `2026-11-26`.
        var name = ""
        var calls = 0
        var isTold = false

        /// Counts a call. Returns the number of calls when it first reaches `limit`, otherwise `nil`.
        mutating func note(in name: Substring, upTo limit: Double?) -> Int? {
            if self.name != name { self = Period(name: String(name)) }
            calls += 1
            guard let limit, !isTold, Double(calls) >= limit else { return nil }
            isTold = true
            return calls
        }
    }

    private struct State {
        var month = Period()
        var day = Period()
    }

    /// A day may have this many times its share of the month without a warning: the Alexa app may be open for an hour.
    private static let dayFactor = 2.0
    private static let daysOfMonth = 31.0

    private let account: String
    private let limit: Int?
    private let share: Double
    private let environment: SkillEnvironment
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: the calls that the plan includes; `nil` for no warning.
    ///   - share: the share of `limit`, above 0 and at most 1, at which the operator is warned, once a month.
    init(account: String, limit: Int?, share: Double, environment: SkillEnvironment, logger: Logger) {
        self.account = account
        self.limit = limit
        self.share = share
        self.environment = environment
        self.logger = logger
    }

    /// The calls of the current month.
    var calls: Int {
        let month = today.prefix(7)
        return state.withLock { $0.month.name == month ? $0.month.calls : 0 }
    }

    /// Counts a call.
    func note() {
        let day = today
        let limit = limit.map(Double.init)
        let ofDay = limit.map { max(1, $0 / Self.daysOfMonth * Self.dayFactor) }
        let (ofMonth, tooMany) = state.withLock { state in
            (
                state.month.note(in: day.prefix(7), upTo: limit.map { $0 * share }),
                state.day.note(in: day.prefix(10), upTo: ofDay)
            )
        }
        if let ofMonth {
            warn(
                "quota", ofMonth,
                "the account has made so many of the month's API calls; afterwards Tuya refuses all with 28841004")
        }
        if let tooMany {
            warn(
                "quota_pace", tooMany,
                "the account has made so many API calls today, twice what the month's quota allows for a day; at this pace it is used up early"
            )
        }
    }

    private func warn(_ event: Logger.Message, _ calls: Int, _ reason: String) {
        logger.warning(
            event,
            metadata: [
                "cloud": "\(tuyaCloudName)", "account": "\(LogHash.of("\(tuyaCloudName):\(account)"))",
                "calls": .stringConvertible(calls), "monthly_calls": .stringConvertible(limit ?? 0),
                "reason": "\(reason)",
            ])
    }

    /// Such as `2026-11-26`.
    private var today: String { String(environment.now().description.prefix(10)) }
}
