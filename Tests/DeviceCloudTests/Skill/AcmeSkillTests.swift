import AlexaProtocol
import DeviceCloud
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// From a directive to its event, with the fictional cloud behind real HTTP.
struct AcmeSkillTests {
    private static func directive(_ namespace: String, _ name: String, _ payload: String = "{}") -> [UInt8] {
        let endpoint =
            namespace == "Alexa.Discovery"
            ? ""
            : #", "endpoint": {"endpointId": "lamp", "scope": {"type": "BearerToken", "token": "t"}, "cookie": {}}"#
        let payload =
            namespace == "Alexa.Discovery" ? #"{"scope": {"type": "BearerToken", "token": "t"}}"# : payload
        return Array(
            """
            {"directive": {"header": {"namespace": "\(namespace)", "name": "\(name)", "messageId": "m-1",
            "correlationToken": "corr", "payloadVersion": "3"}\(endpoint), "payload": \(payload)}}
            """.utf8)
    }

    /// The event's name and, if it is an error, its type.
    private static func verdict(_ event: Event) -> String {
        let json = json(event)
        let header = json["event"]?.object?["header"]?.object
        let type = json["event"]?.object?["payload"]?.object?["type"]?.string
        return [header?["name"]?.string, type].compactMap { $0 }.joined(separator: " ")
    }

    private static func json(_ event: Event) -> JSONObject {
        JSONDocument(parsing: event.encoded()).value?.object ?? [:]
    }

