package import AlexaProtocol
import Synchronization
package import Timing

/// The deferred answers that were promised to Alexa.
///
/// A promise is in the outbox before Alexa gets the DeferredResponse, with an error event as fallback. If this process ends
/// before the work does, the fallback is delivered. So exactly one event follows. Source: Alexa.DeferredResponse.
package final class Promises: Sendable {
    /// Whether a customer has a grant, without which no event can be delivered.
    package enum GrantStatus: Hashable, Sendable {
        /// The customer has a grant.
        case granted
        /// The customer has none.
        case missing
        /// The store did not answer or failed, for this reason.
        case unknown(String)
    }

    /// Cache lifetime of the finding that a customer has a grant.
    private static let grantCacheLifetime = Duration.seconds(60)
    private static let grantCacheCapacity = 10_000
    /// The time between the end of the work and the moment the fallback is due.
    package static let grace = Duration.seconds(5)

    private let store: any PromiseStore
    private let hasGrant: @Sendable (CustomerID, Deadline) async throws(StoreFailure) -> Bool
    private let timeToLive: EventTimeToLive
    private let environment: SkillEnvironment
    /// The customers who have a grant, and the uptime of the look-up.
    private let granted = Mutex<[CustomerID: Duration]>([:])

    /// Promises in `store`.
    ///
    /// - Parameter hasGrant: whether a customer has a grant.
    package init(
        _ store: any PromiseStore, timeToLive: EventTimeToLive = EventTimeToLive(), environment: SkillEnvironment,
        hasGrant: @escaping @Sendable (CustomerID, Deadline) async throws(StoreFailure) -> Bool
    ) {
        self.store = store
        self.timeToLive = timeToLive
        self.environment = environment
        self.hasGrant = hasGrant
    }

    /// Promises in `store` to customers whose grant is in `grants`.
    package convenience init(
        _ store: any PromiseStore, grants: any GrantStore, timeToLive: EventTimeToLive = EventTimeToLive(),
        environment: SkillEnvironment
    ) {
        self.init(store, timeToLive: timeToLive, environment: environment) {
            customer, deadline throws(StoreFailure) in
            try await grants.grant(of: customer, before: deadline) != nil
        }
    }

    /// Whether the customer has a grant; `unknown` when the store fails or does not answer before `deadline`.
    package func grantStatus(of customer: CustomerID, before deadline: Deadline) async -> GrantStatus {
        let now = environment.uptime()
        if let asOf = granted.withLock({ $0[customer] }), now - asOf < Self.grantCacheLifetime { return .granted }
        let isGranted: Bool
        do throws(StoreFailure) {
            isGranted = try await withDeadline(
                deadline, environment,
                late: StoreFailure(.timedOut, "the store did not tell in time if there is a grant"),
                throwing: { [hasGrant] () async throws(StoreFailure) in try await hasGrant(customer, deadline) })
        } catch {
            return .unknown("\(error)")
        }
        guard isGranted else { return .missing }
        granted.withLock { granted in
            if granted.count >= Self.grantCacheCapacity { granted.removeAll() }
            granted[customer] = now
        }
        return .granted
    }

    /// Stores a promise; it is durable when this returns.
    ///
    /// - Parameters:
    ///   - fallback: the event that is sent if the promise is not fulfilled.
    ///   - workTime: how long the work may still take. The fallback is due ``grace`` after that.
    package func promise(
        _ fallback: Event, to customer: CustomerID, workTime: Duration, before deadline: Deadline
    ) async throws(StoreFailure) {
        let now = environment.now()
        let dueAt = now.advanced(by: workTime + Self.grace)
        try await store.promise(
            OutgoingEvent(fallback), for: customer, at: now, dueAt: dueAt,
            expiresAt: dueAt.advanced(by: timeToLive.answer), before: deadline)
        InvocationEvents.current?.notePromise(to: customer)
    }

    /// Stores an event that is delivered while the work is running; it is dropped after `lifetime`.
    package func enqueue(
        _ event: Event, to customer: CustomerID, lifetime: Duration, before deadline: Deadline
    ) async throws(StoreFailure) {
        let now = environment.now()
        try await store.enqueue(
            OutgoingEvent(event), for: customer, at: now, expiresAt: now.advanced(by: lifetime), before: deadline)
        InvocationEvents.current?.note(customer)
    }

    /// Removes the promise with this fallback, because Alexa got the answer directly.
    package func withdraw(
        _ fallback: Event, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store.withdraw(fallback.messageId, of: customer, before: deadline)
    }

    /// Replaces the fallback by the event of the same message id, which is then delivered.
    ///
    /// - Returns: `false` if it is too late: the fallback is being sent or was sent.
    package func fulfil(
        _ event: Event, to customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        let event = OutgoingEvent(event)
        let isInTime = try await withDeadline(
            deadline, environment, late: StoreFailure(.timedOut, "the store did not take the event in time"),
            throwing: { [store, environment] () async throws(StoreFailure) in
                try await store.fulfil(event, for: customer, at: environment.now(), before: deadline)
            })
        if isInTime { InvocationEvents.current?.note(customer) }
        return isInTime
    }
}
