import DeviceCloud
import HTTPTransport
import RealerCloud
import Settings
import Testing

/// The accounts in the settings.
struct RealerSettingsTests {
    private static func read(_ environment: [String: String]) -> (settings: RealerSettings, problems: [String]) {
        var reader = SettingsReader(environment, keys: RealerSettings.keys, lists: RealerSettings.lists)
        let settings = RealerSettings(reading: &reader)
        do throws(SettingsProblems) {
            try reader.finish()
            return (settings, [])
        } catch {
            return (settings, error.problems)
        }
    }

    private static let complete = [
        "PORCHLIGHT_REALER_CLIENT_ID": "cdv_1", "PORCHLIGHT_REALER_CLIENT_SECRET": "never-shown",
        "PORCHLIGHT_REALER_DEVICE_ID": "cdv_1",
    ]

    @Test func theEnvironmentSetsOneAccount() throws {
        let (settings, problems) = Self.read(Self.complete)
        #expect(problems.isEmpty)
        let account = try #require(settings.accounts.first)
        #expect(settings.isConfigured && settings.accounts.count == 1)
        #expect(account.deviceId == "cdv_1" && account.clientId == "cdv_1")
        #expect(account.baseURL.description == "https://api.therealer.com/")
    }

    @Test func nothingIsNoFault() {
        let (settings, problems) = Self.read([:])
        #expect(problems.isEmpty && !settings.isConfigured)
    }

    @Test(arguments: complete.keys.sorted())
    func whatIsMissingIsNamed(_ name: String) {
        var environment = Self.complete
        environment[name] = nil
        let (settings, problems) = Self.read(environment)
        #expect(settings.accounts.isEmpty)
        #expect(problems.count == 1 && problems.first?.contains(name) ?? false)
        #expect(problems.allSatisfy { !$0.contains("never-shown") })
    }

    @Test(arguments: ["a:b", "a/b", "ü"])
    func aDeviceIdThatNoEndpointIdCouldHoldIsRefused(_ id: String) {
        var environment = Self.complete
        environment["PORCHLIGHT_REALER_DEVICE_ID"] = id
        #expect(Self.read(environment).problems.count == 1)
    }
}
