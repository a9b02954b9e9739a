package import AlexaProtocol
package import Timing

/// The events that wait for the gateway. Several processes may use one at the same time.
///
/// Changes are durable when the call returns, and every call returns by its deadline. A call that throws
/// ``StoreFailure/Kind/timedOut`` may still take effect afterwards; all other failures mean that nothing was changed.
package protocol DeliveryQueue: Sendable {
    /// Puts an event in the customer's queue.
    ///
    /// A change report is merged into the last event of its endpoint's queue (``ChangeReportMerge``) if that is a change report,
    /// is not leased and was never sent. The merged event stays in that position, with the new event's id.
    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure)

    /// Leases entries that are due, those that have waited longest first.
    ///
    /// A queue holds the entries for one endpoint of one customer, or those of a customer that name no endpoint. Of each queue
    /// only the first entry is leased, if it is not leased already, its `notBefore` has passed and its customer is not on hold.
    /// Of one customer at most `perCustomer` entries are leased at a time. Expired and damaged entries are leased too; the caller
    /// settles them. A wait that ends later than ``RetryPolicy/longestWait`` from now counts as over: it was stored before the
    /// clock was set back.
    func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry]

    /// Records the result of a delivery and ends the lease. Ignored if another process has leased the entry meanwhile.
    func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure)

    /// When the next entry will be due, with the ends of leases and of customers' holds; `nil` if nothing waits. It can be in the
    /// past while a customer has as many leases as allowed.
    func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp?
}

/// The result of a delivery.
package enum Settlement: Sendable {
    /// Alexa accepted the event.
    case delivered
    /// The event is sent again at `notBefore`. It was sent `attempts` times so far, of which `countedAttempts` count for the
    /// retry policy. With `holdsCustomer` no event of this customer is sent before `notBefore`.
    case resend(notBefore: Timestamp, attempts: Int, countedAttempts: Int, reason: String, holdsCustomer: Bool)
    /// The event is deleted, and counted under the reason.
    case dropped(DropReason)
    /// The event becomes a dead letter, which is sent only after `outbox retry`.
    case dead(reason: String, attempts: Int)
    /// The event was too large; these replace it, in this order.
    case split([OutgoingEvent])
}

/// Why an event was dropped, as counted.
package enum DropReason: String, CaseIterable, Sendable {
    /// Older than its time to live.
    case expired
    /// The customer has revoked their grant.
    case revoked
    /// The customer has no grant.
    case noGrant = "no_grant"
    /// Alexa does not know the customer (404).
    case notFound = "not_found"
    /// By `porchlight outbox drop`.
    case byHand = "by_hand"
}
