import AmpsCloud
package import DeviceCloud
package import EventGateway
package import HTTPTransport
package import Logging
import RealerCloud
package import Settings
package import Skill
package import Timing
import TuyaCloud

/// The device clouds, with the operator's accounts from the settings.
package struct DeviceClouds: Sendable {
    /// All clouds there are. Adding one takes a line here.
    package static let all: [any VendorCloud.Type] = [TuyaCloud.self, AmpsCloud.self, RealerCloud.self]

    /// Their tables of error codes, in the same order.
    package static var errorTables: [ErrorTable] { all.map { $0.errors } }

    /// All their settings.
    package static var keys: [SettingKey] { CloudPolicy.keys + all.flatMap { keys(of: $0) } }
    /// Every list of objects in their settings.
    package static var lists: [SettingList] { all.flatMap { lists(of: $0) } }

    private typealias Maker =
        @Sendable (AccountDirectory?, HTTPTransport, CloudPolicy, SkillEnvironment, Logger) -> any VendorCloud
    /// All clouds, and whether each has an account in the settings.
    private let clouds: [(isConfigured: Bool, make: Maker)]
    private let policy: CloudPolicy

    /// Whether there is an account at any cloud in the settings.
    package var isConfigured: Bool { clouds.contains(where: \.isConfigured) }

    /// Reads the settings of all clouds.
    init(reading reader: inout SettingsReader) {
        policy = CloudPolicy(reading: &reader)
        var clouds: [(isConfigured: Bool, make: Maker)] = []
        for cloud in Self.all { clouds.append(Self.cloud(cloud, &reader)) }
        self.clouds = clouds
    }

    private init(_ clouds: [(isConfigured: Bool, make: Maker)], _ policy: CloudPolicy) {
        self.clouds = clouds
        self.policy = policy
    }

    /// The adapters of the clouds that have accounts in the settings, or with `accounts` of all clouds. Nothing is connected
    /// before it is needed.
    package func adapters(
        _ transport: HTTPTransport, accounts: AccountDirectory? = nil, environment: SkillEnvironment, logger: Logger
    ) -> [any VendorCloud] {
        clouds.filter { $0.isConfigured || accounts != nil }
            .map { $0.make(accounts, transport, policy, environment, logger) }
    }

    private static func keys<Cloud: VendorCloud>(of _: Cloud.Type) -> [SettingKey] { Cloud.Settings.keys }
    private static func lists<Cloud: VendorCloud>(of _: Cloud.Type) -> [SettingList] { Cloud.Settings.lists }

    private static func cloud<Cloud: VendorCloud>(
        _: Cloud.Type, _ reader: inout SettingsReader
    ) -> (isConfigured: Bool, make: Maker) {
        cloud(Cloud.self, Cloud.Settings(reading: &reader))
    }

    private static func cloud<Cloud: VendorCloud>(
        _: Cloud.Type, _ settings: Cloud.Settings
    ) -> (isConfigured: Bool, make: Maker) {
        (
            settings.isConfigured,
            { Cloud(settings, accounts: $0, transport: $1, policy: $2, environment: $3, logger: $4) }
        )
    }
}

/// Accounts of customers, for the command that adds them to the store.
extension DeviceClouds {
    /// The names of all clouds.
    package static var names: [String] { all.map { name(of: $0) } }

    /// The fields that an account at a cloud may have; `nil` if there is no such cloud.
    package static func fields(ofAccountsAt cloud: String) -> [SettingKey]? {
        all.first { name(of: $0) == cloud }.map { fields(of: $0) }
    }

    /// The cloud of one account, with this account alone: ``adapters(_:accounts:environment:logger:)`` then returns its
    /// adapter. The cloud's other settings are those of the environment.
    ///
    /// - Returns: `nil` if there is no such cloud.
    /// - Throws: all problems of the account.
    package static func one(
        _ account: StoredAccount, of customer: CustomerID, environment: [String: String]
    ) throws(SettingsProblems) -> DeviceClouds? {
        guard let cloud = all.first(where: { name(of: $0) == account.cloud }) else { return nil }
        // Problems of other settings have been reported before.
        var reader = SettingsReader(environment, keys: keys, lists: lists)
        let policy = CloudPolicy(reading: &reader)
        return DeviceClouds([try one(cloud, account, customer, &reader)], policy)
    }

    private static func name<Cloud: VendorCloud>(of _: Cloud.Type) -> String { Cloud.Settings.Account.cloud }
    private static func fields<Cloud: VendorCloud>(of _: Cloud.Type) -> [SettingKey] {
        Cloud.Settings.Account.storedFields
    }

    private static func one<Cloud: VendorCloud>(
        _: Cloud.Type, _ account: StoredAccount, _ customer: CustomerID, _ reader: inout SettingsReader
    ) throws(SettingsProblems) -> (isConfigured: Bool, make: Maker) {
        var settings = Cloud.Settings(reading: &reader)
        settings.accounts = [try Cloud.Settings.Account.stored(account, of: customer)]
        return cloud(Cloud.self, settings)
    }
}
