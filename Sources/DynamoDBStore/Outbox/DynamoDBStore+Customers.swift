import AWSClient
package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: CustomerQueue {
    package func key(of customer: CustomerID) -> CustomerKey { CustomerKey(cipher.hash(of: customer)) }

    package func lease(
        of customer: CustomerKey, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try await lease(
            fromCustomer: customer.rawValue, upTo: count, perCustomer: count, at: now, until: until, before: deadline)
    }

    package func knownDue(of customer: CustomerKey) -> Timestamp? { mailboxes.known(customer.rawValue)?.due }

    package var hasDoorbell: Bool { doorbell != nil }

    package func ring(
        for customer: CustomerKey, after delay: Duration, before deadline: Deadline
    ) async throws(StoreFailure) {
        do throws(AWSFailure) {
            try await doorbell?.ring(for: customer, after: delay, before: deadline)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Has the function invoked for the customers of entries that are to be sent now; nothing happens without a queue.
    ///
    /// - Throws: when a message was not taken. Then the sweep finds the entries.
    package func ring(for entries: [OutboxEntry.ID], before deadline: Deadline) async throws(StoreFailure) {
        for customer in Set(entries.compactMap { $0.parts?.customer }) {
            try await ring(for: CustomerKey(customer), after: .zero, before: deadline)
        }
    }
}
