import AlexaProtocol
import EventGateway
import Timing

/// Short forms for tests that are not about deadlines: every call may take a minute.
extension Deadline {
    static var soon: Deadline { Deadline(in: .seconds(60), .live) }
}

extension GrantStore {
    func grant(of customer: CustomerID) async throws(StoreFailure) -> Grant? {
        try await grant(of: customer, before: .soon)
    }

    func accept(_ grant: Grant) async throws(StoreFailure) -> Bool { try await accept(grant, before: .soon) }

    func update(_ grant: Grant) async throws(StoreFailure) -> Grant? { try await update(grant, before: .soon) }

    func revoke(_ grant: Grant) async throws(StoreFailure) -> Int? { try await revoke(grant, before: .soon) }
}

extension DeliveryQueue {
    func settle(_ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp) async throws(StoreFailure) {
        try await settle(entry, settlement, at: now, before: .soon)
    }

    func nextDue() async throws(StoreFailure) -> Timestamp? { try await nextDue(before: .soon) }
}

extension OutboxInspection {
    func entry(_ id: OutboxEntry.ID) async throws(StoreFailure) -> OutboxEntry? { try await entry(id, before: .soon) }

    func retry(_ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp) async throws(StoreFailure) -> Bool {
        try await retry(id, at: now, expiresAt: expiresAt, before: .soon)
    }

    func drop(_ id: OutboxEntry.ID, at now: Timestamp) async throws(StoreFailure) -> Bool {
        try await drop(id, at: now, before: .soon)
    }

    func census() async throws(StoreFailure) -> OutboxCensus { try await census(before: .soon) }

    func all(_ state: OutboxEntry.State? = nil) async throws(StoreFailure) -> [OutboxEntry] {
        try await allEntries(state, before: .soon)
    }
}

extension PromiseStore {
    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) {
        try await promise(fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt, before: .soon)
    }

    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID = .ann, at now: Timestamp
    ) async throws(StoreFailure) -> Bool {
        try await fulfil(event, for: customer, at: now, before: .soon)
    }

    func withdraw(_ messageId: String, of customer: CustomerID = .ann) async throws(StoreFailure) {
        try await withdraw(messageId, of: customer, before: .soon)
    }
}

extension OutboxEntry.ID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self.init(String(value))
    }
}
