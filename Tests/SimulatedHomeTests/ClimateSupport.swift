import AlexaProtocol
import Logging
import SimulatedHome
import Skill
import Testing
import Timing

/// One simulated endpoint behind a skill, as Alexa meets it; state is kept from one directive to the next.
struct ClimateDevice {
    private let skill: Skill

    /// A device with these capabilities (beside `Alexa`), the members of `simulation`, and what its state holds.
    init(_ capabilities: [JSONValue], state: [JSONValue] = [], simulation: JSONObject = [:]) throws {
        var simulation = simulation
        if !state.isEmpty { simulation["state"] = .array(state) }
        let endpoint: JSONValue = [
            "endpointId": "device", "manufacturerName": "m", "friendlyName": "f", "description": "d",
            "displayCategories": ["OTHER"],
            "capabilities": .array([["type": "AlexaInterface", "interface": "Alexa", "version": "3"]] + capabilities),
            "simulation": .object(simulation),
        ]
        let home = try HomeFile(JSONValue.object(["endpoints": [endpoint]]).encoded())
        let environment = SkillEnvironment(
            now: { Timestamp(milliseconds: 1_767_225_600_000) }, uptime: { .zero }, sleep: { _ in },
            makeMessageId: { "m" }, random: { 0 })
        skill = Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What was answered.
    struct Reply {
        /// `Response`, `StateReport`, `Arm.Response`, or the error's type.
        let name: String
        /// The header's namespace.
        let namespace: String
        /// The event's payload.
        let payload: JSONObject
        /// The context, `name=value` with a temperature as `21.5C`, sorted and joined.
        let state: String
        /// The context, by the property's name.
        let values: JSONObject
    }

    /// Sends a directive.
    @discardableResult
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
        let payload = try #require(event["payload"]?.object)
        let properties = json?["context"]?.object?["properties"]?.array?.compactMap(\.object) ?? []
        let values = JSONObject(properties.map { ($0["name"]?.string ?? "", $0["value"] ?? .null) })
        return Reply(
            name: payload["type"]?.string ?? header["name"]?.string ?? "", namespace: header["namespace"]?.string ?? "",
            payload: payload,
            state: values.members.map { "\($0.key)=\(text($0.value))" }.sorted().joined(separator: " "),
            values: values)
    }

    /// What the device reports.
    func report() async throws -> String { try await ask("Alexa", "ReportState").state }
}

/// A short form for expectations: `21.5C`, `HEAT`, `{"value":"OK"}`.
func text(_ value: JSONValue) -> String {
    if let temperature = Temperature(value) {
        return JSONValue.number(temperature.value).text + temperature.scale.rawValue.prefix(1)
    }
    return value.string ?? value.text
}

/// A capability as a recording has it.
func recorded(_ interface: String, _ properties: [String], _ configuration: JSONObject? = nil) -> JSONValue {
    var json: JSONObject = [
        "type": "AlexaInterface", "interface": .string(interface), "version": "3",
        "properties": ["supported": .array(properties.map { ["name": .string($0)] }), "retrievable": true],
    ]
    if let configuration { json["configuration"] = .object(configuration) }
    return .object(json)
}

/// An item of a home file's state.
func seeded(_ interface: String, _ name: String, _ value: JSONValue) -> JSONValue {
    ["namespace": .string(interface), "name": .string(name), "value": value]
}

/// A temperature from `21.5C`, `70F` or `295K`.
func degrees(_ text: String) -> JSONValue {
    let scales = ["C": "CELSIUS", "F": "FAHRENHEIT", "K": "KELVIN"]
    return [
        "value": .number(Double(text.dropLast()) ?? .nan), "scale": .string(scales[String(text.suffix(1))] ?? ""),
    ]
}
