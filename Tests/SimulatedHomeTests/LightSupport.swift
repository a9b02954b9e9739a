import AlexaProtocol
import Logging
import SimulatedHome
import Skill
import Testing
import Timing

/// One simulated device behind a skill, as Alexa meets it.
struct LightRoom {
    private let skill: Skill

    /// A home of one endpoint, from the text of its capabilities (without `type`) and its `simulation`.
    init(_ capabilities: String, simulation: String = "{}") throws {
        let home = """
            {"endpoints":[{"endpointId":"device","manufacturerName":"m","friendlyName":"f","description":"d",
            "displayCategories":["LIGHT"],"capabilities":[\(capabilities)],"simulation":\(simulation)}]}
            """
        let environment = SkillEnvironment(
            now: { Timestamp(milliseconds: 1_767_225_600_000) }, uptime: { .zero }, sleep: { _ in },
            makeMessageId: { "m" }, random: { 0 })
        skill = Skill(
            adapters: [SimulatedHome(try HomeFile(Array(home.utf8)), environment: environment)],
            grants: SimulatedGrants(), environment: environment,
            logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What was answered: the event's name or the error's type, and what is reported, by instance or else by name.
    struct Reply {
        let name: String
        let payload: JSONObject
        let state: JSONObject
    }

    /// Asks the device; `directive` is `Interface.Name`, less `Alexa.`.
    @discardableResult
    func ask(_ directive: String, _ payload: JSONValue = [:], instance: String? = nil) async throws -> Reply {
        let dot = directive.lastIndex(of: ".")
        let interface = dot.map { "Alexa." + directive[..<$0] } ?? "Alexa"
        let name = dot.map { String(directive[directive.index(after: $0)...]) } ?? directive
        var header: JSONObject = ["namespace": .string(interface), "name": .string(name), "messageId": "m"]
        if let instance { header["instance"] = .string(instance) }
        let message: JSONValue = [
            "directive": ["header": .object(header), "endpoint": ["endpointId": "device"], "payload": payload]
        ]
        let json = JSONDocument(parsing: await skill.answer(to: message.encoded()).encoded()).value?.object
        let event = try #require(json?["event"]?.object)
        let answer = try #require(event["payload"]?.object)
        let properties = json?["context"]?.object?["properties"]?.array?.compactMap(\.object) ?? []
        return Reply(
            name: answer["type"]?.string ?? event["header"]?.object?["name"]?.string ?? "", payload: answer,
            state: JSONObject(
                properties.map {
                    ($0["instance"]?.string ?? $0["name"]?.string ?? "", $0["value"] ?? .null)
                }))
    }

    /// What ReportState tells.
    func state() async throws -> JSONObject {
        try await ask("ReportState").state
    }

    /// A capability that reports these properties.
    static func capability(_ interface: String, _ properties: String..., more: String = "") -> String {
        let names = properties.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
        let rest = more.isEmpty ? "" : "," + more
        return #"{"interface":"Alexa.\#(interface)","properties":{"supported":[\#(names)],"retrievable":true}\#(rest)}"#
    }

    /// An item of `simulation.state`.
    static func state(_ interface: String, _ name: String, _ value: String, instance: String? = nil) -> String {
        let more = instance.map { #","instance":"\#($0)""# } ?? ""
        return #"{"namespace":"Alexa.\#(interface)","name":"\#(name)","value":\#(value)\#(more)}"#
    }
}
