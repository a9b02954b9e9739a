package import HTTPTransport
package import Logging
package import Settings
package import Skill
package import Timing

/// A device cloud at which the operator has accounts, as executables use it. Everything else is internal to its adapter.
package protocol VendorCloud: DeviceAdapter {
    /// The settings of this cloud.
    associatedtype Settings: VendorSettings

    /// The table of the vendor's error codes. Its `cloud` is that of the adapter.
    static var errors: ErrorTable { get }

    /// The adapter for all accounts. Nothing is connected or read yet.
    ///
    /// - Parameters:
    ///   - accounts: the customers' accounts in the store; `nil` without a store.
    ///   - policy: the operator's settings for all clouds; a cloud may change the rest.
    init(
        _ settings: Settings, accounts: AccountDirectory?, transport: HTTPTransport, policy: CloudPolicy,
        environment: SkillEnvironment, logger: Logger)

    /// Tests the credentials of each account in the settings, and what they give access to.
    ///
    /// - Returns: one result for each account, in the order of the settings, before the deadline.
    func check(before deadline: Deadline) async -> [AccountCheck]
}

/// The settings of one device cloud.
package protocol VendorSettings: SettingsSection {
    /// An account at this cloud.
    associatedtype Account: CloudAccount

    /// The accounts in the settings.
    var accounts: [Account] { get set }
}

extension VendorSettings {
    /// Whether there is an account in the settings.
    package var isConfigured: Bool { !accounts.isEmpty }
}
