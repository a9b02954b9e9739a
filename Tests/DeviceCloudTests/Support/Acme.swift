import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import LoopbackServer
import Skill
import TestSupport
import Timing

/// The fictional vendor over real HTTP, and a skill that uses it.
struct Acme {
    let server: FakeAcme
    let client: CloudClient
    let skill: Skill
    let log: LogSpy
    let clock: TestClock
    let environment: SkillEnvironment

    static func run(
        policy: CloudPolicy = CloudPolicy(), clock: TestClock = TestClock(), live: Bool = false, tokens: Bool = true,
        holdsForEveryUser: Bool = false, _ body: (Acme) async throws -> Void
    ) async throws {
        let server = FakeAcme()
        if !tokens { server.useNoTokens() }
        try await LoopbackServer.run(tls: false, server.answer) { loopback in
            let log = LogSpy()
            let environment = live ? SkillEnvironment.live : clock.environment
            let client = CloudClient(
                AcmeAPI(usesPlatformToken: tokens, holdsForEveryUser: holdsForEveryUser),
                at: try ServiceURL(loopback.url + "/api"), account: "main",
                transport: try HTTPTransport(), policy: policy, environment: environment, logger: log.logger)
            let skill = Skill(
                adapters: [AcmeAdapter(client, environment)], grants: NoGrants(missing: "a store"),
                environment: environment,
                logger: log.logger)
            try await body(
                Acme(
                    server: server, client: client, skill: skill, log: log, clock: clock, environment: environment))
        }
    }

    /// A call with a long deadline, because the machine may be busy.
    func call(
        for duration: Duration = .seconds(3600), customer: String = "customer-1"
    ) -> AdapterCall {
        AdapterCall(
            customer: CustomerID(customer), credential: nil, messageId: "m-1",
            answerBy: Deadline(in: duration, environment),
            record: DirectiveRecord(logger: log.logger))
    }

    /// The result of a request: `nil`, or the error's type and rule.
    func send(
        _ request: CloudRequest, _ call: AdapterCall? = nil
    ) async -> (failure: CloudFailure?, verdict: String) {
        do throws(CloudFailure) {
            _ = try await client.send(request, call ?? self.call())
            return (nil, "ok")
        } catch {
            return (error, "\(error.failure.error.type.type) \(error.failure.rule)")
        }
    }

    static let read = CloudRequest.get("devices.state", "/devices/lamp/state", for: .stateReport)
    static let absolute = CloudRequest.post(
        "devices.command", "/devices/lamp/commands", .json(["power": true]), for: .command, effect: .idempotent)
    static let step = CloudRequest.post(
        "devices.command", "/devices/lamp/commands", .json(["brightness_step": 10]), for: .command, effect: .once)
}
