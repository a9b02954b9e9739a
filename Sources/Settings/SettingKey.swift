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
    /// The environment variable of the same setting, which takes precedence over the file: `PORCHLIGHT_STORE_PATH`. That of
    /// `clouds.tuya.region` is `PORCHLIGHT_TUYA_REGION`. A field of a ``SettingList`` has none.
    package let variable: String

    /// Declares a setting.
    ///
    /// - Parameter name: lower-case words, `_` within and `.` between them.
    package init(_ name: String, _ help: String, defaultValue: String? = nil, isSecret: Bool = false) {
        self.name = name
        self.isSecret = isSecret
        self.help = help
        self.defaultValue = defaultValue
        let words = name.utf8.dropFirst(name.hasPrefix(Self.cloudsPrefix) ? Self.cloudsPrefix.utf8.count : 0)
        let letters = words.map { byte in
            switch byte {
            case UInt8(ascii: "."): UInt8(ascii: "_")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
            default: byte
            }
        }
        variable = Self.variablePrefix + String(decoding: letters, as: UTF8.self)
    }

    /// The prefix of the environment variables of all settings.
    package static let variablePrefix = "PORCHLIGHT_"

    /// The first part of the names of all device clouds' settings. The environment variables omit it.
    static let cloudsPrefix = "clouds."

    /// The name in messages, with the environment variable if there is one.
    package var label: String { name.contains("[") ? name : "\(name) (\(variable))" }
}
