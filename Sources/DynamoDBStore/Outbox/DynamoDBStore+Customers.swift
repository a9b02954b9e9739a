package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: CustomerQueue {
    package func lease(
        of customer: CustomerID, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try await lease(
            fromCustomer: cipher.hash(of: customer), upTo: count, perCustomer: count, at: now, until: until,
            before: deadline)
    }
}
