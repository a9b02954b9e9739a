import AmpsCloud
package import DeviceCloud
package import HTTPTransport
package import Logging
import RealerCloud
package import Settings
package import Timing
import TuyaCloud

/// The device clouds that the operator has accounts at, as the settings say.
package struct DeviceClouds: Sendable {
    /// All clouds there are. Adding one takes a line here.
    package static let all: [any VendorCloud.Type] = [TuyaCloud.self, AmpsCloud.self, RealerCloud.self]

    /// Their tables of error codes, in the same order.
    package static var errorTables: [ErrorTable] { all.map { $0.errors } }

    /// Every setting of theirs.
    package static var keys: [SettingKey] { CloudPolicy.keys + all.flatMap { keys(of: $0) } }
    /// Every list of objects in their settings.
    package static var lists: [SettingList] { all.flatMap { lists(of: $0) } }

    private typealias Maker =
        @Sendable (HTTPTransport, CloudPolicy, SkillEnvironment, Logger) -> any VendorCloud
    private let configured: [Maker]
    private let policy: CloudPolicy

    /// Whether there is an account at any cloud.
    package var isConfigured: Bool { !configured.isEmpty }

    /// Reads the settings of all clouds.
    init(reading reader: inout SettingsReader) {
        policy = CloudPolicy(reading: &reader)
        var configured: [Maker] = []
        for cloud in Self.all {
            if let maker = Self.maker(of: cloud, &reader) { configured.append(maker) }
        }
        self.configured = configured
    }

    /// The adapters of the clouds that have accounts. Nothing is connected before it is needed.
    package func adapters(
        _ transport: HTTPTransport, environment: SkillEnvironment, logger: Logger
    ) -> [any VendorCloud] {
        configured.map { $0(transport, policy, environment, logger) }
    }

    private static func keys<Cloud: VendorCloud>(of _: Cloud.Type) -> [SettingKey] { Cloud.Settings.keys }
    private static func lists<Cloud: VendorCloud>(of _: Cloud.Type) -> [SettingList] { Cloud.Settings.lists }

    private static func maker<Cloud: VendorCloud>(of _: Cloud.Type, _ reader: inout SettingsReader) -> Maker? {
        let settings = Cloud.Settings(reading: &reader)
        guard settings.isConfigured else { return nil }
        return { Cloud(settings, transport: $0, policy: $1, environment: $2, logger: $3) }
    }
}
