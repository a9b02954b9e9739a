package import Settings

/// The settings of the Lambda handler.
package struct LambdaSettings: SettingsSection {
    /// Whether the process registers itself as an internal extension, so that Lambda sends it SIGTERM before it ends it.
    package var registersExtension = false

    /// Whether Lambda is asked for SIGTERM.
    package static let registersExtension = SettingKey(
        "lambda.extension",
        "`on` registers an internal extension, so that AWS Lambda sends SIGTERM before it ends the process; nothing depends on it",
        defaultValue: "off")

    package static let keys = [registersExtension]

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        registersExtension = reader.choice(Self.registersExtension, of: ["on", "off"]) == "on"
    }
}
