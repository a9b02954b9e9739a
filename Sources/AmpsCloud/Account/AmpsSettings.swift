import DeviceCloud
package import Settings

/// The accounts at Amps, and whether commands may replace schedules.
package struct AmpsSettings: VendorSettings {
    /// Whether commands replace schedules.
    package static let replaceSchedules = SettingKey(
        "clouds.amps.replace_schedules",
        "`true`: a spoken command cancels planned actions of Amps and clears a schedule of the device that is in its way, "
            + "such as a tariff plan; `false`: the customer gets an error",
        defaultValue: "false")

    package static var keys: [SettingKey] { AmpsAccount.keys + [replaceSchedules] }
    package static var lists: [SettingList] { [AmpsAccount.list] }

    /// The accounts.
    package var accounts: [AmpsAccount]
    /// Whether a command may cancel planned actions and clear schedules of the device.
    package var replacesSchedules: Bool

    /// Settings with these values.
    package init(_ accounts: [AmpsAccount], replacesSchedules: Bool = false) {
        self.accounts = accounts
        self.replacesSchedules = replacesSchedules
    }

    /// Reads the settings in ``keys`` and ``lists``.
    package init(reading reader: inout SettingsReader) {
        accounts = AmpsAccount.all(reading: &reader)
        replacesSchedules = reader.choice(Self.replaceSchedules, of: ["true", "false"]) == "true"
    }
}
