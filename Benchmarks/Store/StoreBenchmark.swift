import AlexaProtocol
import Assembly
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import Logging
import SimulatedHome
import Skill
import Timing

/// CPU time per directive and per delivered event with the store in DynamoDB. The engine and the gateway run in their own
/// processes. `CallCountTests` counts the requests.
enum StoreBenchmark {
    private static let rounds = 5
    private static let calls = 100

    static func run() async throws {
        let engine = try await TableEngine()
        let amazon = try AmazonServer()
        let function = try Function(engine.location, amazon: amazon.url)
        try await function.invoke("Alexa.Authorization", "AcceptGrant", nil, "AcceptGrant.Response")
        try await function.invoke("Alexa.Discovery", "Discover", nil, "Discover.Response")
        try await function.invoke("Alexa.LockController", "Lock", "lock-front-door", "DeferredResponse")

        print("CPU time of this process per directive in µs: median of \(rounds) rounds of \(calls) (least, most)")
        try await row("a command, warm: no request") {
            try await function.invoke("Alexa.PowerController", "TurnOn", "lamp-kitchen", "Response")
        }
        try await row("a command in a new process: 1 request") {
            let function = try Function(engine.location, amazon: amazon.url)
            try await function.invoke("Alexa.PowerController", "TurnOn", "lamp-kitchen", "Response")
        }
        try await row("a deferred lock: 5 requests and its event") {
            try await function.invoke("Alexa.LockController", "Lock", "lock-front-door", "DeferredResponse")
        }
        let transport = try HTTPTransport()
        let store = DynamoDBStore(engine.location, transport, environment: .live)
        try await row("one request: the grant is read") {
            _ = try await store.grant(of: .household, before: Deadline(in: .seconds(5), .live))
        }
        try amazon.stop()
        try engine.stop()
    }

    private static func row(_ name: String, _ body: () async throws -> Void) async throws {
        var costs: [Double] = []
        var rates: [Double] = []
        for _ in 0..<rounds {
            let sample = try await Sample.measure(calls) {
                for _ in 0..<calls { try await body() }
            }
            costs.append(sample.cost)
            rates.append(sample.rate)
        }
        costs.sort()
        rates.sort()
        Table.row(
            name, costs[rounds / 2], least: costs[0], most: costs[rounds - 1],
            String(format: "%.1f ms each", 1000 / rates[rounds / 2]))
    }

    /// The state of one process of a function, with the sample home.
    private struct Function {
        let skill: Skill
        let delivery: InvocationDelivery

        init(_ location: DynamoDBStoreSettings.Location, amazon: String) throws {
            var settings = try AssemblySettings<DynamoDBStore>(environment: [
                "PORCHLIGHT_LWA_CLIENT_ID": "client", "PORCHLIGHT_LWA_CLIENT_SECRET": "secret",
                "PORCHLIGHT_LWA_URL": "\(amazon)/auth/o2/token", "PORCHLIGHT_GATEWAY_URL": "\(amazon)/v3/events",
                "PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "0",
                "PORCHLIGHT_DEFERRAL_SLOW_INTERFACES": "Alexa.LockController",
            ])
            settings.store.location = location
            let logger = Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() }
            let assembly = Assembly(settings, logger: logger)
            let transport = try assembly.transport()
            let store = DynamoDBStore(location, transport, environment: .live)
            skill = assembly.skill([SimulatedHome(.sample, environment: .live)], store, transport)
            delivery = assembly.invocationDelivery(store, transport)
        }

        /// Answers a directive, completes its work and delivers its events, like one invocation.
        func invoke(_ namespace: String, _ name: String, _ endpoint: String?, _ expected: String) async throws {
            let events = InvocationEvents()
            let event = await InvocationEvents.$current.withValue(events) {
                await skill.answer(
                    to: Self.directive(namespace, name, endpoint), timeLeft: .seconds(20), requestId: "r")
            }
            let deadline = Deadline(in: .seconds(20), .live)
            let delivering = Task { await delivery.deliver(events, before: deadline) }
            await skill.finishDeferred(of: "r", before: deadline)
            events.close()
            await delivery.finish(delivering, of: events, before: deadline)
            let answer = JSONDocument(parsing: event.encoded()).value?.object?["event"]?.object?["header"]?.object
            guard answer?["name"]?.string == expected else {
                throw BenchmarkFailure("\(name) is answered with \(answer?["name"]?.string ?? "nothing")")
            }
        }

        private static func directive(_ namespace: String, _ name: String, _ endpoint: String?) -> [UInt8] {
            let scope: JSONValue = ["type": "BearerToken", "token": "access-token-from-skill"]
            var header: JSONObject = [
                "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3",
                "messageId": .string(UUID().uuidString),
            ]
            var directive: JSONObject = ["payload": ["scope": scope]]
            if let endpoint {
                header["correlationToken"] = "correlation"
                directive["endpoint"] = ["endpointId": .string(endpoint), "scope": scope, "cookie": [:]]
                directive["payload"] = [:]
            } else if name == "AcceptGrant" {
                directive["payload"] = ["grant": ["type": "OAuth2.AuthorizationCode", "code": "c"], "grantee": scope]
            }
            directive["header"] = .object(header)
            return JSONValue.object(["directive": .object(directive)]).encoded()
        }
    }
}
