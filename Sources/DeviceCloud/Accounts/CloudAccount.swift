package import EventGateway
package import HTTPTransport
package import Settings

/// An account of ours at a cloud, from the operator's settings.
///
/// A cloud's own type declares the fields that only its accounts have; name, address and customers are common to all. In the
/// file, accounts are the objects of `clouds.CLOUD.accounts`. One account can also be set without a list, field by field:
/// `clouds.CLOUD.client_id` in the file, `PORCHLIGHT_CLOUD_CLIENT_ID` in the environment. Such fields override those of the
/// list's only account; if the list has several, they form a further account.
package protocol CloudAccount: Sendable {
    /// The cloud, one lower-case word.
    static var cloud: String { get }

    /// The fields besides `name`, `base_url` and `customers`, named as within an object: `client_id`.
    static var fields: [SettingKey] { get }

    /// Name, address and customers.
    var identity: AccountIdentity { get }

    /// Reads an account. All fields are read before it fails, so that all problems are reported at once.
    ///
    /// - Returns: `nil` if a field is missing or wrong, which is recorded in `reader`.
    init?(_ identity: AccountIdentity, reading reader: inout AccountReader)
}

/// The fields that the accounts of all clouds have.
package struct AccountIdentity: Hashable, Sendable {
    /// Its name in the settings, for the operator; unique at its cloud.
    package let name: String
    /// The address that replaces the cloud's own.
    package let baseURL: ServiceURL?
    /// The customers that the account serves; `nil` for all.
    package let customers: Set<CustomerID>?

    /// An account that serves all customers unless `customers` are given.
    package init(name: String, baseURL: ServiceURL? = nil, customers: Set<CustomerID>? = nil) {
        self.name = name
        self.baseURL = baseURL
        self.customers = customers
    }

    /// Whether the account's devices belong to this customer.
    package func serves(_ customer: CustomerID) -> Bool {
        customers?.contains(customer) ?? true
    }
}

extension CloudAccount {
    private static var nameField: SettingKey {
        SettingKey("name", "a name of your own for the account, for messages", defaultValue: "its place in the list")
    }
    static var addressField: SettingKey {
        SettingKey("base_url", "where requests go, for tests", defaultValue: "the cloud's own address")
    }
    private static var customersField: SettingKey {
        SettingKey("customers", "ids of the customers whose devices the account has, a list", defaultValue: "everybody")
    }

    /// The fields that can be set without a list.
    static var single: [SettingKey] { fields + [addressField] }

    /// The settings of one account without a list, for `keys` of the cloud's ``SettingsSection``.
    package static var keys: [SettingKey] { single.map(key) }

    /// The list of accounts, for `lists` of the cloud's ``SettingsSection``.
    package static var list: SettingList {
        SettingList(
            "clouds.\(cloud).accounts", "an account at \(cloud)", fields: [nameField] + single + [customersField])
    }

    private static func key(_ field: SettingKey) -> SettingKey {
        SettingKey(
            "clouds.\(cloud).\(field.name)", field.help, defaultValue: field.defaultValue, isSecret: field.isSecret)
    }

    /// Reads all accounts. Problems are recorded in `reader`.
    package static func all(reading reader: inout SettingsReader) -> [Self] {
        let list = list
        let count = reader.count(of: list)
        let hasSingle = single.contains { reader.text(key($0)) != nil }
        var accounts: [Self] = []
        var names: Set<String> = []
        for index in 0..<count {
            var account = AccountReader(reader) { field in
                count == 1 ? [key(field), list.key(field, at: index)] : [list.key(field, at: index)]
            }
            if let new = read(&account, otherwise: "\(index + 1)", unlike: &names) { accounts.append(new) }
            reader = account.settings
        }
        if hasSingle, count != 1 {
            var account = AccountReader(reader) { [key($0)] }
            if let new = read(&account, otherwise: "default", unlike: &names) { accounts.append(new) }
            reader = account.settings
        }
        return accounts
    }

    private static func read(
        _ account: inout AccountReader, otherwise name: String, unlike names: inout Set<String>
    ) -> Self? {
        let name = account.text(nameField) ?? name
        if !names.insert(name).inserted { account.addProblem(nameField, "is that of another account") }
        let identity = AccountIdentity(
            name: name, baseURL: account.url(addressField),
            customers: account.list(customersField).map { Set($0.map { CustomerID($0) }) })
        return Self(identity, reading: &account)
    }
}
