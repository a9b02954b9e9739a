package import AlexaProtocol
package import Timing

/// A queue from which the entries of one customer can be leased without reading those of others, and that may have a doorbell: a
/// message that invokes the function for one customer (AWS Lambda behind SQS).
package protocol CustomerQueue: DeliveryQueue {
    /// The queue's key of a customer.
    func key(of customer: CustomerID) -> CustomerKey

    /// As ``DeliveryQueue/lease(upTo:perCustomer:at:until:before:)``, for one customer.
    func lease(
        of customer: CustomerKey, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry]

    /// When an entry of the customer may next be leased, as known from this process's last call for this customer; `nil` if
    /// nothing waits or nothing is known. Sends no request.
    func knownDue(of customer: CustomerKey) -> Timestamp?

    /// Customers with entries that are due, the longest wait first. Another process may lease the entries meanwhile.
    func dueCustomers(
        upTo count: Int, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [CustomerKey]

    /// Whether the queue has a doorbell.
    var hasDoorbell: Bool { get }

    /// Invokes the function for this customer.
    ///
    /// - Parameter delay: when, 0 to 15 minutes from now, rounded up to whole seconds.
    /// - Throws: when the message was not accepted. The sweep delivers the customer's entries then.
    func ring(
        for customer: CustomerKey, after delay: Duration, before deadline: Deadline
    ) async throws(StoreFailure)

    /// Invokes the function for each of these customers at once.
    ///
    /// - Throws: when a message was not accepted; others may have been.
    func ring(forEach customers: [CustomerKey], before deadline: Deadline) async throws(StoreFailure)
}

/// The queue's key of a customer: a hash that does not reveal the customer's id.
package struct CustomerKey: Hashable, Sendable {
    /// Letters, digits, `-` and `_`.
    package let rawValue: String

    /// The key with this text.
    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
