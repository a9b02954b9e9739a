package import AlexaProtocol
package import EventGateway
package import Timing

extension SQLiteStore: PromiseStore {
    package func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await commits.write(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher)
                .promise(fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt)
        }
    }

    package func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher).fulfil(event, for: customer, at: now)
        }
    }

    package func withdraw(
        _ messageId: String, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await commits.write(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher).withdraw(messageId, of: customer)
        }
    }
}

extension SQLiteStore: DeliveryQueue {
    package func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await commits.write(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher).add(event, for: customer, at: now, expiresAt: expiresAt)
        }
    }

    package func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        let clampsWaits = clock.isSuspicious(now)
        do throws(StoreFailure) {
            return try await commits.write(before: deadline) { [cipher] db in
                let tables = OutboxTables(db, cipher)
                if clampsWaits { try tables.clampWaits(at: now) }
                return try tables.lease(upTo: count, perCustomer: perCustomer, at: now, until: until)
            }
        } catch {
            if clampsWaits { clock.reset() }
            throw error
        }
    }

    package func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await commits.write(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher).settle(entry, settlement)
        }
    }

    package func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp? {
        try await commits.read(before: deadline) { [cipher] db in try OutboxTables(db, cipher).nextDue() }
    }
}

extension SQLiteStore: OutboxInspection {
    package func entries(
        _ state: OutboxEntry.State?, from cursor: OutboxPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> OutboxPage {
        try await commits.read(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher).entries(state, from: cursor, limit: limit)
        }
    }

    package func entry(
        _ id: OutboxEntry.ID, before deadline: Deadline
    ) async throws(StoreFailure) -> OutboxEntry? {
        try await commits.read(before: deadline) { [cipher] db in try OutboxTables(db, cipher).entry(id) }
    }

    package func retry(
        _ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in
            try OutboxTables(db, cipher).retry(id, at: now, expiresAt: expiresAt)
        }
    }

    package func drop(
        _ id: OutboxEntry.ID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in try OutboxTables(db, cipher).drop(id, at: now) }
    }

    package func census(before deadline: Deadline) async throws(StoreFailure) -> OutboxCensus {
        try await commits.read(before: deadline) { [cipher] db in try OutboxTables(db, cipher).census() }
    }
}
