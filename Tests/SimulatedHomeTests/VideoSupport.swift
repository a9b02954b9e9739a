import AlexaProtocol
import Logging
import SimulatedHome
import Skill
import Testing
import Timing

/// A simulated endpoint behind a skill, as Alexa meets it.
struct Room {
    private let skill: Skill

    /// A home of one endpoint, with what a home file may say about it.
    init(_ capabilities: [JSONValue], state: [JSONValue] = [], traits: JSONObject = [:]) throws {
        var simulation = traits
        simulation["state"] = .array(state)
        let endpoint: JSONValue = [
            "endpointId": "device", "manufacturerName": "m", "friendlyName": "f", "description": "d",
            "displayCategories": ["TV"], "capabilities": .array(capabilities), "simulation": .object(simulation),
        ]
        let environment = SkillEnvironment(
            now: { Timestamp(milliseconds: 1_767_225_600_250) }, uptime: { .zero }, sleep: { _ in },
            makeMessageId: { "m" }, random: { 0 })
        skill = Skill(
            adapters: [
                SimulatedHome(
                    try HomeFile(JSONValue.object(["endpoints": [endpoint]]).encoded()), environment: environment)
            ],
            grants: SimulatedGrants(), environment: environment,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What was answered.
    struct Reply {
        /// The event's name, or the error's type.
        let name: String
        /// The event's namespace.
        let namespace: String
        /// The event's payload.
        let payload: JSONObject
        /// The context, by property name.
        let state: JSONObject
    }

    /// Asks the endpoint.
    func ask(_ interface: String, _ name: String, _ payload: JSONValue = [:]) async throws -> Reply {
        let directive: JSONValue = [
            "directive": [
                "header": [
                    "namespace": .string(interface), "name": .string(name), "messageId": "m", "payloadVersion": "3",
                    "correlationToken": "c",
                ],
                "endpoint": ["endpointId": "device"], "payload": payload,
            ]
        ]
        let json = JSONDocument(parsing: await skill.answer(to: directive.encoded()).encoded()).value?.object
        let event = try #require(json?["event"]?.object)
        let header = try #require(event["header"]?.object)
        let answer = try #require(event["payload"]?.object)
        let properties = json?["context"]?.object?["properties"]?.array?.compactMap(\.object) ?? []
        return Reply(
            name: answer["type"]?.string ?? header["name"]?.string ?? "",
            namespace: header["namespace"]?.string ?? "", payload: answer,
            state: JSONObject(
                properties.compactMap { property in
                    property["name"]?.string.map { ($0, property["value"] ?? .null) }
                }))
    }

    /// A capability as a recording has it.
    static func capability(
        _ interface: String, _ properties: [String] = [], _ members: JSONObject = [:]
    ) -> JSONValue {
        var json: JSONObject = ["type": "AlexaInterface", "interface": .string(interface), "version": "3"]
        if !properties.isEmpty {
            json["properties"] = [
                "supported": .array(properties.map { ["name": .string($0)] }), "retrievable": true,
            ]
        }
        for member in members.members { json[member.key] = member.value }
        return .object(json)
    }

    /// An item of `simulation.state`.
    static func state(_ interface: String, _ name: String, _ value: JSONValue) -> JSONValue {
        ["namespace": .string(interface), "name": .string(name), "value": value]
    }
}
