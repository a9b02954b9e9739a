package import AlexaProtocol

/// Where answers that were put off are kept.
package protocol PromiseStore: Sendable {
    /// Puts in the event that answers work which still goes on: `fallback` is sent if nothing better comes before `dueAt`.
    /// Until then it holds up nothing that waits for the same endpoint.
    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure)

    /// Keeps a promise: `event`, which has the fallback's message id, takes its place and is due at once.
    ///
    /// - Returns: `false` if the fallback is on its way already or gone, so that this event must not be sent.
    func fulfil(_ event: OutgoingEvent, at now: Timestamp) async throws(StoreFailure) -> Bool

    /// Takes back the promise whose fallback has that message id, because the answer was given after all. Without effect if
    /// the fallback is on its way already or gone.
    func withdraw(_ messageId: String) async throws(StoreFailure)
}

/// Where events wait until Alexa has them. Several processes may use one outbox at the same time.
///
/// Whatever is written is on disk when the call returns.
package protocol Outbox: PromiseStore {
    /// Puts an event in the customer's queue.
    ///
    /// A change report is merged into the last event of its endpoint's queue if that is a change report too that nobody
    /// holds and that was never sent (``ChangeReportMerge``); the merged one stands in its place, with the new one's id.
    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure)

    /// Takes entries that are due: the first of each queue (a queue is what waits for one endpoint of one customer, or for
    /// the customer without naming an endpoint) that nobody holds, whose `notBefore` has come, of customers who are not on
    /// hold. Expired ones too; the caller settles them. Fair: whoever has waited longest first, but no more than
    /// `perCustomer` held at a time for one customer.
    func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp
    ) async throws(StoreFailure) -> [OutboxEntry]

    /// Says what became of a leased entry and gives it back. Ignored if the lease has passed to somebody else.
    func settle(_ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp) async throws(StoreFailure)

    /// When the next entry will be due, leases that end and customers' holds included; `nil` if nothing waits.
    func nextDue() async throws(StoreFailure) -> Timestamp?

    /// The entries by number, for people to look at; all states, or one.
    func entries(_ state: OutboxEntry.State?, after id: Int64, limit: Int) async throws(StoreFailure) -> [OutboxEntry]

    /// One entry.
    func entry(_ id: Int64) async throws(StoreFailure) -> OutboxEntry?

    /// Sends an entry (a dead one, or one that waits for its next try) as if it were new; its message id stays.
    ///
    /// - Returns: `false` if there is no such entry or somebody holds it.
    func retry(_ id: Int64, at now: Timestamp, expiresAt: Timestamp) async throws(StoreFailure) -> Bool

    /// Takes an entry out for good, and counts it as dropped by hand.
    ///
    /// - Returns: `false` if there is no such entry or somebody holds it.
    func drop(_ id: Int64, at now: Timestamp) async throws(StoreFailure) -> Bool

    /// What is in the outbox, and what was dropped ever since.
    func census() async throws(StoreFailure) -> OutboxCensus
}

/// What became of an entry that was sent.
package enum Settlement: Sendable {
    /// Alexa has it.
    case delivered
    /// It is worth another try at `notBefore`; `attempts` were made so far. With `holdsCustomer` nothing else of this
    /// customer is sent before then either.
    case resend(notBefore: Timestamp, attempts: Int, reason: String, holdsCustomer: Bool)
    /// It was worth nothing any more.
    case dropped(DropReason)
    /// Somebody has to look into it.
    case dead(reason: String, attempts: Int)
    /// It was too large; these take its place, in this order.
    case split([OutgoingEvent])
}

/// Why an event was dropped: what is counted.
package enum DropReason: String, CaseIterable, Sendable {
    /// Too old to mean anything.
    case expired
    /// The customer has revoked their grant.
    case revoked
    /// The customer has no grant.
    case noGrant = "no_grant"
    /// Alexa does not know whom it is for (404).
    case notFound = "not_found"
    /// By `porchlight outbox drop`.
    case byHand = "by_hand"
}

/// Numbers of an outbox.
package struct OutboxCensus: Hashable, Sendable {
    /// Entries by state.
    package var entries: [OutboxEntry.State: Int]
    /// Events dropped since the store was made.
    package var dropped: [DropReason: Int]

    /// A census of these numbers.
    package init(entries: [OutboxEntry.State: Int], dropped: [DropReason: Int]) {
        self.entries = entries
        self.dropped = dropped
    }
}
