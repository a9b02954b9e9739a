import AlexaProtocol
import AmpsCloud
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// A home at the fake of Amps, over HTTP, and a skill that uses it. No log line of any test may have a secret.
struct AmpsHome: Sendable {
    let fake: FakeAmps
    let cloud: AmpsCloud
    let skill: Skill
    let log: LogSpy
    let clock: TestClock
    let environment: SkillEnvironment
    let settings: AmpsSettings
    let policy: CloudPolicy

    static let key = "sk_test_never-shown"

    static func run(
        key: String = Self.key, sentKey: String? = nil, edition: FakeAmps.Edition = .new,
        replacesSchedules: Bool = false,
        policy: CloudPolicy = CloudPolicy(), live: Bool = false,
        promises: MemoryPromises? = nil, users: [String?] = ["user-1"],
        _ body: (AmpsHome) async throws -> Void
    ) async throws {
        let clock = TestClock(deadlines: .seconds(5))
        let environment = live ? SkillEnvironment.live : clock.environment
        var deferral: Deferral?
        if let promises {
            var deferrals = Deferral.Policy()
            deferrals.after = .zero
            deferral = Deferral(
                Promises(promises, environment: environment) { _, _ throws(StoreFailure) in true }, policy: deferrals)
        }
        let fake = FakeAmps(key: key, now: { clock.now })
        fake.speak(edition)
        try await LoopbackServer.run(tls: false, fake.answer) { loopback in
            let log = LogSpy()
            let url = try ServiceURL(loopback.url)
            let accounts = users.enumerated().map { index, user in
                AmpsAccount(
                    AccountIdentity(name: index == 0 ? "home" : "home \(index + 1)", baseURL: url),
                    key: Secret(sentKey ?? key), userId: user)
            }
            let settings = AmpsSettings(accounts, replacesSchedules: replacesSchedules)
            let cloud = AmpsCloud(
                settings, transport: try HTTPTransport(), policy: policy, environment: environment, logger: log.logger)
            let skill = Skill(
                adapters: [cloud], grants: NoGrants(missing: "a store"), deferral: deferral,
                environment: environment, logger: log.logger)
            try await body(
                AmpsHome(
                    fake: fake, cloud: cloud, skill: skill, log: log, clock: clock, environment: environment,
                    settings: settings, policy: policy))
            #expect(log.all.allSatisfy { !$0.text.contains("never-shown") })
        }
    }

    /// A new process: the same settings, empty caches.
    func restarted() throws -> AmpsHome {
        let cloud = AmpsCloud(
            settings, transport: try HTTPTransport(), policy: policy, environment: environment, logger: log.logger)
        let skill = Skill(
            adapters: [cloud], grants: NoGrants(missing: "a store"), environment: environment, logger: log.logger)
        return AmpsHome(
            fake: fake, cloud: cloud, skill: skill, log: log, clock: clock, environment: environment,
            settings: settings, policy: policy)
    }

    /// Sends a Discover; its answer.
    @discardableResult func discover() async -> Reply { await send(.discover) }

    func send(_ directive: TestDirective) async -> Reply {
        Reply(await skill.answer(to: directive.bytes))
    }

    /// A call with a long deadline, for calls without a directive.
    func call(_ time: Duration = .seconds(3600)) -> AdapterCall {
        AdapterCall(
            customer: .household, credential: nil, messageId: "m-1",
            answerBy: Deadline(in: time, clock.environment), record: DirectiveRecord(logger: log.logger))
    }
}

/// The parts of an event that tests compare.
struct Reply: Sendable {
    let event: JSONObject
    let context: [JSONObject]

    init(_ event: Event) {
        self.init(JSONDocument(parsing: event.encoded()).value?.object ?? [:])
    }

    init(_ json: JSONObject) {
        self.event = json["event"]?.object ?? [:]
        context = json["context"]?.object?["properties"]?.array?.compactMap(\.object) ?? []
    }

    var payload: JSONObject { event["payload"]?.object ?? [:] }

    /// The name of the event and, if it is an error, its type: `ErrorResponse ENDPOINT_BUSY`.
    var verdict: String {
        [event["header"]?.object?["name"]?.string, payload["type"]?.string].compactMap(\.self).joined(separator: " ")
    }

