package import AlexaProtocol
import Synchronization
package import Timing

/// The answers that were put off: each is owed to Alexa from the moment that it is told so.
///
/// What is owed is in the outbox before Alexa hears of it. If this process ends before the work does, the fallback that was
/// put in is delivered; so exactly one answer follows, whatever happens. Source: Alexa.DeferredResponse.
package final class Promises: Sendable {
    /// How long a grant is believed to be there without looking.
    private static let belief = Duration.seconds(60)
    private static let capacity = 10_000
    /// How much later than the work's own end the fallback is due.
    package static let grace = Duration.seconds(5)

    private let store: any PromiseStore
    private let hasGrant: @Sendable (CustomerID, Deadline) async -> Bool
    private let lifetimes: Lifetimes
    private let environment: SkillEnvironment
    /// Who had a grant, and at which uptime.
    private let granted = Mutex<[CustomerID: Duration]>([:])

    /// Promises that are kept in `store`, to customers who have a grant.
    package init(
        _ store: any PromiseStore, lifetimes: Lifetimes = Lifetimes(), environment: SkillEnvironment,
        hasGrant: @escaping @Sendable (CustomerID, Deadline) async -> Bool
    ) {
        self.store = store
        self.lifetimes = lifetimes
        self.environment = environment
        self.hasGrant = hasGrant
    }

    /// Promises that are kept in `store`, to customers whose grant is in `grants`.
    package convenience init(
        _ store: any PromiseStore, grants: any GrantStore, lifetimes: Lifetimes = Lifetimes(),
        environment: SkillEnvironment
    ) {
        // A store that cannot be read cannot keep a promise either.
        self.init(store, lifetimes: lifetimes, environment: environment) { customer, deadline in
            (try? await grants.grant(of: customer, before: deadline)) != nil
        }
    }

    /// Whether an answer to this customer may be put off: without a grant it could never be delivered.
    package func isPossible(for customer: CustomerID, before deadline: Deadline) async -> Bool {
        let now = environment.uptime()
        if let asOf = granted.withLock({ $0[customer] }), now - asOf < Self.belief { return true }
        guard await hasGrant(customer, deadline) else { return false }
        granted.withLock { granted in
            if granted.count >= Self.capacity { granted.removeAll() }
            granted[customer] = now
        }
        return true
    }

    /// Promises an answer: on disk when this returns.
    ///
    /// - Parameters:
    ///   - fallback: what is sent if nobody keeps the promise.
    ///   - limit: how long the work may take.
    package func make(
        _ fallback: Event, to customer: CustomerID, limit: Duration, before deadline: Deadline
    ) async throws(StoreFailure) {
        let now = environment.now()
        let dueAt = now.advanced(by: limit + Self.grace)
        try await store.promise(
            OutgoingEvent(fallback), for: customer, at: now, dueAt: dueAt,
            expiresAt: dueAt.advanced(by: lifetimes.answer), before: deadline)
    }

    /// Takes back the promise whose fallback this is: Alexa was told at once.
    package func withdraw(
        _ fallback: Event, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store.withdraw(fallback.messageId, of: customer, before: deadline)
    }

    /// Keeps a promise with the event of the same message id, which is then delivered.
    ///
    /// - Returns: `false` if it is too late: the fallback is on its way.
    package func keep(_ event: Event, to customer: CustomerID, before deadline: Deadline) async throws(StoreFailure)
        -> Bool
    {
        try await store.fulfil(
            OutgoingEvent(event), for: customer, at: environment.now(), before: deadline)
    }
}
