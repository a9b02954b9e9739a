package import AlexaProtocol
package import Timing

/// Where the answers of deferred directives are kept: a fallback first, then the outcome in its place.
///
/// Whatever is written is durable when the call returns, and every call returns by its deadline. One that throws
/// ``StoreFailure/Kind/timedOut`` may still take effect afterwards; all other failures mean that nothing was changed.
package protocol PromiseStore: Sendable {
    /// Puts in the event that answers work which still goes on: `fallback` is sent if nothing better comes before `dueAt`.
    /// Until then it holds up nothing that waits for the same endpoint.
    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure)

    /// Puts in an event that goes to Alexa while the work goes on, such as WakeUp; due at once, no promise changes.
    func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure)

    /// Keeps a promise: `event`, which has the fallback's message id, takes its place and is due at once.
    ///
    /// - Returns: `false` if the fallback is being sent, was sent, or does not exist, so that this event must not be sent.
    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Takes back the promise whose fallback has that message id, because the directive was answered at once after all.
    /// Without effect if the fallback is being sent, was sent, or does not exist.
    func withdraw(
        _ messageId: String, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure)
}

extension PromiseStore where Self: DeliveryQueue {
    /// What goes out while the work goes on is an event like any other.
    package func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await add(event, for: customer, at: now, expiresAt: expiresAt, before: deadline)
    }
}
