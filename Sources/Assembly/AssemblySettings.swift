package import EventGateway
package import HTTPTransport
package import LambdaRuntime
package import Settings
package import SimulatedHome
package import Skill
package import Telemetry

/// The settings of all targets that an executable is built of: read once at start, every problem reported at once.
package struct AssemblySettings<Store: SkillStore>: Sendable {
    /// The settings of all HTTP calls.
    package var transport: HTTPTransport.Configuration
    /// Grants, regions, customers, and how long events are kept.
    package var gateway: EventGatewaySettings
    /// When answers are deferred.
    package var deferral: Deferral.Policy
    /// Where the store is.
    package var store: Store.Place
    /// Log lines and metrics.
    package var telemetry: TelemetrySettings
    /// The device clouds' accounts.
    package var clouds: DeviceClouds
    /// The home to simulate.
    package var home: SimulatedHome.Settings
    /// The Lambda handler.
    package var lambda: LambdaSettings

    /// Every setting there is, in the order of the documentation.
    package static var keys: [SettingKey] {
        Store.Place.keys + EventGatewaySettings.keys + Deferral.Policy.keys + HTTPTransport.Configuration.keys
            + TelemetrySettings.keys + DeviceClouds.keys + SimulatedHome.Settings.keys + LambdaSettings.keys
    }

    /// Every list of objects in the file.
    package static var lists: [SettingList] { DeviceClouds.lists }

    /// Reads the settings of a process.
    ///
    /// - Throws: all problems of the settings.
    package init(environment: [String: String]) throws(SettingsProblems) {
        var reader = SettingsReader(environment, keys: Self.keys, lists: Self.lists)
        store = Store.Place(reading: &reader)
        gateway = EventGatewaySettings(reading: &reader)
        deferral = Deferral.Policy(reading: &reader)
        transport = HTTPTransport.Configuration(reading: &reader)
        telemetry = TelemetrySettings(reading: &reader)
        clouds = DeviceClouds(reading: &reader)
        home = SimulatedHome.Settings(reading: &reader)
        lambda = LambdaSettings(reading: &reader)
        try reader.finish()
    }
}
