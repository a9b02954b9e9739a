/// A setting that a target declares.
package struct SettingKey: Hashable, Sendable {
    /// Its place in the configuration file, an object for each part before a dot: `store.path`.
    package let name: String
    /// Whether the value must not appear in messages, logs or listings.
    package let isSecret: Bool
    /// What it means, for the operator: one or two sentences without a full stop at the end.
    package let help: String
    /// The value that holds if it is not set, as text for the operator; `nil` if there is none.
    package let defaultValue: String?

    /// Declares a setting.
    ///
    /// - Parameter name: lower-case words, `_` within and `.` between them.
    package init(_ name: String, _ help: String, defaultValue: String? = nil, isSecret: Bool = false) {
        self.name = name
        self.isSecret = isSecret
        self.help = help
        self.defaultValue = defaultValue
    }

    /// The prefix of the environment variables of all settings.
    package static let variablePrefix = "PORCHLIGHT_"

    /// The first part of the names of all device clouds' settings. The environment variables do without it.
    static let cloudsPrefix = "clouds."

    /// The environment variable of the same setting, which precedes the file: `PORCHLIGHT_STORE_PATH`. That of
    /// `clouds.tuya.region` is `PORCHLIGHT_TUYA_REGION`. A field of a ``SettingList`` has none.
    package var variable: String {
        Self.variablePrefix + path.joined(separator: "_").uppercased()
    }

    /// The parts of the name as the environment has them.
    var path: [String] {
        let name = name.hasPrefix(Self.cloudsPrefix) ? name.dropFirst(Self.cloudsPrefix.count) : name[...]
        return name.split(separator: ".").map(String.init)
    }

    /// The name as messages have it: with the variable, where there is one.
    package var label: String { name.contains("[") ? name : "\(name) (\(variable))" }
}
