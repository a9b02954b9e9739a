import AlexaProtocol
import DeviceCloud
package import Settings

/// The settings of Tuya's cloud.
package struct TuyaSettings: VendorSettings {
    /// The accounts.
    package var accounts: [TuyaAccount]
    /// Corrections of devices' specifications; `nil` for the shipped ones, which are read with the first account.
    package var quirks: TuyaQuirks?
    /// The calls per month that the plan of an account includes; `nil` for no warning.
    package var monthlyCalls: Int?
    /// The share of `monthlyCalls`, above 0 and at most 1, at which the operator is warned.
    package var warnAt: Double
    /// The most commands per second of an account, above 0; `nil` for no limit of our own.
    package var commandsPerSecond: Double?

    /// Settings with these values.
    package init(
        accounts: [TuyaAccount], quirks: TuyaQuirks? = nil, monthlyCalls: Int? = nil, warnAt: Double = 0.8,
        commandsPerSecond: Double? = nil
    ) {
        self.accounts = accounts
        self.quirks = quirks
        self.monthlyCalls = monthlyCalls
        self.warnAt = warnAt
        self.commandsPerSecond = commandsPerSecond
    }

    private static let quirksFile = SettingKey(
        "clouds.tuya.quirks", "a file of corrections of devices' specifications (docs/clouds/tuya.md)",
        defaultValue: "only those that are shipped")
    private static let monthlyCallsKey = SettingKey(
        "clouds.tuya.monthly_calls",
        "how many API calls a month each account's plan includes, so that a warning can be logged",
        defaultValue: "no warning")
    private static let warnAtKey = SettingKey(
        "clouds.tuya.warn_at", "the share of these calls at which the warning is logged, above 0 and at most 1",
        defaultValue: "0.8")
    private static let commandsPerSecondKey = SettingKey(
        "clouds.tuya.commands_per_second", "how many commands a second each account sends at most",
        defaultValue: "no limit but Tuya's own")

    package static let keys = TuyaAccount.keys + [quirksFile, monthlyCallsKey, warnAtKey, commandsPerSecondKey]
    package static let lists = [TuyaAccount.list]

    /// Reads the settings in ``keys`` and ``lists``.
    package init(reading reader: inout SettingsReader) {
        let accounts = TuyaAccount.all(reading: &reader)
        self.init(accounts: accounts, quirks: Self.quirks(&reader))
        monthlyCalls = reader.number(Self.monthlyCallsKey, in: 1...1_000_000_000).map { Int($0) }
        warnAt = reader.number(Self.warnAtKey, in: 0.01...1) ?? warnAt
        commandsPerSecond = reader.number(Self.commandsPerSecondKey, in: 0.01...1000)
    }

    private static func quirks(_ reader: inout SettingsReader) -> TuyaQuirks? {
        guard let path = reader.text(quirksFile) else { return nil }
        let bytes: [UInt8]
        do throws(LocalFile.Failure) {
            bytes = try LocalFile.bytes(of: path)
        } catch {
            reader.addProblem(quirksFile, "names \(path), which cannot be read")
            return nil
        }
        do throws(TuyaQuirksProblems) {
            return try TuyaQuirks(shippedAnd: bytes)
        } catch {
            for problem in error.problems { reader.addProblem(quirksFile, "names \(path): \(problem)") }
            return nil
        }
    }
}
