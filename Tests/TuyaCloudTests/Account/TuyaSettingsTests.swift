import DeviceCloud
import Foundation
import HTTPTransport
import Settings
import Testing
import TuyaCloud

struct TuyaSettingsTests {
    private static func read(_ environment: [String: String]) throws -> TuyaSettings {
        var reader = SettingsReader(environment, keys: TuyaSettings.keys, lists: TuyaSettings.lists)
        let settings = TuyaSettings(reading: &reader)
        try reader.finish()
        return settings
    }

    private static func problems(_ environment: [String: String]) -> [String] {
        do {
            _ = try read(environment)
            return []
        } catch {
            return (error as? SettingsProblems)?.problems ?? ["another error: \(error)"]
        }
    }

    @Test(arguments: [
        ("China", "https://openapi.tuyacn.com/"), ("cn", "https://openapi.tuyacn.com/"),
        ("Western America", "https://openapi.tuyaus.com/"), ("us", "https://openapi.tuyaus.com/"),
        ("eastern_america", "https://openapi-ueaz.tuyaus.com/"), ("us-e", "https://openapi-ueaz.tuyaus.com/"),
        ("central-europe", "https://openapi.tuyaeu.com/"), ("EU", "https://openapi.tuyaeu.com/"),
        ("Western Europe", "https://openapi-weaz.tuyaeu.com/"), ("eu-w", "https://openapi-weaz.tuyaeu.com/"),
        ("India", "https://openapi.tuyain.com/"), ("in", "https://openapi.tuyain.com/"),
        ("Singapore", "https://openapi-sg.iotbing.com/"), ("sg", "https://openapi-sg.iotbing.com/"),
    ])
    func eachDataCentreHasItsNames(_ word: String, _ url: String) throws {
        let settings = try Self.read([
            "PORCHLIGHT_TUYA_CLIENT_ID": "id", "PORCHLIGHT_TUYA_CLIENT_SECRET": "secret",
            "PORCHLIGHT_TUYA_REGION": word,
        ])
        #expect(settings.accounts.map(\.url.description) == [url])
        #expect(settings.accounts.first?.userId == nil)
    }

    @Test func nothingIsConfiguredByDefault() throws {
        let settings = try Self.read([:])
        #expect(!settings.isConfigured)
        #expect(settings.monthlyCalls == nil)
        #expect(settings.warnAt == 0.8)
        #expect(settings.commandsPerSecond == nil)
    }

    @Test func everythingThatIsWrongIsToldAtOnce() {
        let problems = Self.problems([
            "PORCHLIGHT_TUYA_CLIENT_ID": "id", "PORCHLIGHT_TUYA_REGION": "Mars", "PORCHLIGHT_TUYA_WARN_AT": "2",
            "PORCHLIGHT_TUYA_MONTHLY_CALLS": "none", "PORCHLIGHT_TUYA_QUIRKS": "/does/not/exist",
        ])
        for name in ["client_secret", "region", "warn_at", "monthly_calls", "quirks"] {
            #expect(problems.contains { $0.contains("clouds.tuya.\(name)") }, "\(name): \(problems)")
        }
        #expect(problems.count == 5)
    }

    @Test func anAddressNeedsNoRegion() throws {
        let settings = try Self.read([
            "PORCHLIGHT_TUYA_CLIENT_ID": "id", "PORCHLIGHT_TUYA_CLIENT_SECRET": "never-shown",
            "PORCHLIGHT_TUYA_BASE_URL": "http://127.0.0.1:8080", "PORCHLIGHT_TUYA_USER_ID": "u",
        ])
        #expect(settings.accounts.first?.url.description == "http://127.0.0.1:8080/")
        #expect(settings.accounts.first?.userId == "u")
        #expect(!"\(settings)".contains("never-shown"))
    }

    @Test func accountsAreListedInTheFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "tuya-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(
            """
            {"clouds": {"tuya": {"monthly_calls": 26000, "warn_at": 0.5, "commands_per_second": 4, "accounts": [
            {"name": "home", "client_id": "a", "client_secret": "s", "region": "eu", "customers": ["c1", "c2"]},
            {"name": "office", "client_id": "b", "client_secret": "t", "region": "us-e", "user_id": "u"}]}}}
            """.utf8
        ).write(to: file)
        let settings = try Self.read(["PORCHLIGHT_CONFIG": file.path])
        #expect(settings.accounts.map(\.identity.name) == ["home", "office"])
        #expect(settings.accounts.map(\.dataCentre) == [.centralEurope, .easternAmerica])
        #expect(settings.accounts[0].identity.customers?.count == 2)
        #expect(settings.monthlyCalls == 26_000)
        #expect(settings.warnAt == 0.5)
        #expect(settings.commandsPerSecond == 4)
    }
}
