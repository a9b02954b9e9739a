import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import LoopbackServer
import TestSupport
import Testing
import Timing

/// The real `bootstrap` as a function in ministack's Lambda, with a table, behind a queue: end to end, with no sweep.
@Suite(
    .serialized, .timeLimit(.minutes(3)),
    .enabled(
        if: EngineProcess.isInstalled || EngineProcess.isRequired,
        "ministack is missing, so `bootstrap` is not tested behind a queue; scripts/fetch-engines installs it"))
struct LambdaFunctionTests {
    /// Waits at most a minute until `condition` is true.
    private static func wait(until condition: () async throws -> Bool) async throws {
        let start = ContinuousClock.now
        while try await !condition() {
            guard ContinuousClock.now - start < .seconds(60) else {
                Issue.record("it does not come to pass")
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// The number of messages in a queue, including received ones.
    private static func messages(in queue: String) async throws -> Int {
        let answer = try await EngineProcess.of(.ministack).sqs().call(
            "GetQueueAttributes", ["QueueUrl": .string(queue), "AttributeNames": ["All"]], before: .soon)
        let attributes = answer["Attributes"]?.object ?? [:]
        return [
            "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ].reduce(0) { $0 + (attributes[$1]?.string.flatMap { Int($0) } ?? 0) }
    }

    /// A grant, a deferred lock, a gateway whose pause exceeds the invocation, the doorbell, the delivery.
    @Test func theDoorbellHasALateEventDelivered() async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let queue = try await EngineProcess.of(.ministack).emptyQueue(visibility: 30)
            let setup = try await FunctionSetup(
                .ministack, amazon: server.url, folder: folder, latency: 100, queue: queue)
            let function = try await LambdaEngine(setup.settings, timeout: 5, folder: folder)
            try await function.connect(to: queue)
            let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)

            #expect(FunctionSetup.name(try await function.invoke(FunctionSetup.grant)) == "AcceptGrant.Response")
            #expect(try await store.grant(of: .household)?.accessToken.exposed == "Atza|one")

            amazon.answerEvents(with: .unavailable(retryAfter: 5))
            #expect(FunctionSetup.name(try await function.invoke(FunctionSetup.directive(1))) == "DeferredResponse")
            try await Self.wait { amazon.whole.count == 1 }
            try await Self.wait { try await Self.messages(in: queue) == 1 }
            #expect(try await store.all().count == 1)

            try await Self.wait { amazon.whole.count == 2 }
            #expect(amazon.events.map { $0["name"]?.string } == ["Response", "Response"])
            #expect(amazon.events.map { $0["correlationToken"]?.string } == ["corr-1", "corr-1"])
            #expect(Set(amazon.events.map { $0["messageId"]?.string }).count == 1)
            try await Self.wait { try await Self.messages(in: queue) == 0 }
            #expect(try await store.all().isEmpty)
            #expect(amazon.whole.count == 2)
            let log = try function.log
            #expect(log.contains(#""event":"doorbell""#))
            #expect(!log.contains(#""event":"swept""#))
            for secret in FunctionSetup.secrets { #expect(!log.contains(secret)) }
        }
    }

    /// A lock that takes longer than the invocation: its error is stored when there is no time left to deliver it.
    @Test func theDoorbellHasTheErrorOfLateWorkDelivered() async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let queue = try await EngineProcess.of(.ministack).emptyQueue(visibility: 30)
            let setup = try await FunctionSetup(
                .ministack, amazon: server.url, folder: folder, latency: 60_000, queue: queue)
            let settings = setup.settings.merging(["PORCHLIGHT_DEFERRAL_LIMIT_SECONDS": "20"]) { $1 }
            let function = try await LambdaEngine(settings, timeout: 4, folder: folder)
            try await function.connect(to: queue)
            #expect(FunctionSetup.name(try await function.invoke(FunctionSetup.grant)) == "AcceptGrant.Response")
            #expect(FunctionSetup.name(try await function.invoke(FunctionSetup.directive(1))) == "DeferredResponse")
            try await Self.wait { amazon.whole.count == 1 }
            #expect(amazon.events.map { $0["name"]?.string } == ["ErrorResponse"])
            #expect(amazon.events.map { $0["correlationToken"]?.string } == ["corr-1"])
            let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
            try await Self.wait { try await store.all().isEmpty }
            #expect(try !function.log.contains(#""event":"swept""#))
        }
    }

    /// While the table cannot be read, the message is reported as failed, and SQS redelivers it.
    @Test func aMessageThatFailedComesAgain() async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let queue = try await EngineProcess.of(.ministack).emptyQueue(visibility: 1)
            let setup = try await FunctionSetup(
                .ministack, amazon: server.url, folder: folder, latency: 0, queue: queue)
            let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
            let now = SkillEnvironment.live.now()
            _ = try await store.accept(
                Grant(
                    customer: .household, acceptedAt: now, region: .eu, accessToken: Secret("Atza|one"),
                    refreshToken: Secret("r"), obtainedAt: now, expiresAt: now.advanced(by: .seconds(3600))))
            try await store.add(
                .answer("late", body: #"{"event": {"header": {"messageId": "late"}}, "token": ""#),
                for: .household, at: now, expiresAt: now.advanced(by: .seconds(600)), before: .soon)
            try await FaultyEngine.run(.ministack) { faulty, _ in
                // The function accesses its table through the faulty server.
                let settings = setup.settings.merging(["AWS_ENDPOINT_URL_DYNAMODB": faulty.url]) { $1 }
                faulty.deny("GetItem")
                let function = try await LambdaEngine(settings, timeout: 5, folder: folder)
                try await function.connect(to: queue)
                try await store.ring(for: store.key(of: .household), after: .zero, before: .soon)
                // A foreign message in the same queue is not redelivered.
                _ = try await EngineProcess.of(.ministack).sqs().call(
                    "SendMessage", ["QueueUrl": .string(queue), "MessageBody": "nonsense"], before: .soon)
                try await Self.wait { try function.log.contains(#""event":"not_delivered""#) }
                #expect(amazon.whole.isEmpty)
                faulty.deny(nil)
                try await Self.wait { amazon.whole.count == 1 }
                try await Self.wait { try await Self.messages(in: queue) == 0 }
                #expect(try await store.all().isEmpty)
                #expect(try function.log.components(separatedBy: #""event":"doorbell_unreadable""#).count == 2)
            }
        }
    }
}
