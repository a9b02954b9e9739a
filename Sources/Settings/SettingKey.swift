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

    /// The environment variable of the same setting, which precedes the file: `PORCHLIGHT_STORE_PATH`.
    package var variable: String {
        Self.variablePrefix + name.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
    }
}