    private static let turnOn = directive("Alexa.PowerController", "TurnOn")
    private static let brighter = directive(
        "Alexa.BrightnessController", "AdjustBrightness", #"{"brightnessDelta": 10}"#)
    private static let set = directive("Alexa.BrightnessController", "SetBrightness", #"{"brightness": 100}"#)
    private static let lock = directive("Alexa.LockController", "Lock")
    private static let scene = directive("Alexa.SceneController", "Activate")
    private static let report = directive("Alexa", "ReportState")
    private static let discover = directive("Alexa.Discovery", "Discover")

    struct Case: Sendable, CustomTestStringConvertible {
        let code: LoopbackAnswer
        let name: String
        let command: String
        /// The answer to ReportState without known values.
        let report: String
        let discovery: String

        var testDescription: String { name }

        init(
            _ name: String, _ code: LoopbackAnswer, command: String, report: String,
            discovery: String = "Discover.Response"
        ) {
            self.name = name
            self.code = code
            self.command = "ErrorResponse \(command)"
            self.report = "ErrorResponse \(report)"
            self.discovery = discovery
        }
    }

    static let cases: [Case] = [
        Case("1004", .refusal(code: 1004), command: "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Case("1101", .refusal(code: 1101), command: "INVALID_VALUE", report: "INTERNAL_ERROR"),
        Case(
            "1101 with bounds", .refusal(code: 1101, ["min": 0, "max": 90]), command: "VALUE_OUT_OF_RANGE",
            report: "INTERNAL_ERROR"),
        Case("1199", .refusal(code: 1199), command: "RATE_LIMIT_EXCEEDED", report: "RATE_LIMIT_EXCEEDED"),
        Case("2001", .refusal(code: 2001), command: "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Case("2003", .refusal(code: 2003), command: "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Case("2010", .refusal(code: 2010), command: "NO_SUCH_ENDPOINT", report: "ENDPOINT_UNREACHABLE"),
        Case("3001", .refusal(code: 3001), command: "PARTNER_APPLICATION_REDIRECTION", report: "ENDPOINT_UNREACHABLE"),
        Case("5000", .refusal(code: 5000), command: "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Case("9002", .refusal(code: 9002), command: "CLOUD_CONTROL_DISABLED", report: "INTERNAL_ERROR"),
        Case(
            "unknown", .refusal(code: "INVALID_AUTHORIZATION_CREDENTIAL"), command: "INTERNAL_ERROR",
            report: "INTERNAL_ERROR"),
        Case("401", .text(401, ""), command: "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Case("404", .text(404, ""), command: "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Case("503", .text(503, "<html>"), command: "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Case("empty", .text(200, ""), command: "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Case("dropped", .hangUp, command: "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
    ]

    private static func answers(_ bytes: [UInt8], with code: LoopbackAnswer, discovered: Bool = true) async throws
        -> Event
    {
        var event: Event?
        var policy = CloudPolicy()
        policy.resend.share = 1
        try await Acme.run(policy: policy, live: true) { acme in
            if discovered { #expect(verdict(await acme.skill.answer(to: discover)) == "Discover.Response") }
            acme.server.answer(Array(repeating: code, count: 8))
            event = await acme.skill.answer(to: bytes)
            #expect(acme.log.all.allSatisfy { !$0.text.contains("never-shown") })
        }
        return try #require(event)
    }

    @Test(arguments: cases)
    func eachCodeHasItsAnswerToACommand(_ test: Case) async throws {
        #expect(Self.verdict(try await Self.answers(Self.set, with: test.code)) == test.command)
    }

    @Test(arguments: cases)
    func eachCodeHasItsAnswerToReportState(_ test: Case) async throws {
        #expect(Self.verdict(try await Self.answers(Self.report, with: test.code)) == test.report)
    }

    /// Discovery is never answered with an error, and no error removes endpoints from it.
    @Test(arguments: cases + [Case("2002", .refusal(code: 2002), command: "", report: "")])
    func eachCodeLeavesDiscoveryAsItWas(_ test: Case) async throws {
        var policy = CloudPolicy()
        policy.resend.share = 1
        try await Acme.run(policy: policy, live: true) { acme in
            func endpoints() async -> Int? {
                let json = Self.json(await acme.skill.answer(to: Self.discover))["event"]?.object
                #expect(json?["header"]?.object?["name"] == "Discover.Response")
                return json?["payload"]?.object?["endpoints"]?.array?.count
            }
            acme.server.answer(Array(repeating: test.code, count: 8))
            #expect(await endpoints() == 0)
            acme.server.answer([])
            try await Acme.run(policy: policy, live: true) { acme in
                _ = await acme.skill.answer(to: Self.discover)
                acme.server.answer(Array(repeating: test.code, count: 8))
                let event = Self.json(await acme.skill.answer(to: Self.discover))["event"]?.object
                #expect(event?["header"]?.object?["name"] == "Discover.Response")
                #expect(event?["payload"]?.object?["endpoints"]?.array?.count == 1)
                // At most one alarm line for one fault.
                #expect(acme.log.lines("alarm").count <= 1)
            }
        }
    }

    @Test func successIsToldWithTheNewState() async throws {
        try await Acme.run(live: true) { acme in
            #expect(Self.verdict(await acme.skill.answer(to: Self.discover)) == "Discover.Response")
            #expect(Self.verdict(await acme.skill.answer(to: Self.turnOn)) == "Response")
            #expect(Self.verdict(await acme.skill.answer(to: Self.brighter)) == "Response")
            #expect(Self.verdict(await acme.skill.answer(to: Self.lock)) == "Response")
            #expect(Self.verdict(await acme.skill.answer(to: Self.report)) == "StateReport")
            #expect(
                acme.server.commands.map { String(decoding: $0.body, as: UTF8.self) } == [
                    #"{"power":true}"#, #"{"brightness_step":10}"#, #"{"locked":true}"#,
                ])
        }
    }

    @Test func anInterfaceWithoutAHandlerIsRefused() async throws {
        #expect(
            Self.verdict(try await Self.answers(Self.scene, with: .success(true))) == "ErrorResponse INVALID_DIRECTIVE")
    }

    @Test func anAdjustIsNeverSentTwiceAndASetMayBe() async throws {
        for (bytes, sent) in [(Self.brighter, 1), (Self.set, 2), (Self.lock, 1)] {
            try await Acme.run(live: true) { acme in
                _ = await acme.skill.answer(to: Self.discover)
                acme.server.answer([.hangUp])
                let event = await acme.skill.answer(to: bytes)
                #expect(Self.verdict(event) == (sent == 1 ? "ErrorResponse ENDPOINT_UNREACHABLE" : "Response"))
                #expect(acme.server.commands.count == sent)
            }
        }
    }

    @Test func fiftyDirectivesWithADeadTokenCauseOneRenewal() async throws {
        // The skill's own deadline never passes, because the machine may be busy.
        try await Acme.run(clock: TestClock(chance: 0, deadlines: .seconds(5))) { acme in
            _ = await acme.skill.answer(to: Self.discover)
            acme.server.revokeTokens()
            acme.server.delayLogins(.milliseconds(50))
            let verdicts = await withTaskGroup(of: String.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        Self.verdict(await acme.skill.answer(to: number % 2 == 0 ? Self.turnOn : Self.brighter))
                    }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(verdicts == ["Response": 50])
            #expect(acme.server.logins.count == 2)
        }
    }

    @Test func whatIsKnownIsReportedWhenTheCloudFails() async throws {
        // The skill's own deadline is 7 seconds.
        let clock = TestClock(chance: 0, deadlines: .seconds(5))
        try await Acme.run(clock: clock) { acme in
            func report() async -> (verdict: String, connectivity: String?, sample: String?) {
                let json = Self.json(await acme.skill.answer(to: Self.report))
                let properties = json["context"]?.object?["properties"]?.array?.compactMap(\.object) ?? []
                let health = properties.first { $0["namespace"] == "Alexa.EndpointHealth" }
                let power = properties.first { $0["namespace"] == "Alexa.PowerController" }
                return (
                    json["event"]?.object?["header"]?.object?["name"]?.string ?? "",
                    health?["value"]?.object?["value"]?.string, power?["timeOfSample"]?.string
                )
            }
            _ = await acme.skill.answer(to: Self.discover)
            let first = await report()
            #expect(first.verdict == "StateReport" && first.connectivity == "OK" && first.sample != nil)
            // The Alexa app asks every few seconds: values are answered from memory.
            clock.pass(.seconds(2))
            _ = await report()
            #expect(acme.server.reads.count == 1)

            // A fault of the cloud: known values with their times, and the connectivity stays.
            clock.pass(.seconds(60))
            acme.server.answer([.text(400, "")])
            #expect(await report() == first)
            // The device is offline: known values, with connectivity UNREACHABLE.
            acme.server.answer([.refusal(code: 2001)])
            let offline = await report()
            #expect(offline.verdict == "StateReport" && offline.connectivity == "UNREACHABLE")
            #expect(offline.sample == first.sample)
            // Values older than a quarter of an hour are not reported.
            clock.pass(.seconds(900))
            // The first request lists the endpoints again.
            acme.server.answer([.text(400, ""), .text(400, "")])
            #expect(await report().verdict == "ErrorResponse")
        }
    }
}
