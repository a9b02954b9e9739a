import AlexaProtocol
import AmpsCloud
import DeviceCloud
import EventGateway
import Foundation
import HTTPTransport
import Settings
import Testing

struct SettingsTests {
    private static func read(_ environment: [String: String]) throws -> AmpsSettings {
        var reader = SettingsReader(environment, keys: AmpsSettings.keys, lists: AmpsSettings.lists)
        let settings = AmpsSettings(reading: &reader)
        try reader.finish()
        return settings
    }

    @Test func theEnvironmentSetsOneAccount() throws {
        let settings = try Self.read([
            "PORCHLIGHT_AMPS_API_KEY": "sk_test_1", "PORCHLIGHT_AMPS_USER_ID": "user-7",
            "PORCHLIGHT_AMPS_BASE_URL": "http://127.0.0.1:8080", "PORCHLIGHT_AMPS_REPLACE_SCHEDULES": "true",
        ])
        #expect(settings.isConfigured && settings.accounts.count == 1 && settings.replacesSchedules)
        #expect(settings.accounts.first?.key == Secret("sk_test_1") && settings.accounts.first?.userId == "user-7")
        #expect(settings.accounts.first?.identity.baseURL?.description == "http://127.0.0.1:8080/")
        #expect(settings.accounts.first?.identity.serves(CustomerID("anybody")) == true)
    }

    @Test func nothingIsConfiguredWithoutAKey() throws {
        let settings = try Self.read([:])
        #expect(!settings.isConfigured && !settings.replacesSchedules)
    }

    @Test func theFileSetsSeveral() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = """
            {"clouds": {"amps": {"replace_schedules": false, "accounts": [
            {"name": "alice", "api_key": "sk_live_a", "user_id": "u1", "customers": ["c1", "c2"]},
            {"name": "bob", "api_key": "sk_live_b", "customers": ["c3"]}]}}}
            """
        try Data(text.utf8).write(to: URL(filePath: path))
        let accounts = try Self.read(["PORCHLIGHT_CONFIG": path]).accounts
        #expect(accounts.map(\.identity.name) == ["alice", "bob"] && accounts.map(\.userId) == ["u1", nil])
        #expect(accounts.map { $0.identity.serves(CustomerID("c3")) } == [false, true])
    }

    @Test func aWrongSettingIsNamedWithoutItsValue() {
        for (environment, name) in [
            (["PORCHLIGHT_AMPS_USER_ID": "u"], "api_key"), (["PORCHLIGHT_AMPS_API_KEY": "never shown"], "api_key"),
            (["PORCHLIGHT_AMPS_API_KEY": "k", "PORCHLIGHT_AMPS_REPLACE_SCHEDULES": "maybe"], "replace_schedules"),
            (["PORCHLIGHT_AMPS_API_KEY": "k", "PORCHLIGHT_AMPS_BASE_URL": "http://example.com"], "base_url"),
        ] {
            let problems = #expect(throws: SettingsProblems.self) { try Self.read(environment) }?.problems ?? []
            #expect(problems.count == 1 && problems.first?.contains("clouds.amps.\(name)") == true, "\(problems)")
            #expect(problems.allSatisfy { !$0.contains("never shown") })
        }
    }
}
