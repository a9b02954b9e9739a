import AlexaProtocol
import Foundation
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Testing

/// `porchlight handle` and `porchlight demo --cloud` with device clouds.
@Suite struct CloudHandleTests {
    private static func directive(_ namespace: String, _ name: String, _ endpointId: String? = nil) -> String {
        let scope = #""scope": {"type": "BearerToken", "token": "token-s3cret"}"#
        let endpoint = endpointId.map { #", "endpoint": {"endpointId": "\#($0)", \#(scope), "cookie": {}}"# } ?? ""
        return #"{"directive": {"header": {"namespace": "\#(namespace)", "name": "\#(name)", "payloadVersion": "3", "#
            + #""messageId": "m-\#(name)", "correlationToken": "c"}\#(endpoint), "#
            + #""payload": {\#(endpointId == nil ? scope : "")}}}"#
    }

    private static let discover = directive("Alexa.Discovery", "Discover")

    private static func handle(
        _ directives: [String], _ environment: [String: String], _ arguments: [String] = []
    ) async throws -> (events: [JSONObject], log: String) {
        let result = try await Command(
            arguments: ["handle", "--stream"] + arguments, environment: environment,
            input: Array(directives.map { $0 + "\n" }.joined().utf8)
        ).run()
        #expect(result.status == 0, "\(result.log)")
        #expect(!(result.output + result.log).contains("s3cret"))
        return (
            result.output.split(separator: "\n").compactMap { JSONDocument(parsing: Array($0.utf8)).value?.object },
            result.log
        )
    }

    private static func clouds(_ event: JSONObject?) -> Set<String> {
        let endpoints = event?["event"]?.object?["payload"]?.object?["endpoints"]?.array ?? []
        let ids = endpoints.compactMap { $0.object?["endpointId"]?.string }
        return Set(
            ids.map { id in
                ["realer", "amps", "tuya"].first { id.hasPrefix($0 + ":") } ?? "simulation"
            })
    }

    private static func realer(_ url: String) -> [String: String] {
        [
            "PORCHLIGHT_REALER_BASE_URL": url, "PORCHLIGHT_REALER_CLIENT_ID": FakeRealer.clientId,
            "PORCHLIGHT_REALER_DEVICE_ID": FakeRealer.deviceId, "PORCHLIGHT_REALER_CLIENT_SECRET": "cloud-s3cret",
        ]
    }

    @Test func aConfiguredCloudTakesThePlaceOfTheSimulatedHome() async throws {
        let fake = FakeRealer(clientSecret: "cloud-s3cret")
        try await LoopbackServer.run(tls: false, fake.answer) { server in
            let turnOn = Self.directive(
                "Alexa.PowerController", "TurnOn", "realer:\(FakeRealer.deviceId):cmd_pump")
            let (events, log) = try await Self.handle([Self.discover, turnOn], Self.realer(server.url))
            #expect(Self.clouds(events.first) == ["realer"])
            #expect(events.last?["event"]?.object?["header"]?.object?["name"] == "Response")
            #expect(fake.reports.count == 1)
            #expect(log.contains(#""cloud":"realer""#), "\(log)")
        }
    }

    @Test func aHomeIsAddedToIt() async throws {
        let fake = FakeRealer(clientSecret: "cloud-s3cret")
        try await LoopbackServer.run(tls: false, fake.answer) { server in
            try await withFolder { folder in
                let home = folder.appending(path: "home.json")
                try Data(
                    #"""
                    {"endpoints": [{"endpointId": "lamp", "manufacturerName": "M", "friendlyName": "Lamp",
                    "description": "Lamp", "displayCategories": ["LIGHT"], "capabilities": [
                    {"type": "AlexaInterface", "interface": "Alexa", "version": "3"},
                    {"type": "AlexaInterface", "interface": "Alexa.PowerController", "version": "3",
                    "properties": {"supported": [{"name": "powerState"}], "retrievable": true}}]}]}
                    """#.utf8
                ).write(to: home)
                let turnOn = Self.directive("Alexa.PowerController", "TurnOn", "lamp")
                let (events, _) = try await Self.handle(
                    [Self.discover, turnOn], Self.realer(server.url), ["--home", home.path])
                #expect(Self.clouds(events.first) == ["realer", "simulation"])
                #expect(events.last?["event"]?.object?["header"]?.object?["name"] == "Response")
                #expect(fake.reports.isEmpty)
            }
        }
    }

    /// If one cloud fails or does not answer, only its own endpoints are missing.
    @Test(arguments: [LoopbackAnswer(.internalServerError), LoopbackAnswer(.ok, after: .seconds(60))])
    func aBrokenCloudCostsOnlyItsOwnEndpoints(_ answer: LoopbackAnswer) async throws {
        let fake = FakeRealer(clientSecret: "cloud-s3cret")
        try await LoopbackServer.run(tls: false, fake.answer) { good in
            try await LoopbackServer.run(tls: false, { _, _ in answer }) { bad in
                var environment = Self.realer(good.url)
                environment["PORCHLIGHT_AMPS_BASE_URL"] = bad.url
                environment["PORCHLIGHT_AMPS_API_KEY"] = "sk_test_cloud-s3cret"
                let start = ContinuousClock.now
                let (events, log) = try await Self.handle([Self.discover], environment)
                #expect(Self.clouds(events.first) == ["realer"])
                let lines = log.split(separator: "\n").filter { $0.contains(#""event":"discovery_incomplete""#) }
                #expect(lines.count == 1 && lines.allSatisfy { $0.contains(#""cloud":"amps""#) }, "\(log)")
                // The process answers within its deadline; 30 s allow for a busy machine.
                #expect(ContinuousClock.now - start < .seconds(30))
            }
        }
    }

    @Test func withoutAStoreGrantsAreRefusedWithTheReason() async throws {
        let grant =
            #"{"directive": {"header": {"namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3", "messageId": "g"}, "payload": {"grant": {"type": "OAuth2.AuthorizationCode", "code": "s3cret"}, "grantee": {"type": "BearerToken", "token": "s3cret"}}}}"#
        let (events, _) = try await Self.handle([grant], Self.realer("http://localhost:1"))
        let payload = events.first?["event"]?.object?["payload"]?.object
        #expect(payload?["type"] == "ACCEPT_GRANT_FAILED")
        #expect(payload?["message"]?.string?.contains("PORCHLIGHT_STORE_PATH") == true)
    }

    @Test(arguments: ["realer", "amps", "tuya"])
    func theDemoTellsOfEachClass(cloud: String) async throws {
        let result = try await Command(arguments: ["demo", "--cloud", cloud]).run()
        #expect(result.status == 0, "\(result.log)")
        for part in ["Discover.Response", "  cloud     ", "Alexa  Response", "ErrorResponse", "  alarm     "] {
            #expect(result.output.contains(part), "\(part): \(result.output)")
        }
        // The demo ends with a recovery.
        let answers = result.output.split(separator: "\n").filter { $0.hasPrefix("  answer    ") }
        #expect(answers.last?.contains("ErrorResponse") == false, "\(result.output)")
        #expect(!(result.output + result.log).contains("demo-secret"))
    }

    @Test func aDemoOfAnUnknownCloudIsAUsageError() async throws {
        let result = try await Command(arguments: ["demo", "--cloud", "acme"]).run()
        #expect(result.status == 2)
        #expect(result.log.contains("acme"), "\(result.log)")
    }
}
