package import AlexaProtocol
package import EventGateway

extension PromiseStore {
    package func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) {
        try await promise(fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt, before: .soon)
    }

    package func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID = .ann, at now: Timestamp
    ) async throws(StoreFailure) -> Bool {
        try await fulfil(event, for: customer, at: now, before: .soon)
    }

    package func withdraw(_ messageId: String, of customer: CustomerID = .ann) async throws(StoreFailure) {
        try await withdraw(messageId, of: customer, before: .soon)
    }
}

extension OutboxEntry.ID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self.init(String(value))
    }
}
