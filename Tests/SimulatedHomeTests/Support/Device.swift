import AlexaProtocol
import Logging
import SimulatedHome
import Skill
import Synchronization
import Testing
import Timing

/// One simulated endpoint behind a skill; its state is kept from one directive to the next.
struct Device {
    /// With a character that URLs have to escape.
    private static let id = "device#1"

    private let skill: Skill
    private let home: HomeFile
    /// The device's time.
    let clock = Clock()

    /// A clock that starts at 2026-01-01T00:00:00Z and advances only when a test moves it.
    final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_767_225_600_000)
        private let waits = Mutex<[Duration]>([])

        /// The waits for the device, in order.
        var waited: [Duration] { waits.withLock(\.self) }

        func wait(_ duration: Duration) {
            waits.withLock { $0.append(duration) }
        }

        var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

        func advance(seconds: Int64) {
            milliseconds.withLock { $0 += seconds * 1000 }
        }
    }

    /// A device with these capabilities (in addition to `Alexa`), the members of `simulation`, and its initial state.
    init(_ capabilities: [JSONValue], state: [JSONValue] = [], simulation: JSONObject = [:]) throws {
        var simulation = simulation
        if !state.isEmpty { simulation["state"] = .array(state) }
        let endpoint: JSONValue = [
            "endpointId": .string(Self.id), "manufacturerName": "m", "friendlyName": "f", "description": "d",
            "displayCategories": ["OTHER"],
            "capabilities": .array([["type": "AlexaInterface", "interface": "Alexa", "version": "3"]] + capabilities),
            "simulation": .object(simulation),
        ]
        home = try HomeFile(JSONValue.object(["endpoints": [endpoint]]).encoded())
        let environment = SkillEnvironment(
            now: { [clock] in clock.now }, uptime: { .zero }, sleep: { [clock] in clock.wait($0) },
            makeMessageId: { "m" }, random: { 0 })
        skill = Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The discovered endpoint.
    func endpoint() throws -> Endpoint { try #require(home.device(Self.id)).endpoint }

    struct Reply {
        /// The whole event.
        let text: String
        /// `Response`, `StateReport`, `Arm.Response`, or the error's type.
        let name: String
        /// The header's namespace.
        let namespace: String
        /// The event's payload.
        let payload: JSONObject
        /// The context, by the property's instance or else its name.
        let state: JSONObject
        /// The time of each of them, in seconds after the start, by the same key.
        let times: [String: String]

        /// The context, `name=value` with a temperature as `21.5C`, sorted and joined.
        var summary: String {
            state.members.map { "\($0.key)=\(SimulatedHomeTests.text($0.value))" }.sorted().joined(separator: " ")
        }

        /// `Alexa.CameraStreamController Response`, or the namespace and the error's type.
        var kind: String { "\(namespace) \(name)" }
    }

    /// Sends a directive.
    @discardableResult
    func ask(
        _ interface: String, _ name: String, _ payload: JSONValue = [:], instance: String? = nil, version: String = "3"
    ) async throws -> Reply {
        var header: JSONObject = [
            "namespace": .string(interface), "name": .string(name), "messageId": "m",
            "payloadVersion": .string(version), "correlationToken": "c",
        ]
        if let instance { header["instance"] = .string(instance) }
        let directive: JSONValue = [
            "directive": [
                "header": .object(header),
                "endpoint": ["endpointId": .string(Self.id), "scope": ["type": "BearerToken", "token": "secret"]],
                "payload": payload,
            ]
        ]
        let bytes = await skill.answer(to: directive.encoded()).encoded()
        let json = JSONDocument(parsing: bytes).value?.object
        let event = try #require(json?["event"]?.object)
        let answered = try #require(event["header"]?.object)
        let answer = try #require(event["payload"]?.object)
        let properties = json?["context"]?.object?["properties"]?.array?.compactMap(\.object) ?? []
        return Reply(
            text: String(decoding: bytes, as: UTF8.self),
            name: answer["type"]?.string ?? answered["name"]?.string ?? "",
            namespace: answered["namespace"]?.string ?? "", payload: answer,
            state: JSONObject(
                properties.map { ($0["instance"]?.string ?? $0["name"]?.string ?? "", $0["value"] ?? .null) }),
            times: Dictionary(
                properties.map {
                    ($0["instance"]?.string ?? $0["name"]?.string ?? "", $0["timeOfSample"]?.string ?? "")
                }, uniquingKeysWith: { $1 }))
    }

    /// The answer to ReportState.
    func state() async throws -> JSONObject { try await ask("Alexa", "ReportState").state }

    /// The same as ``Reply/summary``.
    func report() async throws -> String { try await ask("Alexa", "ReportState").summary }

    /// A capability in its recorded form.
    static func capability(
        _ interface: String, _ properties: [String] = [], configuration: JSONObject? = nil, _ members: JSONObject = [:]
    ) -> JSONValue {
        var json: JSONObject = ["type": "AlexaInterface", "interface": .string(interface), "version": "3"]
        if !properties.isEmpty {
            json["properties"] = [
                "supported": .array(properties.map { ["name": .string($0)] }), "retrievable": true,
            ]
        }
        if let configuration { json["configuration"] = .object(configuration) }
        for member in members.members { json[member.key] = member.value }
        return .object(json)
    }

    /// An item of `simulation.state`.
    static func state(_ interface: String, _ name: String, _ value: JSONValue, instance: String? = nil) -> JSONValue {
        var json: JSONObject = ["namespace": .string(interface), "name": .string(name), "value": value]
        if let instance { json["instance"] = .string(instance) }
        return .object(json)
    }
}
