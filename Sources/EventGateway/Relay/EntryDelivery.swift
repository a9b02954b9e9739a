package import AlexaProtocol
package import Logging
import Telemetry
package import Timing

/// Delivers one leased entry and settles it, for the loop of a ``Relay`` and for ``InvocationDelivery``.
package struct EntryDelivery: Sendable {
    /// The state of the gateway, as learnt from a delivery.
    package enum GatewayState: Sendable {
        /// It answered.
        case reachable
        /// It has an internal failure, or could not be reached.
        case unavailable
        /// The delivery was not attempted, or failed for another reason.
        case unknown
        /// Our own setting is wrong; the text says which. Nothing can be delivered.
        case misconfigured(String)
    }

    /// The result of one delivery.
    package struct Outcome: Sendable {
        /// The state of the gateway after it.
        package let gateway: GatewayState
        /// When the entry or its parts may be sent again; `nil` if the entry is settled for good.
        package let notBefore: Timestamp?
    }

    /// An entry whose leases were lost this often is not sent any more: its delivery most likely crashes the process.
    package static let mostLostLeases = 10
    /// Timeout of one call of the store.
    package static let storeTimeout = Duration.seconds(5)

    private let queue: any DeliveryQueue
    private let delivery: EventDelivery
    private let policy: RetryPolicy
    private let environment: SkillEnvironment
    private let logger: Logger
    private let attempted: @Sendable (AttemptRecord) -> Void

    /// Delivers entries that were leased from `queue`.
    ///
    /// - Parameter attempted: is called for each attempt, which is logged as well.
    package init(
        _ queue: any DeliveryQueue, _ delivery: EventDelivery, policy: RetryPolicy = .eventGateway,
        environment: SkillEnvironment, logger: Logger,
        attempted: @escaping @Sendable (AttemptRecord) -> Void = { _ in }
    ) {
        self.queue = queue
        self.delivery = delivery
        self.policy = policy
        self.environment = environment
        self.logger = logger
        self.attempted = attempted
    }

    /// Sends an entry to the gateway and settles it.
    ///
    /// - Throws: when the entry cannot be settled before its lease ends. It is then sent once more.
    package func deliver(_ entry: OutboxEntry) async throws(StoreFailure) -> Outcome {
        // A `Result`, because `withValue` loses the type of a thrown error.
        let result: Result<Outcome, StoreFailure> = await LogContext.$current.withValue(
            LogContext(messageId: entry.event.messageId)
        ) {
            do throws(StoreFailure) {
                return .success(try await delivered(entry))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func delivered(_ entry: OutboxEntry) async throws(StoreFailure) -> Outcome {
        if let reason = Self.unfit(entry) {
            try await settle(entry, .dead(reason: reason, attempts: entry.attempts))
            return Outcome(gateway: .unknown, notBefore: nil)
        }
        guard entry.expiresAt > environment.now() else {
            try await settle(entry, .dropped(.expired))
            return Outcome(gateway: .unknown, notBefore: nil)
        }
        let parts = EventSplit.parts(of: entry.event, makeMessageId: environment.makeMessageId)
        guard parts.count == 1 else {
            try await settle(entry, .split(parts))
            return Outcome(gateway: .unknown, notBefore: entry.notBefore)
        }
        var result = await delivery.deliver(entry.event, of: entry.customer, before: entry.attempts)
        let (settlement, wait, state) = decide(entry, result)
        if !result.attempts.isEmpty { result.attempts[result.attempts.count - 1].wait = wait }
        for attempt in result.attempts {
            attempt.log(to: logger)
            attempted(attempt)
        }
        if case .later(let reason, _) = result.disposition {
            logger.warning("put_off", metadata: ["reason": "\(reason)"])
        }
        try await settle(entry, settlement)
        return Outcome(gateway: state, notBefore: Self.next(settlement, of: entry))
    }

    private static func next(_ settlement: Settlement, of entry: OutboxEntry) -> Timestamp? {
        switch settlement {
        case .resend(let notBefore, _, _, _, _): notBefore
        case .split: entry.notBefore
        case .delivered, .dropped, .dead: nil
        }
    }

    /// Why an entry must not be sent; `nil` if it may.
    private static func unfit(_ entry: OutboxEntry) -> String? {
        if entry.isDamaged { return "Its body in the store is damaged." }
        if entry.lostLeases >= mostLostLeases {
            return "The process that sent it ended \(entry.lostLeases) times before it was done."
        }
        return nil
    }

    /// Settles an entry and retries until the lease ends: an event that Alexa has accepted would otherwise be sent twice.
    private func settle(_ entry: OutboxEntry, _ settlement: Settlement) async throws(StoreFailure) {
        try await retryEachSecond(
            environment, while: { entry.lease.map { environment.now() < $0.until } ?? false }
        ) { () async throws(StoreFailure) in
            try await queue.settle(
                entry, settlement, at: environment.now(), before: Deadline(in: Self.storeTimeout, environment))
        }
        switch settlement {
        case .dropped(let reason):
            logger.warning("dropped", metadata: ["reason": "\(reason.rawValue)"])
        case .dead(let reason, _):
            Metric.deadLetters.count()
            logger.error("dead_letter", metadata: ["reason": "\(reason)"])
        case .delivered, .resend, .split: break
        }
    }

    private func decide(
        _ entry: OutboxEntry, _ result: EventDelivery.Result
    ) -> (Settlement, wait: Duration?, GatewayState) {
        let now = environment.now()
        let attempts = entry.attempts + result.attempts.count
        switch result.disposition {
        case .delivered:
            return (.delivered, nil, .reachable)
        case .dropped(let reason):
            return (.dropped(reason), nil, .unknown)
        case .dead(let reason):
            return (.dead(reason: reason, attempts: attempts), nil, .reachable)
        case .tooLarge(let reason):
            guard let parts = EventSplit.halves(of: entry.event, makeMessageId: environment.makeMessageId) else {
                return (.dead(reason: "\(reason): it cannot be split", attempts: attempts), nil, .reachable)
            }
            return (.split(parts), nil, .reachable)
        case .again(let reason, let retryAfter, let isThrottled):
            let counted = entry.countedAttempts + 1
            let state: GatewayState = isThrottled ? .reachable : .unavailable
            let pause = policy.pause(after: counted, retryAfter: retryAfter, random: environment.random())
            guard let pause else {
                return (.dead(reason: "given up after \(counted) attempts: \(reason)", attempts: attempts), nil, state)
            }
            return (
                .resend(
                    notBefore: now.advanced(by: pause), attempts: attempts, countedAttempts: counted, reason: reason,
                    holdsCustomer: isThrottled), pause, state
            )
        case .later(let reason, let after):
            return (
                .resend(
                    notBefore: now.advanced(by: after), attempts: attempts, countedAttempts: entry.countedAttempts,
                    reason: reason, holdsCustomer: false), after, .unknown
            )
        case .paused(let reason):
            return (
                .resend(
                    notBefore: now, attempts: attempts, countedAttempts: entry.countedAttempts, reason: reason,
                    holdsCustomer: false), nil, .misconfigured(reason)
            )
        }
    }
}
