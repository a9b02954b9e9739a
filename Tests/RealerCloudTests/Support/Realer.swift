import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import HTTPTypes
import Logging
import LoopbackClouds
import LoopbackServer
import RealerCloud
import Skill
import TestSupport
import Testing
import Timing

/// Realer's fake servers over real HTTP, our adapter, and a skill that uses it.
struct Realer {
    let server: FakeRealer
    let cloud: RealerCloud
    let skill: Skill
    let log: LogSpy
    let clock: TestClock
    let environment: SkillEnvironment
    let settings: RealerSettings

    static func run(
        clock: TestClock = TestClock(chance: 0, deadlines: .seconds(4)), live: Bool = false,
        change: (FakeRealer) -> Void = { _ in }, _ body: (Realer) async throws -> Void
    ) async throws {
        let server = FakeRealer()
        change(server)
        try await LoopbackServer.run(tls: false, server.answer) { loopback in
            let log = LogSpy()
            let environment = live ? SkillEnvironment.live : clock.environment
            let settings = RealerSettings(accounts: [try account(at: loopback.url, server.clientSecret)])
            let cloud = RealerCloud(
                settings, transport: try HTTPTransport(), environment: environment, logger: log.logger)
            try await body(
                Realer(
                    server: server, cloud: cloud, skill: skill(cloud, environment, log), log: log, clock: clock,
                    environment: environment, settings: settings))
            // No log line of any test has a secret.
            for secret in [server.clientSecret, FakeRealer.basic(server.clientSecret)] + server.tokens {
                #expect(log.all.allSatisfy { !$0.text.contains(secret) })
            }
        }
    }

    static func account(
        at url: String, _ secret: String, name: String = "garden", customers: Set<CustomerID>? = nil,
        device: String = FakeRealer.deviceId
    ) throws -> RealerAccount {
        RealerAccount(
            AccountIdentity(name: name, baseURL: try ServiceURL(url), customers: customers),
            clientId: FakeRealer.clientId, clientSecret: Secret(secret), deviceId: device)
    }

    static func skill(_ cloud: any DeviceAdapter, _ environment: SkillEnvironment, _ log: LogSpy) -> Skill {
        Skill(adapters: [cloud], grants: NoGrants(missing: "a store"), environment: environment, logger: log.logger)
    }

    /// A new process: the same settings, empty caches.
    func restarted() throws -> Realer {
        let cloud = RealerCloud(settings, transport: try HTTPTransport(), environment: environment, logger: log.logger)
        return Realer(
            server: server, cloud: cloud, skill: Self.skill(cloud, environment, log), log: log, clock: clock,
            environment: environment, settings: settings)
    }

    func call(
        for duration: Duration = .seconds(3600), customer: String = "household", message: String = "m-1"
    ) -> AdapterCall {
        AdapterCall(
            customer: CustomerID(customer), credential: nil, messageId: message,
            answerBy: Deadline(in: duration, environment), record: DirectiveRecord(logger: log.logger))
    }

    // MARK: Directives

    static let pump = "realer:\(FakeRealer.deviceId):cmd_pump"
    static let dimmer = "realer:\(FakeRealer.deviceId):cmd_dimmer"
    static let boiler = "realer:\(FakeRealer.deviceId):sns_boiler"

    static func directive(
        _ namespace: String, _ name: String, _ endpoint: String? = nil, _ payload: String = "{}",
        instance: String? = nil, message: String = "m-1"
    ) -> [UInt8] {
        let scope = #""scope": {"type": "BearerToken", "token": "alexa-token-never-shown"}"#
        let target = endpoint.map { #", "endpoint": {"endpointId": "\#($0)", \#(scope), "cookie": {}}"# } ?? ""
        let instance = instance.map { #", "instance": "\#($0)""# } ?? ""
        return Array(
            """
            {"directive": {"header": {"namespace": "\(namespace)", "name": "\(name)", "messageId": "\(message)",
            "correlationToken": "corr", "payloadVersion": "3"\(instance)}\(target),
            "payload": \(endpoint == nil ? "{\(scope)}" : payload)}}
            """.utf8)
    }

    static let discover = directive("Alexa.Discovery", "Discover")
    static func report(_ endpoint: String = pump) -> [UInt8] { directive("Alexa", "ReportState", endpoint) }
    static func turn(_ isOn: Bool, _ endpoint: String = pump, message: String = "m-1") -> [UInt8] {
        directive("Alexa.PowerController", isOn ? "TurnOn" : "TurnOff", endpoint, message: message)
    }
    static func set(_ value: Double, _ endpoint: String = dimmer, message: String = "m-1") -> [UInt8] {
        directive(
            "Alexa.RangeController", "SetRangeValue", endpoint, #"{"rangeValue": \#(value)}"#, instance: "Realer.Value",
            message: message)
    }
    static func adjust(
        _ delta: Double, _ endpoint: String = dimmer, isDefault: Bool = false, message: String = "m-1"
    ) -> [UInt8] {
        directive(
            "Alexa.RangeController", "AdjustRangeValue", endpoint,
            #"{"rangeValueDelta": \#(delta), "rangeValueDeltaDefault": \#(isDefault)}"#, instance: "Realer.Value",
            message: message)
    }

    func answer(_ directive: [UInt8]) async -> Answered { Answered(await skill.answer(to: directive)) }
}

/// The parts of an event that tests compare.
struct Answered: CustomStringConvertible {
    let json: JSONObject

    init(_ event: Event) { json = JSONDocument(parsing: event.encoded()).value?.object ?? [:] }

    private var event: JSONObject { json["event"]?.object ?? [:] }
    private var payload: JSONObject { event["payload"]?.object ?? [:] }
    var name: String { event["header"]?.object?["name"]?.string ?? "" }
    var error: String? { payload["type"]?.string }
    var validRange: JSONObject? { payload["validRange"]?.object }
    var endpoints: [JSONObject] { payload["endpoints"]?.array?.compactMap(\.object) ?? [] }

    /// The name and, for an error, its type.
    var description: String { [name, error].compactMap(\.self).joined(separator: " ") }

    /// The value of each property, by `namespace` without `Alexa.`.
    var state: [String: JSONValue] {
        var state: [String: JSONValue] = [:]
        for property in (json["context"]?.object?["properties"]?.array ?? []).compactMap(\.object) {
            let interface = (property["namespace"]?.string ?? "").replacing("Alexa.", with: "")
            state[interface] = property["value"]
        }
        return state
    }

    func sample(_ namespace: String) -> String? {
        (json["context"]?.object?["properties"]?.array ?? []).compactMap(\.object)
            .first { $0["namespace"]?.string == namespace }?["timeOfSample"]?.string
    }

    var connectivity: String? { state["EndpointHealth"]?.object?["value"]?.string }
}

extension FakeRealer {
    /// The credentials in the form of the header field.
    static func basic(_ secret: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array("\(clientId):\(secret)".utf8)
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0...group.count { text.append(alphabet[word >> (18 - 6 * place) & 63]) }
        }
        return text
    }
}
