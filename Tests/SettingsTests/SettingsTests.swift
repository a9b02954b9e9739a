import AlexaProtocol
import EventGateway
import Foundation
import HTTPTransport
import Settings
import Testing

@Suite struct SettingsTests {
    private static func problems(_ environment: [String: String]) -> [String] {
        do throws(SettingsProblems) {
            _ = try Settings(environment: environment)
            return []
        } catch {
            return error.problems
        }
    }

    private static func withFile<Value>(_ text: String, _ body: (String) throws -> Value) throws -> Value {
        let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    @Test func nothingNeedsToBeSet() throws {
        let settings = try Settings(environment: ["PATH": "/bin"])
        #expect(settings.store == nil)
        #expect(settings.client == nil)
        #expect(settings.household == .household)
        #expect(settings.region == .na)
        #expect(settings.deferral.after == .seconds(5))
        #expect(settings.gateways.events(.eu).description == "https://api.eu.amazonalexa.com/v3/events")
    }

    @Test func theEnvironmentComesBeforeTheFile() throws {
        let text = """
            {"store": {"path": "/file/store", "key": "\(Self.key("0b"))"}, "gateway": {"region": "eu"},
             "deferral": {"after_seconds": 2.5, "slow_interfaces": ["Alexa.LockController", "Alexa.SceneController"]}}
            """
        let settings = try Self.withFile(text) { path in
            try Settings(environment: ["PORCHLIGHT_CONFIG": path, "PORCHLIGHT_STORE_KEY": Self.key("0a")])
        }
        #expect(settings.store?.path == "/file/store")
        #expect(settings.store?.key == Secret(Self.key("0a")))
        #expect(settings.region == .eu)
        #expect(settings.deferral.after == .milliseconds(2500))
        #expect(settings.deferral.slowInterfaces == ["Alexa.LockController", "Alexa.SceneController"])
    }

    private static func key(_ byte: String) -> String { String(repeating: byte, count: 32) }

    @Test func aSettingThatIsNullInTheFileIsNotSet() throws {
        let settings = try Self.withFile(#"{"customer": {"id": null}, "store": null}"#) { path in
            try Settings(environment: ["PORCHLIGHT_CONFIG": path])
        }
        #expect(settings.household == .household)
    }

    @Test(arguments: ["abc", String(repeating: "0", count: 63), String(repeating: "g", count: 64), "AAAA"])
    func aMalformedKeyIsToldWithTheRest(key: String) {
        let problems = Self.problems([
            "PORCHLIGHT_STORE_PATH": "/x", "PORCHLIGHT_STORE_KEY": key, "PORCHLIGHT_GATEWAY_REGION": "US",
        ])
        #expect(problems.count == 2)
        #expect(problems.contains { $0.contains("store.key") && !$0.contains(key) })
    }

    @Test func aFileWithoutCertificatesIsTold() throws {
        let problems = try Self.withFile("no certificate") { path in Self.problems(["PORCHLIGHT_TLS_CA_FILE": path]) }
        #expect(problems.count == 1)
        #expect(Self.problems(["PORCHLIGHT_TLS_CA_FILE": "/tmp"]).count == 1)
    }

    @Test(arguments: SettingKey.allCases)
    func everySettingIsReadFromBothPlaces(key: SettingKey) throws {
        // A value that is wrong for those that are checked, and shows up in those that are not.
        let bad = ["PORCHLIGHT_\(key.rawValue.uppercased().split(separator: ".").joined(separator: "_"))": "-"]
        let parts = key.rawValue.split(separator: ".")
        let fromFile = try Self.withFile(#"{"\#(parts[0])": {"\#(parts[1])": "-"}}"#) { path in
            Self.problems(["PORCHLIGHT_CONFIG": path])
        }
        #expect(Self.problems(bad) == fromFile)
        #expect(fromFile.isEmpty == (key == .customerId))
    }

    @Test func everyMistakeIsToldAtOnce() {
        let problems = Self.problems([
            "PORCHLIGHT_STORE_PATH": "/x", "PORCHLIGHT_GATEWAY_REGION": "US",
            "PORCHLIGHT_GATEWAY_URL": "http://example.com/",
            "PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "9", "PORCHLIGHT_LWA_CLIENT_SECRET": "s3cret",
            "PORCHLIGHT_TLS_CA_FILE": "/nowhere", "PORCHLIGHT_CUSTOMER_RESOLVER": "guess", "PORCHLIGHT_STOR_PATH": "/x",
            "PORCHLIGHT_CONFIG": "/nowhere.json",
        ])
        #expect(problems.count == 9)
        for name in [
            "store.key", "gateway.region", "gateway.url", "deferral.after_seconds", "lwa.client_id", "tls.ca_file",
            "customer.resolver", "PORCHLIGHT_STOR_PATH", "/nowhere.json",
        ] {
            #expect(problems.count { $0.contains(name) } == 1, "\(name)")
        }
        #expect(!problems.joined().contains("s3cret"))
    }

    @Test(arguments: ["", "[]", "{", #"{"store": {"pth": "x"}}"#, #"{"store": "x"}"#])
    func aFileThatIsWrongIsTold(text: String) throws {
        let problems = try Self.withFile(text) { Self.problems(["PORCHLIGHT_CONFIG": $0]) }
        #expect(!problems.isEmpty)
    }
}
