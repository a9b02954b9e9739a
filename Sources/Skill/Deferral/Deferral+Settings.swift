import AlexaProtocol
package import Settings

extension Deferral.Policy: SettingsSection {
    /// When an answer is deferred.
    package static let afterSeconds = SettingKey(
        "deferral.after_seconds", "after how long an answer is deferred, 0 to 6.5", defaultValue: "5")
    /// How long deferred work may take.
    package static let limitSeconds = SettingKey(
        "deferral.limit_seconds", "after how long Alexa is told that the deferred work failed", defaultValue: "60")
    /// Interfaces that are deferred at once.
    package static let slowNamespaces = SettingKey(
        "deferral.slow_interfaces",
        "interfaces whose answers are deferred without waiting, with commas: `Alexa.LockController`")

    package static let keys = [afterSeconds, limitSeconds, slowNamespaces]

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        self.init()
        after = reader.seconds(Self.afterSeconds, in: 0...6.5) ?? after
        limit = reader.seconds(Self.limitSeconds, in: 1...3600) ?? limit
        slowInterfaces =
            reader.words(Self.slowNamespaces, of: "an interface; `porchlight interfaces` lists them") {
                InterfaceCatalog.interface($0) != nil
            } ?? slowInterfaces
    }
}
