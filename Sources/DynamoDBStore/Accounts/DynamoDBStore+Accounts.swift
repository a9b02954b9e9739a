import AWSClient
import AlexaProtocol
package import EventGateway
package import Skill
package import Timing

/// The accounts of a customer are one item: a version, which every write replaces, and the encrypted customer id and accounts.
extension DynamoDBStore: AccountStore {
    static let versionName = "account_rev"
    private static let bodyName = "accounts"

    package func accounts(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerAccounts {
        let key = ItemKey.accounts(cipher.hash(of: customer))
        let item = try await asking { table throws(AWSFailure) in try await table.item(key, before: deadline) }
        guard let item else { return CustomerAccounts(customer) }
        return try readAccounts(item, of: customer)
    }

    package func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
        try await accountsAndHomes(of: customer, withAccounts: true, before: deadline)
    }

    /// Reads an item.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/damaged``.
    func readAccounts(_ item: JSONObject, of customer: CustomerID) throws(StoreFailure) -> CustomerAccounts {
        guard let accounts = readAccounts(item), accounts.customer == customer else {
            throw StoreFailure(
                .damaged,
                "The accounts of a customer in the table cannot be read: they are damaged, or their key is missing in store.key."
                    + " Add the key again; or remove the customer with `porchlight customers remove` and add the accounts again."
            )
        }
        return accounts
    }

    /// Reads an item; `nil` if it is damaged.
    func readAccounts(_ item: JSONObject) -> CustomerAccounts? {
        guard let key = ItemKey(item), let blob = item.bytes(Self.bodyName), let version = item.whole(Self.versionName)
        else { return nil }
        return cipher.open(blob, in: key).flatMap { CustomerAccounts($0, version: version) }
    }

    /// The attributes of the item, encrypted.
    func attributes(
        _ accounts: CustomerAccounts, version: Int64, in key: ItemKey
    ) throws(StoreFailure) -> JSONObject {
        [Self.versionName: .whole(version), Self.bodyName: .bytes(try cipher.seal(accounts.bytes, in: key))]
    }
}
