import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing
import TuyaCloud

/// The fake of Tuya over real HTTP, and a skill that uses it.
struct TuyaFixture {
    let fake: FakeTuya
    let url: String
    let transport: HTTPTransport
    let settings: TuyaSettings
    let log: LogSpy
    let clock: TestClock
    let environment: SkillEnvironment
    let cloud: TuyaCloud
    let skill: Skill

    /// - Parameters:
    /// - devices: the ids of the home's devices; `nil` for all devices of the fake.
    /// - live: whether the clock is the real one.
    static func run(
        _ devices: [String]? = nil, fake: FakeTuya? = nil, clock: TestClock = TestClock(deadlines: .milliseconds(1200)),
        live: Bool = false,
        secret: String = FakeTuya.secret, clientId: String = FakeTuya.clientId, userId: String? = FakeTuya.userId,
        settings change: (inout TuyaSettings) -> Void = { _ in }, _ body: (TuyaFixture) async throws -> Void
    ) async throws {
        let environment = live ? SkillEnvironment.live : clock.environment
        let fake = fake ?? FakeTuya(clock: { environment.now().milliseconds })
        if let devices { fake.remove { !devices.contains($0.id) } }
        let log = LogSpy()
        try await LoopbackServer.run(tls: false, fake.answer) { loopback in
            let url = try ServiceURL(loopback.url)
            var settings = TuyaSettings(accounts: [
                TuyaAccount(
                    AccountIdentity(name: "main", baseURL: url), clientId: clientId, secret: Secret(secret),
                    userId: userId, at: .centralEurope)
            ])
            change(&settings)
            let transport = try HTTPTransport()
            let cloud = TuyaCloud(settings, transport: transport, environment: environment, logger: log.logger)
            let skill = Skill(
                adapters: [cloud], grants: NoGrants(missing: "a store"), environment: environment, logger: log.logger)
            try await body(
                TuyaFixture(
                    fake: fake, url: loopback.url, transport: transport, settings: settings, log: log, clock: clock,
                    environment: environment, cloud: cloud, skill: skill))
        }
        // No log line of any test has a secret.
        for line in log.all {
            for secret in ["never-shown", FakeTuya.secret] { #expect(!line.text.contains(secret), "\(line.event)") }
        }
    }

    /// Sends a directive to an endpoint; the answering event.
    func ask(
        _ endpoint: String, _ namespace: String, _ name: String, _ payload: String = "{}", instance: String? = nil
    ) async -> TuyaEvent {
        let instance = instance.map { "\"instance\": \"\($0)\"," } ?? ""
        let directive = """
            {"directive": {"header": {"namespace": "Alexa\(namespace)", "name": "\(name)", "messageId": "m-1", \(instance)
            "correlationToken": "corr", "payloadVersion": "3"}, "endpoint": {"endpointId": "\(endpoint)",
            "scope": {"type": "BearerToken", "token": "t"}, "cookie": {}}, "payload": \(payload)}}
            """
        return TuyaEvent(await skill.answer(to: Array(directive.utf8)))
    }

    func turnOn(_ endpoint: String = "tuya:plug1") async -> TuyaEvent {
        await ask(endpoint, ".PowerController", "TurnOn")
    }

    func setBrightness(_ percent: Int) async -> TuyaEvent {
        await ask("tuya:lamp1", ".BrightnessController", "SetBrightness", #"{"brightness": \#(percent)}"#)
    }

    func report(_ endpoint: String = "tuya:plug1") async -> TuyaEvent { await ask(endpoint, "", "ReportState") }

    /// Sends a Discover; the answering event.
    @discardableResult
    func discover() async -> TuyaEvent {
        let directive = """
            {"directive": {"header": {"namespace": "Alexa.Discovery", "name": "Discover", "messageId": "m-1",
            "payloadVersion": "3"}, "payload": {"scope": {"type": "BearerToken", "token": "t"}}}}
            """
        return TuyaEvent(await skill.answer(to: Array(directive.utf8)))
    }

    /// A refusal by Tuya with the present time.
    func refusal(_ code: String, codeAsText: Bool = false) -> LoopbackAnswer {
        .tuyaRefusal(code, at: environment.now().milliseconds, codeAsText: codeAsText)
    }

    /// A success by Tuya with the present time.
    func success(_ result: JSONValue) -> LoopbackAnswer { .tuya(result, at: environment.now().milliseconds) }

    /// A call with a long deadline.
    func call(customer: String = "household") -> AdapterCall {
        AdapterCall(
            customer: CustomerID(customer), credential: nil, messageId: "m-1",
            answerBy: Deadline(in: .seconds(3600), environment), record: DirectiveRecord(logger: log.logger))
    }
}

/// The parts of an event that tests compare.
struct TuyaEvent {
    let json: JSONObject

    init(_ event: Event) { json = JSONDocument(parsing: event.encoded()).value?.object ?? [:] }

    /// `Response`, `StateReport`, or `ErrorResponse TYPE`.
    var verdict: String {
        let event = json["event"]?.object
        return [event?["header"]?.object?["name"]?.string, event?["payload"]?.object?["type"]?.string]
            .compactMap { $0 }.joined(separator: " ")
    }

    var payload: JSONObject { json["event"]?.object?["payload"]?.object ?? [:] }
    var endpoints: [JSONObject] { payload["endpoints"]?.array?.compactMap(\.object) ?? [] }
    var ids: [String] { endpoints.compactMap { $0["endpointId"]?.string } }

    func property(_ namespace: String, _ name: String) -> JSONObject? {
        json["context"]?.object?["properties"]?.array?.compactMap(\.object)
            .first { $0["namespace"]?.string == "Alexa\(namespace)" && $0["name"]?.string == name }
    }

    var connectivity: String? {
        property(".EndpointHealth", "connectivity")?["value"]?.object?["value"]?.string
    }
}

extension LoopbackAnswer {
    static func text(_ status: Int, _ text: String, _ fields: HTTPFields = [:]) -> LoopbackAnswer {
        LoopbackAnswer(HTTPResponse.Status(code: status), fields, body: Array(text.utf8))
    }
}
