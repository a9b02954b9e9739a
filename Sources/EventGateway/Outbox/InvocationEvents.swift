import AlexaProtocol
import Synchronization

/// The customers for whom one invocation has stored events in the outbox. Their events are delivered after the invocation's
/// answer.
///
/// A function (AWS Lambda) runs only while it is invoked, so no other process reads the outbox soon. The task-local value applies
/// to the invocation's task and its child tasks.
package final class InvocationEvents: Sendable {
    /// The events of the current task's invocation; `nil` outside of an invocation.
    @TaskLocal package static var current: InvocationEvents?

    /// The customer of each event that may be delivered, in the order of storing. The stream ends with ``close()``.
    let customers: AsyncStream<CustomerID>
    private let continuation: AsyncStream<CustomerID>.Continuation
    /// Each customer once, in the order of their first event.
    private let noted = Mutex<[CustomerID]>([])

    /// No customers so far.
    package init() {
        (customers, continuation) = AsyncStream.makeStream()
    }

    /// Notes that an event of this customer was stored and may be delivered.
    package func note(_ customer: CustomerID) {
        notePromise(to: customer)
        continuation.yield(customer)
    }

    /// Notes that a promise to this customer was stored: an entry that may remain when the invocation ends.
    package func notePromise(to customer: CustomerID) {
        noted.withLock { if !$0.contains(customer) { $0.append(customer) } }
    }

    /// All customers for whom something was stored in the outbox.
    var allCustomers: [CustomerID] { noted.withLock(\.self) }

    /// Ends ``customers``, because the work of the invocation has ended.
    package func close() {
        continuation.finish()
    }
}
