import Foundation
import Testing

/// `porchlight lint`, and the same check in `send`, run as a user runs them.
@Suite struct LintTests {
    private static func home(_ id: String) -> String {
        #"""
        {"endpoints": [{"endpointId": "\#(id)", "manufacturerName": "Example Works", "friendlyName": "Hall",
          "description": "Lamp by Example Works", "displayCategories": ["LIGHT"], "capabilities": [
            {"type": "AlexaInterface", "interface": "Alexa", "version": "3"},
            {"type": "AlexaInterface", "interface": "Alexa.PowerController", "version": "3", "properties": {
              "supported": [{"name": "powerState"}], "proactivelyReported": true, "retrievable": true}}]}]}
        """#
    }

    private func lint(_ text: String, _ arguments: [String] = []) async throws -> Command.Result {
        try await Command(arguments: ["lint", "-"] + arguments, input: Array(text.utf8)).run()
    }

    @Test func aGoodHomeIsLeftInPeace() async throws {
        let result = try await lint(Self.home("lamp-hall"))
        #expect(result.status == 0)
        #expect(result.output == "")
        #expect(result.log == "")
        let advice = try await lint(Self.home("lamp-hall"), ["--advice"])
        #expect(advice.status == 1)
        #expect(advice.output.contains("poor health-recommended"))
    }

    @Test func aFindingIsALine() async throws {
        let result = try await lint(Self.home("lampe.küche"))
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("-:1: [lampe.küche] rejected id-charset at endpoints[0].endpointId: "))
        #expect(result.output.split(separator: "\n").count == 1)
    }

    @Test func machinesGetJSON() async throws {
        let result = try await lint(Self.home("lampe.küche"), ["--json"])
        #expect(result.status == 1)
        let array = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        let finding = try #require(array.first)
        #expect(array.count == 1)
        #expect(finding["rule"] as? String == "id-charset")
        #expect(finding["severity"] as? String == "rejected")
        #expect(finding["path"] as? String == "endpoints[0].endpointId")
        #expect(finding["endpointId"] as? String == "lampe.küche")
        #expect(finding["file"] as? String == "-")
        #expect(finding["line"] as? Int == 1)
        #expect((finding["source"] as? String)?.contains("developer.amazon.com") == true)
        #expect((finding["message"] as? String)?.isEmpty == false)
    }

    @Test func whatIsFixedIsClean() async throws {
        let text = Self.home("lamp-hall").replacingOccurrences(of: #""LIGHT""#, with: #""light", "LIGHT""#)
        let fixed = try await lint(text, ["--fix"])
        #expect(fixed.status == 1)
        #expect(fixed.log.contains("category-case"))
        let again = try await lint(fixed.output)
        #expect(again.status == 0)
    }

    private static let directive =
        #"{"directive": {"header": {"namespace": "Alexa.PowerController", "name": "TurnOn", "messageId": "6f8a426e-01e4-4cc9-8b79-65f8bd0fd8a4", "payloadVersion": "3", "correlationToken": "c"}, "endpoint": {"endpointId": "lamp-hall", "scope": {"type": "BearerToken", "token": "t"}}, "payload": {}}}"#

    private static func response(_ properties: String) -> String {
        #"{"event": {"header": {"namespace": "Alexa", "name": "Response", "messageId": "5f8a426e-01e4-4cc9-8b79-65f8bd0fd8a4", "payloadVersion": "3", "correlationToken": "c"}, "endpoint": {"endpointId": "lamp-hall"}, "payload": {}}, "context": {"properties": [\#(properties)]}}"#
    }

    private static func property(_ namespace: String, _ name: String, _ value: String) -> String {
        #"{"namespace": "Alexa.\#(namespace)", "name": "\#(name)", "value": \#(value), "timeOfSample": "2026-01-01T00:00:00Z", "uncertaintyInMilliseconds": 0}"#
    }

    private static let on = property("PowerController", "powerState", #""ON""#)

    private func file(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "lint-\(UUID().uuidString).json"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func anEventIsComparedWithTheHome() async throws {
        let home = try file(Self.home("lamp-hall"))
        defer { try? FileManager.default.removeItem(atPath: home) }
        let color = Self.property("BrightnessController", "brightness", "5")
        let alone = try await lint(Self.response(Self.on + "," + color))
        #expect(alone.status == 0, "\(alone.output)")
        let compared = try await lint(Self.response(Self.on + "," + color), ["--discovery", home])
        #expect(compared.status == 1)
        #expect(compared.output.hasPrefix("-:1: [lamp-hall] poor prop-declared at context.properties[1]: "))
        let good = try await lint(Self.response(Self.on), ["--discovery", home])
        #expect(good.status == 0, "\(good.output)")
    }

    @Test func aHomeIsNeededToCompareWith() async throws {
        let path = try file(Self.directive)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try await lint(Self.response(Self.on), ["--discovery", path])
        #expect(result.status == 2)
        #expect(result.log.hasPrefix("porchlight: \(path) declares no endpoints"))
    }

    @Test func anEventIsComparedWithTheDirectiveOfAnEarlierFile() async throws {
        let path = try file(Self.directive)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let command = Command(arguments: ["lint", path, "-"], input: Array(Self.response("").utf8))
        let result = try await command.run()
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("-:1: [lamp-hall] rejected resp-changed-in at context: "), "\(result.output)")
    }

    @Test func messagesStandOnLines() async throws {
        let lines = "\n" + Self.directive + "\r\n\n" + Self.response("") + "\n"
        let result = try await lint(lines)
        #expect(result.status == 1)
        #expect(
            result.output.hasPrefix("-:4: [lamp-hall] rejected resp-changed-in at [1].context: "), "\(result.output)")
        let good = try await lint(Self.directive + "\n" + Self.response(Self.on))
        #expect(good.status == 0, "\(good.output)")
    }

    @Test func aDirectiveAndItsAnswerStandInOneObject() async throws {
        let good = try await lint(
            "{\(Self.directive.dropFirst().dropLast()), \(Self.response(Self.on).dropFirst().dropLast())}")
        #expect(good.status == 0, "\(good.output)")
        let wrapped = try await lint(#"{"id": 7, "request": \#(Self.directive), "response": \#(Self.response(""))}"#)
        #expect(wrapped.output.hasPrefix("-:1: [lamp-hall] rejected resp-changed-in at response.context: "))
    }

    @Test func fixedLinesStayLines() async throws {
        let bad = Self.response(Self.on).replacingOccurrences(of: #""payload": {}"#, with: #""payload": null"#)
        let fixed = try await lint(Self.directive + "\n" + bad, ["--fix"])
        #expect(fixed.status == 1)
        #expect(fixed.output.split(separator: "\n").count == 2)
        let again = try await lint(fixed.output)
        #expect(again.status == 0, "\(again.output)")
    }

    @Test func aLineThatIsNoJSONIsNamed() async throws {
        let result = try await lint(Self.directive + "\n" + Self.response(Self.on) + "\noops\n")
        #expect(result.status == 2)
        #expect(result.log.hasPrefix("porchlight: line 3 of - is not JSON: "))
    }

    @Test(arguments: ["", "{", "{}", "[]", "7"]) func whatIsNoneOfItIsRefused(text: String) async throws {
        let result = try await lint(text)
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.log.hasPrefix("porchlight: - "))
    }

    @Test func sendRefusesWhatAlexaWouldRefuse() async throws {
        let event = #"""
            {"context": {}, "event": {"header": {"namespace": "Alexa", "name": "ChangeReport", "messageId": "m1",
            "payloadVersion": "3"}, "endpoint": {"endpointId": "door"}, "payload": {"change": {"cause": {"type":
            "PHYSICAL_INTERACTION"}, "properties": [{"namespace": "Alexa.ContactSensor", "name": "detectionState",
            "timeOfSample": "2026-02-19T21:35:25.166Z", "uncertaintyInMilliseconds": 500}]}}}}
            """#
        let result = try await Command(
            arguments: ["send", "-", "--token-env", "AMAZON_TOKEN", "--gateway", "https://127.0.0.1:1/v3/events"],
            environment: ["AMAZON_TOKEN": "Atza|token-secret"], input: Array(event.utf8)
        ).run()
        #expect(result.status == 2)
        #expect(result.log.contains("rule prop-fields"))
        #expect(result.log.contains("event.payload.change.properties[0].value"))
        #expect(!result.log.contains("secret"))
    }
}
