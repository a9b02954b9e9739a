import AlexaProtocol
package import EventGateway
package import Settings
package import Skill
import Telemetry

extension CloudAccount {
    /// The fields of a customer's account in the store: those of an account in the settings, except for the name and the
    /// customers, which the store keeps separately.
    package static var storedFields: [SettingKey] { single }

    /// Reads a customer's account from the store, by the same rules as one in the settings.
    ///
    /// - Throws: all problems of the account, without values.
    package static func stored(
        _ account: StoredAccount, of customer: CustomerID
    ) throws(SettingsProblems) -> Self {
        // Brackets, because such a setting has no environment variable that messages could name.
        func key(_ field: SettingKey) -> SettingKey {
            SettingKey("\(cloud)[\(account.name)].\(field.name)", field.help, isSecret: field.isSecret)
        }
        var values: [String: String] = [:]
        var unknown: [String] = []
        for field in account.fields {
            if let known = storedFields.first(where: { $0.name == field.name }) {
                values[key(known).name] = field.value.exposed
            } else {
                unknown.append(field.name)
            }
        }
        var reader = AccountReader(SettingsReader(values: values)) { [key($0)] }
        for name in unknown { reader.addProblem(SettingKey(name, ""), "is no field of an account at \(cloud)") }
        // The name distinguishes accounts of the same name in log lines and alarms, without revealing the customer.
        let identity = AccountIdentity(
            name: "\(LogHash.of(customer.rawValue))/\(account.name)", baseURL: reader.url(addressField),
            customers: [customer])
        let read = Self(identity, reading: &reader)
        try reader.settings.finish()
        guard let read else { throw SettingsProblems(problems: ["\(cloud)[\(account.name)] cannot be read"]) }
        return read
    }
}
