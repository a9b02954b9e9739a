/// A list of objects in the configuration file, each with the same fields, such as the accounts at a cloud. The environment
/// cannot hold one.
package struct SettingList: Hashable, Sendable {
    /// Its place in the configuration file: `clouds.tuya.accounts`.
    package let name: String
    /// The meaning of an object in it, for the operator.
    package let help: String
    /// The fields of an object. Their names are those within the object: `client_id`.
    package let fields: [SettingKey]

    /// Declares a list.
    package init(_ name: String, _ help: String, fields: [SettingKey]) {
        self.name = name
        self.help = help
        self.fields = fields
    }

    /// A field of one object, such as `clouds.tuya.accounts[0].client_id`.
    ///
    /// - Parameter index: the object's place in the list, from 0.
    package func key(_ field: SettingKey, at index: Int) -> SettingKey {
        SettingKey("\(name)[\(index)].\(field.name)", field.help, isSecret: field.isSecret)
    }

    /// The field as the documentation names it: `clouds.tuya.accounts[].client_id`.
    package func documented(_ field: SettingKey) -> String { "\(name)[].\(field.name)" }
}
