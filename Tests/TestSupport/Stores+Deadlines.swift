package import AlexaProtocol
package import EventGateway
package import Timing

/// Short forms for tests that do not test deadlines: every call has a deadline of a minute.
extension Deadline {
    package static var soon: Deadline { Deadline(in: .seconds(60), .live) }
}

extension GrantStore {
    package func grant(of customer: CustomerID) async throws(StoreFailure) -> Grant? {
        try await grant(of: customer, before: .soon)
    }

    package func accept(_ grant: Grant) async throws(StoreFailure) -> Bool { try await accept(grant, before: .soon) }

    package func update(_ grant: Grant) async throws(StoreFailure) -> Grant? { try await update(grant, before: .soon) }

    package func revoke(_ grant: Grant) async throws(StoreFailure) -> Int? { try await revoke(grant, before: .soon) }
}

extension DeliveryQueue {
    package func settle(_ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp) async throws(StoreFailure) {
        try await settle(entry, settlement, at: now, before: .soon)
    }

    package func nextDue() async throws(StoreFailure) -> Timestamp? { try await nextDue(before: .soon) }
}

extension OutboxInspection {
    package func entry(_ id: OutboxEntry.ID) async throws(StoreFailure) -> OutboxEntry? {
        try await entry(id, before: .soon)
    }

    package func retry(_ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp) async throws(StoreFailure) -> Bool
    {
        try await retry(id, at: now, expiresAt: expiresAt, before: .soon)
    }

    package func drop(_ id: OutboxEntry.ID, at now: Timestamp) async throws(StoreFailure) -> Bool {
        try await drop(id, at: now, before: .soon)
    }

    package func census() async throws(StoreFailure) -> OutboxCensus { try await census(before: .soon) }

    package func all(_ state: OutboxEntry.State? = nil) async throws(StoreFailure) -> [OutboxEntry] {
        try await allEntries(state, before: .soon)
    }
}
