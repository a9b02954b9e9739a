import AlexaProtocol
import DynamoDBStore
import EventGateway
import Timing

extension CommandStore: PromiseStore {
    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await base.promise(
            fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt, before: deadline)
    }

    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await base.fulfil(event, for: customer, at: now, before: deadline)
    }

    func withdraw(
        _ messageId: String, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await base.withdraw(messageId, of: customer, before: deadline)
    }
}

extension CommandStore: DeliveryQueue {
    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await base.add(event, for: customer, at: now, expiresAt: expiresAt, before: deadline)
    }

    func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try await base.lease(upTo: count, perCustomer: perCustomer, at: now, until: until, before: deadline)
    }

    func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await base.settle(entry, settlement, at: now, before: deadline)
    }

    func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp? {
        try await base.nextDue(before: deadline)
    }
}

extension CommandStore: OutboxInspection {
    func entries(
        _ state: OutboxEntry.State?, from cursor: OutboxPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> OutboxPage {
        try await base.entries(state, from: cursor, limit: limit, before: deadline)
    }

    func entry(_ id: OutboxEntry.ID, before deadline: Deadline) async throws(StoreFailure) -> OutboxEntry? {
        try await base.entry(id, before: deadline)
    }

    func retry(
        _ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await base.retry(id, at: now, expiresAt: expiresAt, before: deadline)
    }

    func drop(_ id: OutboxEntry.ID, at now: Timestamp, before deadline: Deadline) async throws(StoreFailure) -> Bool {
        try await base.drop(id, at: now, before: deadline)
    }

    func census(before deadline: Deadline) async throws(StoreFailure) -> OutboxCensus {
        try await base.census(before: deadline)
    }
}

extension CommandStore {
    /// Invokes the function in AWS Lambda for entries that have to be sent now; no effect if there is no queue for that.
    func ring(for entries: [OutboxEntry.ID], before deadline: Deadline) async throws(StoreFailure) {
        guard let table = base as? DynamoDBStore else { return }
        try await table.ring(for: entries, before: deadline)
    }
}
