import AlexaProtocol
package import EventGateway
package import Settings
package import Skill
import Telemetry

extension CloudAccount {
    /// The fields that an account of a customer in the store may have: those of an account in the settings, but for its name
    /// and its customers, which the store has itself.
    package static var storedFields: [SettingKey] { single }

    /// Reads an account of a customer that is in the store, by the same rules as one in the settings.
    ///
    /// - Throws: everything that is wrong with it, without values.
    package static func stored(
        _ account: StoredAccount, of customer: CustomerID
    ) throws(SettingsProblems) -> Self {
        // Brackets, because such a setting has no variable for messages to name.
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
        for name in unknown { reader.complain(SettingKey(name, ""), "is no field of an account at \(cloud)") }
        // Log lines and alarms tell accounts of the same name apart, and do not name the customer.
        let identity = AccountIdentity(
            name: "\(LogHash.of(customer.rawValue))/\(account.name)", baseURL: reader.url(addressField),
            customers: [customer])
        let read = Self(identity, reading: &reader)
        try reader.settings.finish()
        guard let read else { throw SettingsProblems(problems: ["\(cloud)[\(account.name)] cannot be read"]) }
        return read
    }
}
