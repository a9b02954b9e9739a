package import EventGateway
package import Timing

/// Keeps the accounts of customers at device clouds, beside their known homes. A directive only reads them.
package protocol AccountStore: HomeStore {
    /// The accounts of a customer; empty and without a version if nothing is stored.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/damaged`` if they cannot be decrypted: never an empty list instead.
    func accounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> CustomerAccounts

    /// The same together with the stored homes, at the price of reading these alone.
    func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome])
}

/// Changes and lists the accounts of customers, for an operator.
package protocol CustomerRegister: AccountStore {
    /// Puts accounts in the place of those of the same customer and version.
    ///
    /// - Parameter clouds: clouds at which the customer has lost an account: the homes stored for them are deleted. That is done
    ///   afterwards where it cannot be done in one step.
    /// - Returns: `false`, and nothing is changed, if somebody has changed the customer's accounts since they were read.
    func replace(
        _ accounts: CustomerAccounts, forgettingHomesAt clouds: [String], before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Deletes the accounts of a customer, whatever they are and whoever has changed them, and all homes stored for them.
    ///
    /// - Returns: whether there were accounts. `false` also if an attempt whose answer was lost has deleted them.
    func removeAccounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Bool

    /// A page of the customers who have accounts, at most `limit` of them, in an order of the store's own.
    func customers(
        from cursor: CustomerPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerPage
}

/// Some customers, and where the list goes on.
package struct CustomerPage: Sendable {
    /// Where a list goes on; only the store that made it can read it.
    package struct Cursor: Hashable, Sendable {
        /// The place as the store writes it.
        package let rawValue: String

        /// A cursor from its text.
        package init(_ rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// The customers with their accounts.
    package let customers: [CustomerAccounts]
    /// How many more there are on this page that cannot be decrypted.
    package let damaged: Int
    /// `nil` if nothing follows.
    package let next: Cursor?

    /// A page of these customers.
    package init(customers: [CustomerAccounts], damaged: Int, next: Cursor?) {
        self.customers = customers
        self.damaged = damaged
        self.next = next
    }
}
