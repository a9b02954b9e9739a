package import EventGateway
package import Timing

/// Keeps the accounts of customers at device clouds, beside their known homes. A directive only reads them.
package protocol AccountStore: HomeStore {
    /// The accounts of a customer; empty and without a version if nothing is stored.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/damaged`` if they cannot be decrypted: never an empty list instead.
    func accounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> CustomerAccounts

    /// The accounts together with the stored homes, at the cost of reading the homes alone.
    func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome])
}

/// Changes and lists the accounts of customers, for an operator.
package protocol CustomerRegister: AccountStore {
    /// Replaces the customer's accounts if their version in the store is that of `accounts`.
    ///
    /// - Parameter clouds: clouds at which the customer has lost an account: the homes stored for them are deleted. A store
    ///   that cannot do both in one step deletes the homes afterwards.
    /// - Returns: `false`, and nothing is changed, if the customer's accounts have changed since they were read.
    func replace(
        _ accounts: CustomerAccounts, forgettingHomesAt clouds: [String], before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Deletes the accounts of a customer, whatever their version, and all homes stored for the customer.
    ///
    /// - Returns: whether there were accounts. `false` also if an earlier attempt has deleted them and its answer was lost.
    func removeAccounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Bool

    /// A page of the customers who have accounts, at most `limit` of them, in an order of the store's own.
    func customers(
        from cursor: CustomerPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerPage
}

/// A page of customers, and the cursor of the next page.
package struct CustomerPage: Sendable {
    /// Where the next page starts; only the store that made it can read it.
    package struct Cursor: Hashable, Sendable {
        /// The cursor in the store's own format.
        package let rawValue: String

        /// A cursor from its text.
        package init(_ rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// The customers with their accounts.
    package let customers: [CustomerAccounts]
    /// The number of further customers on this page whose accounts cannot be decrypted.
    package let damaged: Int
    /// The cursor of the next page; `nil` on the last one.
    package let next: Cursor?

    /// A page of these customers.
    package init(customers: [CustomerAccounts], damaged: Int, next: Cursor?) {
        self.customers = customers
        self.damaged = damaged
        self.next = next
    }
}
