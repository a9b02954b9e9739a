package import HTTPTransport
package import Logging
package import Settings
package import Skill
package import Timing

/// A device cloud that the operator has accounts at. What an executable needs to know of one; the rest is the adapter's.
package protocol VendorCloud: DeviceAdapter {
    /// The settings of this cloud.
    associatedtype Settings: VendorSettings

    /// The vendor's codes and what they become. Its `cloud` is that of the adapter.
    static var errors: ErrorTable { get }

    /// The adapter for all configured accounts. Nothing is connected before it is needed.
    ///
    /// - Parameter policy: what the operator has set for all clouds; a cloud may change the rest.
    init(
        _ settings: Settings, transport: HTTPTransport, policy: CloudPolicy, environment: SkillEnvironment,
        logger: Logger)

    /// Tries the credentials of each account, and what they give access to.
    ///
    /// - Returns: one result for each account, in the order of the settings, before the deadline.
    func check(before deadline: Deadline) async -> [AccountCheck]
}

/// The settings of one device cloud.
package protocol VendorSettings: SettingsSection {
    /// Whether there is an account.
    var isConfigured: Bool { get }
}
