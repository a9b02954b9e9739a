import EventGateway
import Skill
import Timing

extension CommandStore: CustomerRegister {
    func accounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> CustomerAccounts {
        try await base.accounts(of: customer, before: deadline)
    }

    func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
        try await base.accountsAndHomes(of: customer, before: deadline)
    }

    func replace(
        _ accounts: CustomerAccounts, forgettingHomesAt clouds: [String], before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await base.replace(accounts, forgettingHomesAt: clouds, before: deadline)
    }

    func removeAccounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Bool {
        try await base.removeAccounts(of: customer, before: deadline)
    }

    func customers(
        from cursor: CustomerPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerPage {
        try await base.customers(from: cursor, limit: limit, before: deadline)
    }
}
