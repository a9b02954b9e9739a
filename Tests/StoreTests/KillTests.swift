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

/// The real `bootstrap`, killed (SIGKILL) at random moments of deferred directives, of sweeps and of batches of messages.
@Suite(
    .serialized, .timeLimit(.minutes(30)),
    .enabled(
        if: EngineProcess.isInstalled || EngineProcess.isRequired,
        "moto and ministack are missing, so `bootstrap` is not killed; scripts/fetch-engines installs them"))
struct KillTests {
    /// The number of processes to kill: more than twice as many would take minutes. Use `KILLS=500` before a release.
    private static let count =
        ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 20 * min(TestSize.factor, 2)

    /// The visibility timeout: how long a message that was received and not deleted is invisible, in seconds.
    private static let visibility = 2

    /// An invocation has 5 s, so an event whose gateway asks for 5 s is left to the doorbell.
    private static var deadline: HTTPFields {
        [.deadline: "\(SkillEnvironment.live.now().milliseconds + 5000)"]
    }

    @Test func eachDeferredDirectiveGetsExactlyOneFinalEvent() async throws {
        let folder = try TemporaryFolder()
        let amazon = AmazonScript()
        amazon.refuseEverySeventhEventOnce(with: .unavailable(retryAfter: 5))
        var random = SplitMix64()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            let kind = try #require(StoreEngine.dynamoDB.randomElement(using: &random))
            let engine = try await EngineProcess.of(kind)
            let queue = try await engine.emptyQueue(visibility: Self.visibility)
            let setup = try await FunctionSetup(
                kind, amazon: server.url, folder: folder, latency: 100, queue: queue)
            let poller = try QueuePoller(queue, of: engine)
            try await LoopbackLambda.run { lambda in
                let process = try FunctionProcess(at: lambda, setup.settings)
                defer { process.kill() }
                let answer = await lambda.invoke(FunctionSetup.grant, requestId: "grant")
                #expect(FunctionSetup.name(answer) == "AcceptGrant.Response")
            }
            var deferred: Set<String> = []
            for number in 0..<Self.count {
                let isDeferred = try await Self.kill(during: number, setup, poller, &random)
                if isDeferred { deferred.insert("corr-\(number)") }
            }
            let sweeps = try await Self.settle(setup, poller)
            let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
            #expect(try await store.all().isEmpty)
            let lost = Self.check(amazon.taken, deferred, seed: random.seed)
            let ids = Set(amazon.taken.map { Self.id($0) })
            let count = poller.count
            print(
                "\(Self.count) processes killed over \(kind), \(deferred.count) directives deferred: \(ids.count) events, "
                    + "\(amazon.taken.count - ids.count) identical repeats, \(lost) lost; \(amazon.whole.count) requests; "
                    + "\(count.messages) messages in \(count.batches) batches, of which \(count.lost) were killed; "
                    + "\(sweeps) sweeps at the end; seed \(random.seed)")
        }
    }

    /// Starts a process, invokes it with a directive and perhaps another event, and kills it at a random moment.
    ///
    /// - Returns: whether Alexa got a DeferredResponse.
    private static func kill(
        during number: Int, _ setup: FunctionSetup, _ poller: QueuePoller, _ random: inout SplitMix64
    ) async throws -> Bool {
        let second = Int.random(in: 0..<4, using: &random)
        // A lock takes 100 ms, and the delivery about as long.
        let delay = Int.random(in: 0...(second > 1 ? 300 : 700), using: &random)
        return try await LoopbackLambda.run { lambda in
            let process = try FunctionProcess(at: lambda, setup.settings)
            async let answer = lambda.invoke(FunctionSetup.directive(number), requestId: "r-\(number)", deadline)
            let other = Task {
                switch second {
                case 0: _ = await lambda.invoke(FunctionSetup.sweep, requestId: "sweep-\(number)", deadline)
                case 1:
                    // Cancelled with the process: SQS redelivers the messages.
                    do { _ = try await poller.deliver(to: lambda) } catch { break }
                default: break
                }
            }
            // The random delay starts with the request for the next invocation.
            await lambda.wait { $0.contains(.asked) }
            try await Task.sleep(for: .milliseconds(delay))
            process.kill()
            other.cancel()
            lambda.forget()
            let isDeferred = FunctionSetup.name(await answer) == "DeferredResponse"
            lambda.forget()
            await other.value
            return isDeferred
        }
    }

    /// Passes messages to a process and makes it sweep until nothing is left; the number of sweeps.
    private static func settle(_ setup: FunctionSetup, _ poller: QueuePoller) async throws -> Int {
        let store = DynamoDBStore(setup.location, try HTTPTransport(), environment: .live)
        return try await LoopbackLambda.run { lambda in
            let process = try FunctionProcess(at: lambda, setup.settings)
            defer { process.kill() }
            var sweeps = 0
            while try await store.nextDue() != nil, sweeps < 1000 {
                while try await poller.deliver(to: lambda) {}
                _ = await lambda.invoke(FunctionSetup.sweep, requestId: "last-\(sweeps)", deadline)
                sweeps += 1
                try await Task.sleep(for: .milliseconds(200))
            }
            // The remaining messages have nothing to deliver.
            _ = try await poller.deliver(to: lambda)
            return sweeps
        }
    }

    /// Checks that there is exactly one event for each deferred directive, at most one for each other, and that repeats are
    /// identical.
    ///
    /// - Returns: the number of deferred directives without an event.
    private static func check(_ events: [JSONObject], _ deferred: Set<String>, seed: UInt64) -> Int {
        let byToken = Dictionary(grouping: events) { $0["header"]?.object?["correlationToken"]?.string ?? "" }
        for token in deferred { #expect(byToken[token] != nil, "\(token) is lost, seed \(seed)") }
        for (token, events) in byToken {
            #expect(Set(events.map { id($0) }).count == 1, "\(token) has several events, seed \(seed)")
            #expect(events.allSatisfy { $0 == events[0] }, "\(token) has different repeats, seed \(seed)")
        }
        return deferred.count { byToken[$0] == nil }
    }

    private static func id(_ event: JSONObject) -> String { event["header"]?.object?["messageId"]?.string ?? "" }
}
