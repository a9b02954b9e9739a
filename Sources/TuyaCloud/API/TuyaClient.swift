import AlexaProtocol
package import DeviceCloud
package import HTTPTransport
import HTTPTypes
package import Logging
import Skill
import Synchronization
package import Timing

/// Tuya's API as calls with typed results, for one account.
///
/// Some calls exist in several generations, and a project's subscriptions decide which of them it may use. The generations are
/// tried one after the other, and the one that works is remembered.
package struct TuyaClient: Sendable {
    /// The client for all calls.
    let cloud: CloudClient
    let environment: SkillEnvironment
    /// The app user whose devices are listed; `nil` for all linked accounts.
    let userId: String?
    private let paths = TuyaPaths()
    private let pace: TuyaPace
    private let count: TuyaCallCount

    /// A client of the account.
    package init(
        _ account: TuyaAccount, _ settings: TuyaSettings, transport: HTTPTransport, policy: CloudPolicy = CloudPolicy(),
        environment: SkillEnvironment, logger: Logger
    ) {
        let count = TuyaCallCount(
            account: account.identity.name, limit: settings.monthlyCalls, share: settings.warnAt,
            environment: environment, logger: logger)
        self.count = count
        self.environment = environment
        userId = account.userId
        pace = TuyaPace(commandsPerSecond: settings.commandsPerSecond)
        cloud = CloudClient(
            TuyaAPI(
                clientId: account.clientId, secret: account.secret, account: account.identity.name,
                environment: environment, logger: logger, noteCall: { count.note() }),
            at: account.url, account: account.identity.name, transport: transport, policy: policy,
            environment: environment, logger: logger)
    }

    /// The API calls of this process in the current month.
    package var callsThisMonth: Int { count.calls }

    /// Sends the requests of several generations of the API until one works; the one that worked is tried first next time.
    ///
    /// - Parameter isWrongPath: whether a failure means that this generation cannot be used.
    /// - Throws: the failure of the first attempt, if none works.
    func first(
        of requests: [CloudRequest], _ call: AdapterCall, where isWrongPath: (CloudFailure) -> Bool
    ) async throws(CloudFailure) -> (answer: CloudAnswer, index: Int) {
        let operation = requests.first?.operation ?? ""
        var firstFailure: CloudFailure?
        var lastFailure: CloudFailure?
        // A refusal for one device does not apply to the others.
        var isOfTheProject = true
        let order = paths.order(of: operation, count: requests.count)
        for index in order {
            var request = requests[index]
            request.hasAlternative = index != order.last
            do throws(CloudFailure) {
                let answer = try await cloud.send(request, call)
                if isOfTheProject { paths.note(operation, works: index) }
                return (answer, index)
            } catch {
                guard isWrongPath(error) else { throw error }
                if error.failure.facts.vendorCode == "2003" { isOfTheProject = false }
                firstFailure = firstFailure ?? error
                lastFailure = error
            }
        }
        // No alarm was raised while another path was still to be tried.
        if let firstFailure, firstFailure.row.recovery.breaker == .api, lastFailure?.row.recovery.raisesAlarm != true,
            let index = order.first, requests[index].concern.isEssential
        {
            cloud.raiseAlarm(firstFailure, of: requests[index], call)
        }
        throw firstFailure ?? unreadable(operation, nil)
    }

    /// Sends a read, in the generation that works.
    func read(_ requests: [CloudRequest], _ call: AdapterCall) async throws(CloudFailure) -> CloudAnswer {
        try await first(of: requests, call, where: \.isOfAnotherGeneration).answer
    }

    /// Sends a command, after waiting for our own rate limit.
    func write(
        _ requests: [CloudRequest], _ call: AdapterCall
    ) async throws(CloudFailure) -> (answer: CloudAnswer, index: Int) {
        try await pace.wait(call, environment)
        return try await first(of: requests, call, where: \.refusesThePath)
    }

    /// The failure of an answer that reports success but lacks the requested data.
    func unreadable(_ operation: String, _ answer: CloudAnswer?) -> CloudFailure {
        let row = ErrorRow(
            "unreadable", "an answer that cannot be read", .internalError, Recovery(again: .ifIdempotent))
        return CloudFailure(
            AdapterFailure(
                .internalError("tuya: \(operation) succeeded, but its answer cannot be read"),
                rule: "tuya.unreadable",
                facts: FailureFacts(vendorTrace: answer?.trace, httpStatus: answer?.status)), row)
    }
}

extension CloudFailure {
    /// Whether another generation of the API may be able to read this: 2003 is the code for devices that the older one does not
    /// model (field), 1106 for paths that a project may no longer use.
    var isOfAnotherGeneration: Bool {
        refusesThePath || failure.facts.vendorCode == "2003" || failure.facts.vendorCode == "1106"
    }

    /// Whether this call does not support the device, but its thing model may.
    var isOfAnotherKindOfDevice: Bool {
        isOfAnotherGeneration || ["2009", "2015"].contains(failure.facts.vendorCode)
    }

    /// Whether the path does not exist for this project, so that nothing was carried out.
    var refusesThePath: Bool {
        switch failure.facts.vendorCode {
        case "1108", "60009001": true
        case .none: failure.facts.httpStatus == 404
        // Each API has its own subscription, price and quota.
        case .some: row.recovery.breaker == .api
        }
    }
}

/// The generation of the API that works, for each kind of call.
private final class TuyaPaths: Sendable {
    private let working = Mutex<[String: Int]>([:])

    /// The order in which the generations are tried.
    func order(of operation: String, count: Int) -> [Int] {
        guard let first = working.withLock({ $0[operation] }), first < count else { return Array(0..<count) }
        return [first] + (0..<count).filter { $0 != first }
    }

    func note(_ operation: String, works index: Int) {
        working.withLock { $0[operation] = index }
    }
}

/// Our own rate limit for commands.
private final class TuyaPace: Sendable {
    private let bucket: Mutex<TokenBucket?>

    init(commandsPerSecond: Double?) {
        bucket = Mutex(commandsPerSecond.map { TokenBucket(rate: $0, burst: max(1, Int($0.rounded(.up)))) })
    }

    /// Waits until a command may be sent.
    func wait(_ call: AdapterCall, _ environment: SkillEnvironment) async throws(CloudFailure) {
        let wait: Duration?? = bucket.withLock { bucket in
            guard bucket != nil else { return .some(.zero) }
            return bucket?.take(at: environment.uptime(), waitingUpTo: call.workUntil.timeLeft - .milliseconds(500))
        }
        guard let wait = wait ?? nil else {
            let row = ErrorRow("own-limit", "our own rate limit", .rateLimitExceeded, Recovery(again: .yes))
            throw CloudFailure(
                AdapterFailure(
                    AlexaError(
                        CloudErrorType.rateLimitExceeded.type,
                        "tuya: the command was not sent: clouds.tuya.commands_per_second leaves no time for it"),
                    rule: "tuya.own_rate_limit", facts: FailureFacts(isTransient: true)), row)
        }
        if wait > .zero { await environment.sleep(wait) }
    }
}
