package import EventGateway
package import Skill
package import Timing

extension SQLiteStore: CustomerRegister {
    package func accounts(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerAccounts {
        try await commits.read(before: deadline) { [cipher] db in try AccountTable(db, cipher).accounts(of: customer) }
    }

    package func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
        try await commits.read(before: deadline) { [cipher] db in
            (
                try AccountTable(db, cipher).accounts(of: customer),
                try HomeTable(db, cipher).homes(of: customer)
            )
        }
    }

    package func replace(
        _ accounts: CustomerAccounts, forgettingHomesAt clouds: [String], before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in
            try AccountTable(db, cipher).replace(accounts, forgettingHomesAt: clouds)
        }
    }

    package func removeAccounts(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await commits.write(before: deadline) { [cipher] db in try AccountTable(db, cipher).remove(customer) }
    }

    package func customers(
        from cursor: CustomerPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerPage {
        try await commits.read(before: deadline) { [cipher] db in
            try AccountTable(db, cipher).customers(from: cursor, limit: limit)
        }
    }
}
