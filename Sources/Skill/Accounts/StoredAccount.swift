package import AlexaProtocol
package import EventGateway

/// An account of a customer at a device cloud, as the store has it. Its fields are those that the cloud declares for accounts
/// in the settings; the store does not interpret them.
package struct StoredAccount: Hashable, Sendable {
    /// A field and its value. Descriptions hide every value, whether its field is a secret or not.
    package struct Field: Hashable, Sendable {
        /// The name within an account: `client_id`.
        package let name: String
        /// The value as text.
        package let value: Secret

        /// A field of this value.
        package init(_ name: String, _ value: Secret) {
            self.name = name
            self.value = value
        }
    }

    /// The cloud, one lower-case word.
    package let cloud: String
    /// The operator's name for the account; unique among the customer's accounts at the cloud.
    package let name: String
    /// The fields that are set, each once.
    package let fields: [Field]

    /// An account of these fields.
    package init(cloud: String, name: String, fields: [Field]) {
        self.cloud = cloud
        self.name = name
        self.fields = fields
    }
}

/// The accounts of a customer in the store.
package struct CustomerAccounts: Hashable, Sendable {
    /// The customer.
    package let customer: CustomerID
    /// Their accounts at all clouds; empty if they have none.
    package var accounts: [StoredAccount]
    /// The version that was read, a random number chosen by its writer; `nil` if nothing is stored.
    package let version: Int64?

    /// Accounts of a customer.
    package init(_ customer: CustomerID, _ accounts: [StoredAccount] = [], version: Int64? = nil) {
        self.customer = customer
        self.accounts = accounts
        self.version = version
    }
}

extension CustomerAccounts {
    /// What a store encrypts: the customer's id and all accounts, as JSON.
    package var bytes: [UInt8] {
        let accounts = accounts.map { account -> JSONValue in
            let fields = account.fields.map { ($0.name, JSONValue.string($0.value.exposed)) }
            return [
                "cloud": .string(account.cloud), "name": .string(account.name), "fields": .object(JSONObject(fields)),
            ]
        }
        let whole: JSONValue = ["customer": .string(customer.rawValue), "accounts": .array(accounts)]
        return whole.encoded()
    }

    /// Decodes what ``bytes`` returned; `nil` for anything else.
    package init?(_ bytes: [UInt8], version: Int64) {
        guard let object = JSONDocument(parsing: bytes).value?.object, let customer = object["customer"]?.string,
            let items = object["accounts"]?.array
        else { return nil }
        var accounts: [StoredAccount] = []
        for item in items {
            guard let item = item.object, let cloud = item["cloud"]?.string, let name = item["name"]?.string,
                let members = item["fields"]?.object?.members
            else { return nil }
            var fields: [StoredAccount.Field] = []
            for member in members {
                guard let value = member.value.string else { return nil }
                fields.append(StoredAccount.Field(member.key, Secret(value)))
            }
            accounts.append(StoredAccount(cloud: cloud, name: name, fields: fields))
        }
        self.init(CustomerID(customer), accounts, version: version)
    }
}
