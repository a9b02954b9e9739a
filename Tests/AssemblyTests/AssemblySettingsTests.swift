import AlexaProtocol
import Assembly
import EventGateway
import Foundation
import HTTPTransport
import SQLiteStore
import Settings
import Skill
import Testing

/// The settings of all targets together, as an executable reads them.
@Suite struct AssemblySettingsTests {
    private typealias Subject = AssemblySettings<SQLiteStore>

    private static func problems(_ environment: [String: String]) -> [String] {
        do throws(SettingsProblems) {
            _ = try Subject(environment: environment)
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
        let settings = try Subject(environment: ["PATH": "/bin"])
        #expect(settings.store.location == nil)
        #expect(settings.gateway.client == nil)
        #expect(settings.gateway.household == .household)
        #expect(settings.gateway.region == .na)
        #expect(settings.gateway.relay.lease == .seconds(180))
        #expect(settings.deferral.after == .seconds(5))
        #expect(settings.transport.certificateAuthorities == nil)
        #expect(settings.gateway.gateways.events(.eu).description == "https://api.eu.amazonalexa.com/v3/events")
    }

    @Test func everyTargetGetsItsValues() throws {
        let text = """
            {"store": {"path": "/file/store", "key": "\(String(repeating: "0b", count: 32))"},
             "gateway": {"region": "eu", "url": "http://127.0.0.1:1/e"},
             "lwa": {"client_id": "c", "client_secret": "s"}, "customer": {"id": "me"},
             "outbox": {"answer_seconds": 7}, "deferral": {"after_seconds": 2.5}}
            """
        let settings = try Self.withFile(text) { try Subject(environment: ["PORCHLIGHT_CONFIG": $0]) }
        #expect(settings.store.location?.path == "/file/store")
        #expect(settings.gateway.region == .eu)
        #expect(settings.gateway.gateways.events(.eu).description == "http://127.0.0.1:1/e")
        #expect(settings.gateway.client?.id == "c")
        #expect(settings.gateway.client?.secret == Secret("s"))
        #expect(settings.gateway.household == CustomerID("me"))
        #expect(settings.gateway.timeToLive.answer == .seconds(7))
        #expect(settings.deferral.after == .milliseconds(2500))
    }

    @Test(arguments: ["abc", String(repeating: "0", count: 63), String(repeating: "g", count: 64), "AAAA"])
    func aMalformedKeyIsReportedWithTheRest(key: String) {
        let problems = Self.problems([
            "PORCHLIGHT_STORE_PATH": "/x", "PORCHLIGHT_STORE_KEY": key, "PORCHLIGHT_GATEWAY_REGION": "US",
        ])
        #expect(problems.count == 2)
        #expect(problems.contains { $0.contains("store.key") && !$0.contains(key) })
    }

    @Test(arguments: ["no certificate", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
    func aFileWithoutCertificatesIsReported(text: String) throws {
        let problems = try Self.withFile(text) { path in Self.problems(["PORCHLIGHT_TLS_CA_FILE": path]) }
        #expect(problems.count == 1)
        #expect(problems.allSatisfy { $0.hasPrefix("tls.ca_file (PORCHLIGHT_TLS_CA_FILE) cannot be used.") })
    }

    @Test func aFolderInPlaceOfCertificatesIsReported() {
        #expect(Self.problems(["PORCHLIGHT_TLS_CA_FILE": "/tmp"]).count == 1)
    }

    @Test(arguments: AssemblySettings<SQLiteStore>.keys)
    func everySettingIsReadFromBothPlaces(key: SettingKey) throws {
        // A value that is invalid for all validated settings.
        let file = key.name.split(separator: ".").reversed().reduce(#""-""#) { #"{"\#($1)": \#($0)}"# }
        let fromFile = try Self.withFile(file) { path in
            Self.problems(["PORCHLIGHT_CONFIG": path])
        }
        #expect(Self.problems([key.variable: "-"]) == fromFile)
        // These two settings accept any text. For other accounts' settings further fields are missing, which is a problem.
        let mayBeAnything = key == EventGatewaySettings.customerId || key.variable == "PORCHLIGHT_AMPS_API_KEY"
        #expect(fromFile.isEmpty == mayBeAnything, "\(fromFile)")
    }

    /// A lease that ends before the delivery would let another relay send the same event.
    @Test(arguments: [(-1, 1), (0, 0)])
    func aLeaseIsNoShorterThanADelivery(difference: Int64, expected: Int) {
        let seconds = Relay.Configuration.shortestLease.components.seconds + difference
        let problems = Self.problems(["PORCHLIGHT_OUTBOX_LEASE_SECONDS": String(seconds)])
        #expect(problems.count == expected)
        #expect(problems.allSatisfy { $0.contains("outbox.lease_seconds") })
    }

    @Test func namesAreUnique() {
        #expect(Set(Subject.keys.map(\.name)).count == Subject.keys.count)
        #expect(Set(Subject.keys.map(\.variable)).count == Subject.keys.count)
    }

    @Test func everyMistakeIsReportedAtOnce() {
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
}
