import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import LoopbackLambda
import LoopbackServer
import TestSupport
import Testing
import Timing

/// The real `bootstrap` over a table, end to end: a grant, deferred answers, their delivery to a loopback gateway.
@Suite(
    .serialized, .timeLimit(.minutes(10)),
    .enabled(
        if: EngineProcess.isInstalled || EngineProcess.isRequired,
        "moto and ministack are missing, so `bootstrap` is not tested with a table; scripts/fetch-engines installs them"
    ))
struct FunctionTests {
    /// A table, its key and the settings of a function that uses it.
    private struct Setup {
        let settings: [String: String]
        let location: DynamoDBStoreSettings.Location

        /// - Parameter latency: how long the lock takes, in milliseconds.
        init(_ engine: StoreEngine, amazon: String, folder: TemporaryFolder, latency: Int) async throws {
            let process = try await EngineProcess.of(engine)
            let key = StoreKeyRing.randomKey()
            var location = try await process.emptyTable()
            location.keys = try StoreKeyRing(Secret(key))
            self.location = location
            let home = folder.path + "/home.json"
            try Data(Self.home(latency).utf8).write(to: URL(filePath: home))
            settings = [
                "PORCHLIGHT_HOME": home, "PORCHLIGHT_STORE_TABLE": location.table, "PORCHLIGHT_STORE_KEY": key,
                "PORCHLIGHT_LWA_CLIENT_ID": "client", "PORCHLIGHT_LWA_CLIENT_SECRET": "lwa-secret",
                "PORCHLIGHT_LWA_URL": "\(amazon)/auth/o2/token", "PORCHLIGHT_GATEWAY_URL": "\(amazon)/v3/events",
                "PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "0", "PORCHLIGHT_DEFERRAL_LIMIT_SECONDS": "1",
                "AWS_REGION": process.region, "AWS_ENDPOINT_URL_DYNAMODB": process.endpoint.description,
                "AWS_ACCESS_KEY_ID": process.credentials.accessKeyId,
                "AWS_SECRET_ACCESS_KEY": process.credentials.secretAccessKey.exposed,
            ]
        }

        private static func home(_ latency: Int) -> String {
            """
            {"endpoints": [{"endpointId": "lock", "friendlyName": "Front door", "description": "A lock", "manufacturerName": \
            "Porchlight", "displayCategories": ["SMARTLOCK"], "capabilities": [{"type": "AlexaInterface", "interface": \
            "Alexa", "version": "3"}, {"type": "AlexaInterface", "interface": "Alexa.LockController", "version": "3", \
            "properties": {"supported": [{"name": "lockState"}], "retrievable": true}}], \
            "simulation": {"latencyMs": \(latency)}}]}
            """
        }
    }

    private static func directive(_ number: Int) -> [UInt8] {
        let directive: JSONValue = [
            "header": [
                "namespace": "Alexa.LockController", "name": "Lock", "payloadVersion": "3",
                "messageId": .string("m-\(number)"), "correlationToken": .string("corr-\(number)"),
            ],
            "endpoint": [
                "endpointId": "lock", "scope": ["type": "BearerToken", "token": "access-token-from-skill"],
                "cookie": [:],
            ],
            "payload": [:],
        ]
        return JSONValue.object(["directive": directive]).encoded()
    }

    private static let grant = JSONValue.object([
        "directive": [
            "header": [
                "namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3",
                "messageId": "m-grant",
            ],
            "payload": [
                "grant": ["type": "OAuth2.AuthorizationCode", "code": "the-code"],
                "grantee": ["type": "BearerToken", "token": "access-token-from-skill"],
            ],
        ]
    ]).encoded()

    private static let sweep = Array(#"{"porchlight": "sweep"}"#.utf8)

    private static func name(_ outcome: LoopbackLambda.Outcome) -> String? {
        guard case .answered(let body) = outcome else { return nil }
        let event = JSONDocument(parsing: body).value?.object?["event"]?.object
        return event?["header"]?.object?["name"]?.string
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func keepsAGrantAndDeliversADeferredAnswerAfterTheDeferredResponse(engine: StoreEngine) async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let setup = try await Setup(engine, amazon: server.url, folder: folder, latency: 200)
            try await LoopbackLambda.run { lambda in
                let process = try FunctionProcess(at: lambda, setup.settings)
                defer { process.kill() }
                #expect(Self.name(await lambda.invoke(Self.grant, requestId: "grant")) == "AcceptGrant.Response")
                let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
                #expect(try await store.grant(of: .household)?.accessToken.exposed == "Atza|one")

                #expect(Self.name(await lambda.invoke(Self.directive(1), requestId: "lock")) == "DeferredResponse")
                // The next invocation is asked for when the event is delivered.
                _ = await lambda.invoke(Self.sweep, requestId: "sweep")
                #expect(amazon.events.map { $0["correlationToken"]?.string } == ["corr-1"])
                #expect(amazon.events.map { $0["name"]?.string } == ["Response"])
                #expect(try await store.all().isEmpty)
                for secret in ["Atza|one", "Atzr|one", "the-code", "lwa-secret", "access-token-from-skill", "corr-1"] {
                    #expect(!process.log.contains(secret))
                }
            }
        }
    }

