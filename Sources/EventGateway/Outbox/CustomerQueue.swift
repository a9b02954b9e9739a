package import AlexaProtocol
package import Timing

/// A queue from which the entries of one customer can be leased without looking at all others.
package protocol CustomerQueue: DeliveryQueue {
    /// As ``DeliveryQueue/lease(upTo:perCustomer:at:until:before:)``, for one customer.
    func lease(
        of customer: CustomerID, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry]
}
