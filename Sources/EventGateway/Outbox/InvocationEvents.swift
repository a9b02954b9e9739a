import AlexaProtocol
import Synchronization

/// For which customers the work of one invocation has put events into the outbox: they are delivered after its answer.
///
/// A function (AWS Lambda) runs only while it is invoked, so nobody else looks into the outbox soon. The invocation is that of
/// the current task, and of the tasks that it has made.
package final class InvocationEvents: Sendable {
    /// The events of the invocation that this task belongs to; `nil` outside of one.
    @TaskLocal package static var current: InvocationEvents?

    /// A customer for each event that may be delivered, in the order in which they were stored. It ends with ``close()``.
    let customers: AsyncStream<CustomerID>
    private let continuation: AsyncStream<CustomerID>.Continuation
    /// Each customer once.
    private let noted = Mutex<[CustomerID]>([])

    /// None so far.
    package init() {
        (customers, continuation) = AsyncStream.makeStream()
    }

    /// An event of this customer is in the outbox, and may be delivered.
    package func note(_ customer: CustomerID) {
        notePromise(to: customer)
        continuation.yield(customer)
    }

    /// A promise to this customer is in the outbox: something that may be left when the invocation ends.
    package func notePromise(to customer: CustomerID) {
        noted.withLock { if !$0.contains(customer) { $0.append(customer) } }
    }

    /// All customers of whom something was put into the outbox.
    var allCustomers: [CustomerID] { noted.withLock(\.self) }

    /// There will be no more: the work has ended.
    package func close() {
        continuation.finish()
    }
}
