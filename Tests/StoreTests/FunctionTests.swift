import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import HTTPTypes
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
    @Test(arguments: StoreEngine.dynamoDB)
    func keepsAGrantAndDeliversADeferredAnswerAfterTheDeferredResponse(engine: StoreEngine) async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let setup = try await FunctionSetup(engine, amazon: server.url, folder: folder, latency: 200)
            try await LoopbackLambda.run { lambda in
                let process = try FunctionProcess(at: lambda, setup.settings)
                defer { process.kill() }
                #expect(
                    FunctionSetup.name(await lambda.invoke(FunctionSetup.grant, requestId: "grant"))
                        == "AcceptGrant.Response")
                let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
                #expect(try await store.grant(of: .household)?.accessToken.exposed == "Atza|one")

                #expect(
                    FunctionSetup.name(await lambda.invoke(FunctionSetup.directive(1), requestId: "lock"))
                        == "DeferredResponse")
                // The next invocation is requested after the event is delivered.
                _ = await lambda.invoke(FunctionSetup.sweep, requestId: "sweep")
                #expect(amazon.events.map { $0["correlationToken"]?.string } == ["corr-1"])
                #expect(amazon.events.map { $0["name"]?.string } == ["Response"])
                #expect(try await store.all().isEmpty)
                for secret in FunctionSetup.secrets { #expect(!process.log.contains(secret)) }
            }
        }
    }

    /// The answer is returned before the doorbell rings, and the next directive is answered, too.
    @Test(arguments: [LoopbackAnswer(.ok, after: .seconds(3600)), LoopbackAnswer(.internalServerError), .hangUp])
    func aQueueInTroubleDelaysNoAnswer(_ trouble: LoopbackAnswer) async throws {
        guard let engine = StoreEngine.dynamoDB.first else { return }
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, { _, _ in trouble }) { sqs in
            try await LoopbackServer.run(tls: false, amazon.answer) { server in
                let setup = try await FunctionSetup(
                    engine, amazon: server.url, folder: folder, latency: 100, queue: sqs.url + "/123456789012/doorbell")
                let settings = setup.settings.merging(["AWS_ENDPOINT_URL_SQS": sqs.url]) { $1 }
                try await LoopbackLambda.run { lambda in
                    let process = try FunctionProcess(at: lambda, settings)
                    defer { process.kill() }
                    _ = await lambda.invoke(FunctionSetup.grant, requestId: "grant")
                    amazon.answerEvents(with: .unavailable(retryAfter: 60))
                    let answer = await lambda.invoke(FunctionSetup.directive(1), requestId: "first")
                    #expect(FunctionSetup.name(answer) == "DeferredResponse")
                    // Accepted only after the doorbell of the first invocation has failed.
                    let next = await lambda.invoke(FunctionSetup.directive(2), requestId: "second")
                    #expect(FunctionSetup.name(next) == "DeferredResponse")
                    #expect(process.log.contains(#""event":"doorbell_not_rung""#))
                    #expect(!process.log.contains("work_unfinished"))
                    // The event waits for the sweep.
                    let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
                    #expect(try await store.all().contains { $0.attempts == 1 })
                }
            }
        }
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func theCommandsUseTheTable(engine: StoreEngine) async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let queue = try await EngineProcess.of(engine).emptyQueue()
            let setup = try await FunctionSetup(
                engine, amazon: server.url, folder: folder, latency: 0, queue: queue)
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
            #expect(check.contains("ok       store queue \(queue)"), "\(check)")
            let list = try FunctionProcess.porchlight(["outbox", "list"], setup.settings)
            #expect(list.contains("\(entry.id)  dead"), "\(list)")
            let show = try FunctionProcess.porchlight(["outbox", "show", entry.id.rawValue], setup.settings)
            #expect(show.contains("dead-one"), "\(show)")
            _ = try FunctionProcess.porchlight(["outbox", "retry", "--all"], setup.settings)
            // The queue has the message of `check` and the one that makes the function send the event.
            let messages = try await EngineProcess.of(engine).messages(in: queue, waiting: 1)
            #expect(
                messages.contains { $0["Body"] == .string(#"{"customer":"\#(store.key(of: .household).rawValue)"}"#) })
            _ = try FunctionProcess.porchlight(["relay", "--once"], setup.settings)
            #expect(amazon.events.count == 1)
            #expect(try await store.all().isEmpty)
        }
    }
}
