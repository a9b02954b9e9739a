package import AlexaProtocol
package import Timing

/// Stores the answers to deferred directives: a fallback first, then the outcome in its place.
///
/// Changes are durable when the call returns, and every call returns by its deadline. A call that throws
/// ``StoreFailure/Kind/timedOut`` may still take effect afterwards; all other failures mean that nothing was changed.
package protocol PromiseStore: Sendable {
    /// Stores the fallback for work that is still running: `fallback` is sent at `dueAt` unless it has been replaced. Until then
    /// it does not delay other events for the same endpoint.
    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure)

    /// Stores an event that is sent while the work is running, such as WakeUp. It is due at once; promises do not change.
    func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure)

    /// Fulfils a promise: `event`, with the fallback's message id, replaces the fallback and is due at once.
    ///
    /// - Returns: `false` if the fallback is being sent, was sent, or does not exist, so that this event must not be sent.
    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Removes the promise whose fallback has this message id, because the directive was answered directly. No effect if the
    /// fallback is being sent, was sent, or does not exist.
    func withdraw(
        _ messageId: String, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure)
}

extension PromiseStore where Self: DeliveryQueue {
    /// Adds the event to the queue like any other event.
    package func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await add(event, for: customer, at: now, expiresAt: expiresAt, before: deadline)
    }
}
