import AlexaProtocol
import Logging
import SimulatedHome
import Skill
import Testing
import Timing

/// A skill over a home of one device, which says what it answers to a directive.
struct CamerasHome {
    private let skill: Skill

    /// - Parameters:
    ///   - capabilities: items of the endpoint's `capabilities`.
    ///   - simulation: members of the endpoint's `simulation`.
    init(_ capabilities: String, simulation: String = "") throws {
        let home = try HomeFile(
            Array(
                """
                {"endpoints": [{"endpointId": "camera#1", "manufacturerName": "m", "friendlyName": "f",
                "description": "d", "displayCategories": ["CAMERA"], "capabilities": [\(capabilities)],
                "simulation": {\(simulation)}}]}
                """.utf8))
        let environment = SkillEnvironment(
            now: { Timestamp(milliseconds: 1_795_253_400_250) }, uptime: { .zero }, sleep: { _ in },
            makeMessageId: { "message-1" }, random: { 0 })
        skill = Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The answer to a directive.
    func answer(_ namespace: String, _ name: String, _ payload: String = "{}", version: String = "3") async
        -> CamerasAnswer
    {
        let directive = """
            {"directive": {"header": {"namespace": "\(namespace)", "name": "\(name)", "payloadVersion": "\(version)",
            "messageId": "1", "correlationToken": "t"}, "endpoint": {"endpointId": "camera#1",
            "scope": {"type": "BearerToken", "token": "secret"}}, "payload": \(payload)}}
            """
        let bytes = await skill.answer(to: Array(directive.utf8)).encoded()
        return CamerasAnswer(text: String(decoding: bytes, as: UTF8.self))
    }

    /// The value of a property in a StateReport; `nil` if it is not in there.
    func state(_ namespace: String, _ name: String) async -> JSONValue? {
        await answer("Alexa", "ReportState").property(namespace, name)
    }
}

/// An event, taken apart.
struct CamerasAnswer {
    let text: String

    private var root: JSONObject? { JSONDocument(parsing: Array(text.utf8)).value?.object }

    /// `Alexa.CameraStreamController Response`, and for an error its type, too.
    var kind: String {
        let header = root?["event"]?.object?["header"]?.object
        let words = [header?["namespace"]?.string, header?["name"]?.string, payload["type"]?.string]
        return words.compactMap { $0 }.joined(separator: " ")
    }

    var payload: JSONObject { root?["event"]?.object?["payload"]?.object ?? [:] }

    func property(_ namespace: String, _ name: String) -> JSONValue? {
        root?["context"]?.object?["properties"]?.array?.first { property in
            property.object?["namespace"]?.string == namespace && property.object?["name"]?.string == name
        }?.object?["value"]
    }
}

extension JSONValue {
    /// The document, which a test has written and which is therefore in order.
    init(reading text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let document = JSONDocument(parsing: Array(text.utf8))
        if let problem = document.problem {
            Issue.record("the test's own JSON is wrong: \(problem)", sourceLocation: sourceLocation)
        }
        self = document.value ?? .null
    }
}
