package import EventGateway
package import Skill
package import Timing

extension SQLiteStore: HomeStore {
    package func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        try await commits.read(before: deadline) { [cipher] db in try HomeTable(db, cipher).homes(of: customer) }
    }

    package func keep(
        _ home: StoredHome, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await commits.write(before: deadline) { [cipher] db in
            try HomeTable(db, cipher).keep(home, of: customer)
        }
    }
}
