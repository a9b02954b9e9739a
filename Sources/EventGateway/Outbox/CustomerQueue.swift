package import AlexaProtocol
package import Timing

/// A queue from which the entries of one customer can be leased without looking at all others, and that may have a doorbell: a
/// message that has the function invoked for one customer (AWS Lambda behind SQS).
package protocol CustomerQueue: DeliveryQueue {
    /// What the queue names a customer by.
    func key(of customer: CustomerID) -> CustomerKey

    /// As ``DeliveryQueue/lease(upTo:perCustomer:at:until:before:)``, for one customer.
    func lease(
        of customer: CustomerKey, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry]

    /// When something of the customer may be taken, by what this process knows from its last call for this customer; `nil` if
    /// nothing waits, or if it knows nothing. Nothing is asked for.
    func knownDue(of customer: CustomerKey) -> Timestamp?

    /// Customers with entries that are due, the longest wait first. Another process may lease the entries meanwhile.
    func dueCustomers(
        upTo count: Int, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [CustomerKey]

    /// Whether there is a doorbell to ring.
    var hasDoorbell: Bool { get }

    /// Has the function invoked for this customer.
    ///
    /// - Parameter delay: when, 0 to 15 minutes from now; part of a second counts as a whole one.
    /// - Throws: when the message was not taken. Then the sweep finds what waits.
    func ring(
        for customer: CustomerKey, after delay: Duration, before deadline: Deadline
    ) async throws(StoreFailure)

    /// Has the function invoked for each of these customers at once.
    ///
    /// - Throws: when a message was not taken; others may have been.
    func ring(forEach customers: [CustomerKey], before deadline: Deadline) async throws(StoreFailure)
}

/// What a queue names a customer by: a hash, which tells nobody the customer's id.
package struct CustomerKey: Hashable, Sendable {
    /// Letters, digits, `-` and `_`.
    package let rawValue: String

    /// The key of that text.
    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
