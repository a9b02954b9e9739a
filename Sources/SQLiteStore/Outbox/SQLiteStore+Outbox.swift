package import AlexaProtocol
package import EventGateway

extension SQLiteStore: Outbox {
    package func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) {
        try await commits.write { [cipher] db in
            try OutboxTables(db, cipher).add(event, for: customer, at: now, expiresAt: expiresAt)
        }
    }

    package func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) {
        try await commits.write { [cipher] db in
            try OutboxTables(db, cipher)
                .promise(fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt)
        }
    }

    package func fulfil(_ event: OutgoingEvent, at now: Timestamp) async throws(StoreFailure) -> Bool {
        try await commits.write { [cipher] db in try OutboxTables(db, cipher).fulfil(event, at: now) }
    }

    package func withdraw(_ messageId: String) async throws(StoreFailure) {
        try await commits.write { [cipher] db in try OutboxTables(db, cipher).withdraw(messageId) }
    }

    package func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try await commits.write { [cipher] db in
            try OutboxTables(db, cipher).lease(upTo: count, perCustomer: perCustomer, at: now, until: until)
        }
    }

    package func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp
    ) async throws(StoreFailure) {
        try await commits.write { [cipher] db in try OutboxTables(db, cipher).settle(entry, settlement) }
    }

    package func nextDue() async throws(StoreFailure) -> Timestamp? {
        try await commits.read { [cipher] db in try OutboxTables(db, cipher).nextDue() }
    }

    package func entries(
        _ state: OutboxEntry.State?, after id: Int64, limit: Int
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try await commits.read { [cipher] db in try OutboxTables(db, cipher).entries(state, after: id, limit: limit) }
    }

    package func entry(_ id: Int64) async throws(StoreFailure) -> OutboxEntry? {
        try await commits.read { [cipher] db in try OutboxTables(db, cipher).entry(id) }
    }

    package func retry(
        _ id: Int64, at now: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) -> Bool {
        try await commits.write { [cipher] db in
            try OutboxTables(db, cipher).retry(id, at: now, expiresAt: expiresAt)
        }
    }

    package func drop(_ id: Int64, at now: Timestamp) async throws(StoreFailure) -> Bool {
        try await commits.write { [cipher] db in try OutboxTables(db, cipher).drop(id, at: now) }
    }

    package func census() async throws(StoreFailure) -> OutboxCensus {
        try await commits.read { [cipher] db in try OutboxTables(db, cipher).census() }
    }
}