    var namespace: String? { event["header"]?.object?["namespace"]?.string }

    func property(_ interface: String, _ name: String, _ instance: String? = nil) -> JSONObject? {
        context.first {
            $0["namespace"]?.string == "Alexa.\(interface)" && $0["name"]?.string == name
                && $0["instance"]?.string == instance
        }
    }

    func value(_ interface: String, _ name: String, _ instance: String? = nil) -> JSONValue? {
        property(interface, name, instance)?["value"]
    }

    func range(_ instance: String) -> Double? { value("RangeController", "rangeValue", instance)?.number }

    var connectivity: String? { value("EndpointHealth", "connectivity")?.object?["value"]?.string }

    var endpoints: [String] {
        (payload["endpoints"]?.array ?? []).compactMap { $0.object?["endpointId"]?.string }.sorted()
    }
}

/// A directive to send.
struct TestDirective: Sendable {
    let bytes: [UInt8]

    static let discover = TestDirective(
        "Alexa.Discovery", "Discover", nil, ["scope": ["type": "BearerToken", "token": "t"]])

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(
        _ namespace: String, _ name: String, _ endpoint: String?, _ payload: JSONObject = [:], instance: String? = nil,
        messageId: String = "m-1"
    ) {
        var header: JSONObject = [
            "namespace": .string(namespace), "name": .string(name), "messageId": .string(messageId),
            "correlationToken": "correlation", "payloadVersion": "3",
        ]
        if let instance { header["instance"] = .string(instance) }
        var directive: JSONObject = ["header": .object(header), "payload": .object(payload)]
        if let endpoint {
            directive["endpoint"] = [
                "endpointId": .string("amps:\(endpoint)"), "scope": ["type": "BearerToken", "token": "t"],
                "cookie": [:],
            ]
        }
        bytes = JSONValue.object(["directive": .object(directive)]).encoded()
    }

    static func report(_ device: String) -> TestDirective { TestDirective("Alexa", "ReportState", device) }

    static func mode(_ mode: String, _ device: String = "battery-1", messageId: String = "m-1") -> TestDirective {
        TestDirective(
            "Alexa.ModeController", "SetMode", device, ["mode": .string(mode)], instance: "Battery.Mode",
            messageId: messageId)
    }

    static func set(_ value: Double, _ device: String, _ instance: String, messageId: String = "m-1") -> TestDirective {
        TestDirective(
            "Alexa.RangeController", "SetRangeValue", device, ["rangeValue": .number(value)], instance: instance,
            messageId: messageId)
    }

    static func adjust(
        _ delta: Double, isDefault: Bool = false, _ device: String, _ instance: String, messageId: String = "m-1"
    ) -> TestDirective {
        TestDirective(
            "Alexa.RangeController", "AdjustRangeValue", device,
            ["rangeValueDelta": .number(delta), "rangeValueDeltaDefault": .bool(isDefault)], instance: instance,
            messageId: messageId)
    }

    static func toggle(_ isOn: Bool, _ device: String, _ instance: String, messageId: String = "m-1") -> TestDirective {
        TestDirective(
            "Alexa.ToggleController", isOn ? "TurnOn" : "TurnOff", device, instance: instance, messageId: messageId)
    }

    static func temperature(_ value: Double, _ scale: String = "CELSIUS") -> JSONValue {
        ["value": .number(value), "scale": .string(scale)]
    }

    static func setpoint(_ value: Double, _ scale: String = "CELSIUS", messageId: String = "m-1") -> TestDirective {
        TestDirective(
            "Alexa.ThermostatController", "SetTargetTemperature", "hvac-1",
            ["targetSetpoint": temperature(value, scale)], messageId: messageId)
    }

    static func warmer(_ delta: Double, _ scale: String = "CELSIUS", messageId: String = "m-1") -> TestDirective {
        TestDirective(
            "Alexa.ThermostatController", "AdjustTargetTemperature", "hvac-1",
            ["targetSetpointDelta": temperature(delta, scale)], messageId: messageId)
    }

    static func thermostatMode(_ mode: String, messageId: String = "m-1") -> TestDirective {
        TestDirective(
            "Alexa.ThermostatController", "SetThermostatMode", "hvac-1",
            ["thermostatMode": ["value": .string(mode)]], messageId: messageId)
    }
}
