import AlexaProtocol
package import Settings

extension Deferral.Policy: SettingsSection {
    /// Seconds after which an answer is deferred, 0 to 6.5.
    package static let afterSeconds = SettingKey(
        "deferral.after_seconds", "after how long an answer is deferred, 0 to 6.5", defaultValue: "5")
    /// Seconds after which deferred work has failed, 1 to 3600.
    package static let limitSeconds = SettingKey(
        "deferral.limit_seconds",
        "after how long Alexa is told that the deferred work failed; Alexa waits about 20 seconds",
        defaultValue: "20")
    /// Interfaces that are deferred at once.
    package static let slowNamespaces = SettingKey(
        "deferral.slow_interfaces",
        "interfaces whose answers are deferred without waiting, with commas: `Alexa.LockController`")

    /// Interfaces added to the defaults, or removed with a minus sign.
    package static let changedInterfaces = SettingKey(
        "deferral.interfaces",
        "interfaces whose answers may be deferred on any endpoint, beside Alexa.LockController, with commas; "
            + "a minus sign before one forbids it: `Alexa.ThermostatController,-Alexa.LockController`")
    /// Display categories added to the defaults, or removed with a minus sign.
    package static let changedCategories = SettingKey(
        "deferral.categories",
        "display categories on which modes, ranges and toggles may be deferred, beside GARAGE_DOOR, DOOR, "
            + "EXTERIOR_BLIND and INTERIOR_BLIND, with commas; a minus sign before one forbids it: `OTHER,-DOOR`")

    package static let keys = [afterSeconds, limitSeconds, slowNamespaces, changedInterfaces, changedCategories]

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        self.init()
        after = reader.seconds(Self.afterSeconds, in: 0...6.5) ?? after
        limit = reader.seconds(Self.limitSeconds, in: 1...3600) ?? limit
        slowInterfaces =
            reader.words(Self.slowNamespaces, of: "an interface; `porchlight interfaces` lists them") {
                InterfaceCatalog.interface($0) != nil
            } ?? slowInterfaces
        let interfaces =
            reader.words(Self.changedInterfaces, of: "an interface whose answers may be deferred") {
                let interface = Self.unsigned($0)
                return InterfaceCatalog.interface(interface) != nil && self.concerns(interface)
            } ?? []
        for interface in interfaces { allow(Self.unsigned(interface), interface.first != "-") }
        let categories =
            reader.words(Self.changedCategories, of: "a display category: capital letters, digits and _") {
                !Self.unsigned($0).isEmpty
                    && Self.unsigned($0).utf8.allSatisfy {
                        (65...90).contains($0) || (48...57).contains($0) || $0 == 95
                    }
            } ?? []
        for category in categories {
            if category.first == "-" {
                movingCategories.remove(Self.unsigned(category))
            } else {
                movingCategories.insert(category)
            }
        }
    }

    private static func unsigned(_ word: String) -> String {
        word.first == "-" ? String(word.dropFirst()) : word
    }

    private mutating func allow(_ interface: String, _ isAllowed: Bool) {
        guard !isAllowed else {
            interfaces.insert(interface)
            return
        }
        interfaces.remove(interface)
        movingInterfaces.remove(interface)
        wakeOnLANInterfaces.remove(interface)
        slowInterfaces.remove(interface)
    }
}
