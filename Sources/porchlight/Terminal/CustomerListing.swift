import AlexaProtocol
import Assembly
import EventGateway
import Settings
import Skill
import Telemetry

/// Customers and their accounts as text and as JSON, without secrets.
enum CustomerListing {
    /// The placeholder for a hidden value.
    private static let hidden = "(set)"

    /// `CUSTOMER  amps 1, tuya 2`.
    static func row(_ accounts: CustomerAccounts) -> String {
        let clouds = counts(accounts).map { "\($0.cloud) \($0.count)" }.joined(separator: ", ")
        return "\(accounts.customer.rawValue)  \(clouds)".printable + "\n"
    }

    /// A row for each account: cloud, name, and the fields that are set.
    static func rows(_ accounts: CustomerAccounts) -> String {
        accounts.accounts.map { account in
            let fields = account.fields.map { "\($0.name) \(shown($0, of: account))" }.joined(separator: ", ")
            return "\(account.cloud)  \(account.name)  \(fields)".printable + "\n"
        }.joined()
    }

    /// `{"customers": [{"customer", "clouds": {"tuya": 2}}], "damaged": 0}`.
    static func json(_ customers: [CustomerAccounts], damaged: Int) -> JSONValue {
        let items = customers.map { accounts -> JSONValue in
            let clouds = counts(accounts).map { ($0.cloud, JSONValue.number(Double($0.count))) }
            return ["customer": .string(accounts.customer.rawValue), "clouds": .object(JSONObject(clouds))]
        }
        return ["customers": .array(items), "damaged": .number(Double(damaged))]
    }

    /// `{"customer", "accounts": [{"cloud", "account", "fields": {"client_id": "...", "client_secret": "(set)"}}]}`.
    static func json(_ accounts: CustomerAccounts) -> JSONValue {
        let items = accounts.accounts.map { account -> JSONValue in
            let fields = account.fields.map { ($0.name, JSONValue.string(shown($0, of: account))) }
            return [
                "cloud": .string(account.cloud), "account": .string(account.name),
                "fields": .object(JSONObject(fields)),
            ]
        }
        return ["customer": .string(accounts.customer.rawValue), "accounts": .array(items)]
    }

    /// A field's value; a placeholder for a secret and for a field that this version does not know.
    private static func shown(_ field: StoredAccount.Field, of account: StoredAccount) -> String {
        let key = DeviceClouds.fields(ofAccountsAt: account.cloud)?.first { $0.name == field.name }
        return key?.isSecret == false ? field.value.exposed : hidden
    }

    private static func counts(_ accounts: CustomerAccounts) -> [(cloud: String, count: Int)] {
        let clouds = Set(accounts.accounts.map(\.cloud)).sorted()
        return clouds.map { cloud in (cloud, accounts.accounts.count { $0.cloud == cloud }) }
    }
}
