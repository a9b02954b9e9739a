package import AlexaProtocol
package import Timing

/// The events that wait for the gateway. Several processes may use one at the same time.
///
/// Whatever is written is durable when the call returns, and every call returns by its deadline. One that throws
/// ``StoreFailure/Kind/timedOut`` may still take effect afterwards; all other failures mean that nothing was changed.
package protocol DeliveryQueue: Sendable {
    /// Puts an event in the customer's queue.
    ///
    /// A change report is merged into the last event of its endpoint's queue if that is a change report too that is not
    /// leased and was never sent (``ChangeReportMerge``); the merged one stands in its place, with the new one's id.
    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure)

    /// Leases entries that are due: the first of each queue (a queue is what waits for one endpoint of one customer, or for
    /// the customer without naming an endpoint) that is not leased, whose `notBefore` has come, of customers who are not on
    /// hold. Expired and damaged ones too; the caller settles them. Longest wait first, but at most `perCustomer` leased at
    /// a time for one customer. A wait that ends later than ``RetryPolicy/longestWait`` from now counts as over: it was made
    /// before the clock was set back.
    func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry]

    /// Records the result of a delivery and ends the lease. Ignored if another process has leased it meanwhile.
    func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure)

    /// When the next entry will be due, leases that end and customers' holds included; `nil` if nothing waits. In the past
    /// too while a customer has as many leases as allowed.
    func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp?
}

/// The result of a delivery.
package enum Settlement: Sendable {
    /// Alexa has it.
    case delivered
    /// It is sent again at `notBefore`. It was sent `attempts` times so far, of which `countedAttempts` count for the retry
    /// policy. With `holdsCustomer` nothing else of this customer is sent before then either.
    case resend(notBefore: Timestamp, attempts: Int, countedAttempts: Int, reason: String, holdsCustomer: Bool)
    /// It is deleted, and counted under the reason.
    case dropped(DropReason)
    /// It becomes a dead letter, which is not sent without `outbox retry`.
    case dead(reason: String, attempts: Int)
    /// It was too large; these take its place, in this order.
    case split([OutgoingEvent])
}

/// Why an event was dropped: what is counted.
package enum DropReason: String, CaseIterable, Sendable {
    /// Older than its time to live.
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
