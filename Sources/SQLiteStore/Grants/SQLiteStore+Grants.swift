package import AlexaProtocol
package import EventGateway
import Foundation
import GRDB
package import Timing

extension SQLiteStore: GrantStore {
    package func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await commits.read(before: deadline) { [cipher] db in try GrantTable(db, cipher).grant(of: customer) }
    }

    package func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in try GrantTable(db, cipher).accept(grant) }
    }

    package func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await commits.write(before: deadline) { [cipher] db in
            try GrantTable(db, cipher).update(grant, endsClaim: false)
        }
    }

    package func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in
            try GrantTable(db, cipher).claimRenewal(of: grant, at: now, until: until)
        }
    }

    package func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await commits.write(before: deadline) { [cipher] db in
            try GrantTable(db, cipher).update(grant, endsClaim: true)
        }
    }

    package func releaseRenewal(
        of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await commits.write(before: deadline) { [cipher] db in
            try GrantTable(db, cipher).releaseRenewal(of: grant, claimedUntil: claimedUntil)
        }
    }

    package func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int? {
        try await commits.write(before: deadline) { [cipher] db in
            guard try GrantTable(db, cipher).forget(grant) else { return nil }
            try db.run("DELETE FROM homes WHERE customer = ?", [cipher.hash(of: grant.customer)])
            return try OutboxTables(db, cipher).dropAll(of: grant.customer)
        }
    }
}
