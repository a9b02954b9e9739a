package import AlexaProtocol
package import EventGateway

extension SQLiteStore: GrantStore {
    package func grant(of customer: CustomerID) async throws(StoreFailure) -> Grant? {
        try await commits.read { [cipher] db in try GrantTable(db, cipher).grant(of: customer) }
    }

    package func accept(_ grant: Grant) async throws(StoreFailure) -> Bool {
        try await commits.write { [cipher] db in try GrantTable(db, cipher).accept(grant) }
    }

    package func update(_ grant: Grant) async throws(StoreFailure) -> Grant? {
        try await commits.write { [cipher] db in try GrantTable(db, cipher).update(grant) }
    }

    package func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp
    ) async throws(StoreFailure) -> Bool {
        try await commits.write { [cipher] db in
            try GrantTable(db, cipher).claimRenewal(of: grant, at: now, until: until)
        }
    }

    package func releaseRenewal(of grant: Grant) async throws(StoreFailure) {
        try await commits.write { [cipher] db in try GrantTable(db, cipher).releaseRenewal(of: grant) }
    }

    package func revoke(_ grant: Grant) async throws(StoreFailure) -> Int {
        try await commits.write { [cipher] db in
            guard try GrantTable(db, cipher).forget(grant) else { return 0 }
            return try OutboxTables(db, cipher).dropAll(of: grant.customer)
        }
    }
}
