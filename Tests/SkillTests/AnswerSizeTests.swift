import AlexaProtocol
import Skill
import Testing

/// The answer when a full answer would exceed Lambda's limit.
@Suite struct AnswerSizeTests {
    private static let limit = 6 * 1024 * 1024

    /// A lamp whose JSON has slightly more than `bytes` bytes.
    private static func lamp(_ number: Int, bytes: Int) -> Endpoint {
        let modes = ["one", "two"].map { name in
            ModeController.Mode(name + String(repeating: "x", count: bytes / 2), .text(name, locale: "en-US"))
        }
        return Endpoint(
            endpointId: "lamp-\(number)", manufacturerName: "Porchlight", friendlyName: "Lamp \(number)",
            description: "A lamp by Porchlight", displayCategories: ["LIGHT"],
            capabilities: [
                ModeController.capability(
                    instance: "Lamp.Mode", CapabilityResources([.text("Choice", locale: "en-US")]), modes: modes,
                    ordered: false)
            ])
    }

    @Test func discoveryEndsWhereItIsFull() async throws {
        let lamps = (0..<30).map { Self.lamp($0, bytes: 400_000) }
        let skill = Skill([StubCloud(onDiscover: { _ in lamps })])
        let bytes = await skill.answer(to: Array(directive("Alexa.Discovery", "Discover", endpoint: nil).utf8))
            .encoded()
        #expect(bytes.count <= Self.limit)
        let payload = JSONDocument(parsing: bytes).value?.object?["event"]?.object?["payload"]?.object
        let count = try #require(payload?["endpoints"]?.array?.count)
        #expect(count == 15)
        let verdict = DiscoveryRules.check(lamps)
        #expect(verdict.endpoints.count == count)
        #expect(verdict.findings.filter { $0.rule.id == "limit-lambda-size" }.count == 30 - count)
    }

    @Test(arguments: [6_000_000, 6_400_000]) func aReportThatIsTooLargeIsAnError(_ size: Int) async {
        let name = String(repeating: "x", count: size)
        let cloud = StubCloud(
            onDiscover: { _ in [StubCloud.endpoint("lamp", [Capability(InputController.self)])] },
            onState: { _ in DeviceState([InputController.input(name).sampled(at: Timestamp(milliseconds: 0))]) })
        let answer = await Skill([cloud]).answer(directive("Alexa", "ReportState"))
        #expect(answer.verdict == (size < Self.limit ? "Alexa.StateReport" : "Alexa.ErrorResponse INTERNAL_ERROR"))
    }

    /// Every answer repeats the token, including the error that replaces an answer that is too large.
    @Test(arguments: [100, 400, 1000, 100_000]) func aTokenThatFillsTheAnswerIsLeftOut(_ rest: Int) async {
        let frame = directive("Alexa", "ReportState", correlationToken: "").utf8.count
        let token = String(repeating: "t", count: Skill.greatestDirective - frame - rest)
        let skill = Skill([StubCloud(onState: { _ in DeviceState([]) })])
        let answer = await skill.answer(
            to: Array(directive("Alexa", "ReportState", correlationToken: .string(token)).utf8))
        #expect(answer.encoded().count <= Self.limit)
        #expect(answer.messageId.isEmpty == false)
    }
}