    /// Processes that are killed at random moments of their work; a sweep delivers what they leave behind.
    @Test func nothingIsLostWhenProcessesAreKilled() async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        // A process each: more than twice as many would take minutes.
        let count = 20 * min(TestSize.factor, 2)
        var random = SplitMix64()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let engine = try #require(StoreEngine.dynamoDB.randomElement(using: &random))
            let setup = try await Setup(engine, amazon: server.url, folder: folder, latency: 100)
            var deferred: Set<String> = []
            try await LoopbackLambda.run { lambda in
                let process = try FunctionProcess(at: lambda, setup.settings)
                defer { process.kill() }
                #expect(Self.name(await lambda.invoke(Self.grant, requestId: "grant")) == "AcceptGrant.Response")
            }
            for number in 0..<count {
                let delay = Int.random(in: 0...400, using: &random)
                try await LoopbackLambda.run { lambda in
                    let process = try FunctionProcess(at: lambda, setup.settings)
                    async let answer = lambda.invoke(Self.directive(number), requestId: "r-\(number)")
                    // From the request for the invocation on; the moment of the kill is what is tried.
                    await lambda.wait { $0.contains(.asked) }
                    try await Task.sleep(for: .milliseconds(delay))
                    process.kill()
                    lambda.forget()
                    if Self.name(await answer) == "DeferredResponse" { deferred.insert("corr-\(number)") }
                }
            }
            // Fallbacks are due 5 s after the end of the work.
            let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
            try await LoopbackLambda.run { lambda in
                let process = try FunctionProcess(at: lambda, setup.settings)
                defer { process.kill() }
                var sweeps = 0
                while try await store.nextDue() != nil, sweeps < 1000 {
                    _ = await lambda.invoke(Self.sweep, requestId: "sweep-\(sweeps)")
                    sweeps += 1
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
            #expect(try await store.all().isEmpty)
            let ids = Dictionary(grouping: amazon.events) { $0["correlationToken"]?.string ?? "" }
                .mapValues { Set($0.map { $0["messageId"]?.string ?? "" }) }
            for token in deferred { #expect(ids[token]?.count == 1, "\(token), seed \(random.seed)") }
            for (token, ids) in ids { #expect(ids.count == 1, "\(token), seed \(random.seed)") }
            print("\(count) killed, \(deferred.count) deferred, \(amazon.events.count) events (\(engine))")
        }
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func theCommandsUseTheTable(engine: StoreEngine) async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let setup = try await Setup(engine, amazon: server.url, folder: folder, latency: 0)
            let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
            let now = SkillEnvironment.live.now()
            _ = try await store.accept(
                Grant(
                    customer: .household, acceptedAt: now, region: .eu, accessToken: Secret("Atza|two"),
                    refreshToken: Secret("r"), obtainedAt: now, expiresAt: now.advanced(by: .seconds(3600))))
            try await store.add(
                .answer("dead-one", body: #"{"event": {"header": {"messageId": "dead-one"}}, "token": ""#),
                for: .household, at: now, expiresAt: now.advanced(by: .seconds(600)), before: .soon)
            let entry = try #require(
                try await store.lease(
                    upTo: 1, perCustomer: 1, at: now, until: now.advanced(by: .seconds(60)), before: .soon
                ).first)
            try await store.settle(entry, .dead(reason: "400", attempts: 4), at: now)

            let check = try FunctionProcess.porchlight(["check"], setup.settings)
            #expect(check.contains("ok       store table \(setup.location.table)"), "\(check)")
            let list = try FunctionProcess.porchlight(["outbox", "list"], setup.settings)
            #expect(list.contains("\(entry.id)  dead"), "\(list)")
            let show = try FunctionProcess.porchlight(["outbox", "show", entry.id.rawValue], setup.settings)
            #expect(show.contains("dead-one"), "\(show)")
            _ = try FunctionProcess.porchlight(["outbox", "retry", "--all"], setup.settings)
            _ = try FunctionProcess.porchlight(["relay", "--once"], setup.settings)
            #expect(amazon.events.count == 1)
            #expect(try await store.all().isEmpty)
        }
    }
}
