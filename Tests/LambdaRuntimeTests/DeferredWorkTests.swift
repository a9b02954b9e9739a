import EventGateway
import HTTPTypes
import LambdaRuntime
import LoopbackLambda
import Skill
import TestSupport
import Testing
import Timing

@testable import bootstrap

/// Deferred answers in Lambda, with a store: the answer first, then work until the next invocation is requested, abandoned before
/// Lambda's deadline. With a test clock.
@Suite(.timeLimit(.minutes(2))) struct DeferredWorkTests {
    static let lock = Sent.command("Alexa.LockController", "Lock", to: "door")
    static let deferred = Answer("Alexa.DeferredResponse", correlationToken: "corr")
    static let done = Answer("Alexa.Response", correlationToken: "corr")
    static let failed = Answer("Alexa.ErrorResponse", correlationToken: "corr", errorType: "ENDPOINT_UNREACHABLE")

    private struct Scene {
        let lambda: LoopbackLambda
        let cloud: SlowLock
        let clock: SteppedClock
        let log: LogSpy

        /// Sends a Lock directive; its answer. Lambda's deadline is at `end`.
        func lock(_ requestId: String = "r-1", end: Duration) async -> Answer? {
            let fields: HTTPFields = [.deadline: clock.header(end)]
            guard case .answered(let event) = await lambda.invoke(lock, requestId: requestId, fields) else {
                return nil
            }
            return Answer(event)
        }

        /// The acts of the Runtime API, without bodies.
        var acts: [String] {
            lambda.acts.map { act in
                switch act {
                case .asked: "asked"
                case .responded(let requestId, let body): "\(requestId) \(Answer(body).name)"
                case .noted(let note): note
                case .failed, .failedToStart, .registered, .askedForEvents: "\(act)"
                }
            }
        }

        private var lock: [UInt8] { DeferredWorkTests.lock }
    }

    /// Runs the loop with the handler of `bootstrap`, over a skill with a store.
    ///
    /// - Parameter margin: the time before Lambda's deadline that is not available to clouds.
    private static func run(
        _ store: HeldPromises, margin: Duration = .seconds(1), concurrency: Int = 1,
        _ body: (Scene) async throws -> Void
    ) async throws {
        let (cloud, clock, log) = (SlowLock(), SteppedClock(), LogSpy())
        defer {
            cloud.moved.open()
            store.opened.open()
        }
        let environment = clock.environment
        var options = Skill.Options()
        options.margin = margin
        let skill = Skill(
            adapters: [cloud], grants: NoGrants(missing: "a login"),
            deferral: Deferral(Promises(store, environment: environment) { _, _ throws(StoreFailure) in true }),
            environment: environment, logger: log.logger, options: options)
        try await LoopbackLambda.run { lambda in
            let handler = DirectiveHandler(
                skill, nil, environment: environment, logger: log.logger, initialised: .zero,
                flush: { lambda.note("flushed at \(clock.uptime)") })
            try await withRuntime(handler, at: lambda, concurrency: concurrency, environment: environment, log: log) {
                _ in
                try await body(Scene(lambda: lambda, cloud: cloud, clock: clock, log: log))
            }
        }
    }

    @Test func theOutcomeIsStoredBeforeTheNextInvocationIsAskedFor() async throws {
        let store = HeldPromises()
        try await Self.run(store) { scene in
            async let answer = scene.lock(end: .seconds(30))
            await scene.clock.pass(to: .seconds(5))
            #expect(await answer == Self.deferred)
            // The work continues, and nothing waits for it yet.
            #expect(scene.acts == ["asked", "r-1 Alexa.DeferredResponse"])
            #expect(store.final == [Self.failed])
            scene.cloud.moved.open()
            await scene.lambda.wait { $0.asked == 2 }
            #expect(
                scene.acts == ["asked", "r-1 Alexa.DeferredResponse", "flushed at \(Duration.seconds(5))", "asked"])
            #expect(store.final == [Self.done])
            #expect(scene.log.lines("directive").map { $0.fields["outcome"] } == ["deferred", "ok"])
        }
    }

    /// Work may take until a second before Lambda's deadline. Then its failure is stored, and the next invocation is requested.
    @Test func workThatDoesNotEndHasFailedASecondBeforeTheDeadline() async throws {
        let store = HeldPromises()
        try await Self.run(store) { scene in
            async let answer = scene.lock(end: .seconds(10))
            await scene.clock.pass(to: .seconds(5))
            #expect(await answer == Self.deferred)
            await scene.clock.pass(to: .seconds(9))
            await scene.lambda.wait { $0.asked == 2 }
            #expect(scene.acts.suffix(2) == ["flushed at \(Duration.seconds(9))", "asked"])
            #expect(store.final == [Self.failed])
            #expect(scene.log.lines("directive").map { $0.fields["outcome"] } == ["deferred", "error"])
            #expect(scene.log.lines("deferred_cancelled").isEmpty)
            await scene.cloud.cancelled.pass()
        }
    }

    /// The work still runs shortly before Lambda's deadline: it is cancelled, and the fallback stays.
    @Test func workIsCancelledInTimeForTheNextInvocation() async throws {
        let store = HeldPromises()
        try await Self.run(store, margin: .zero) { scene in
            async let answer = scene.lock(end: .seconds(10))
            await scene.clock.pass(to: .seconds(5))
            #expect(await answer == Self.deferred)
            await scene.clock.pass(to: .seconds(10) - LambdaRuntime<DirectiveHandler>.margin)
            await scene.lambda.wait { $0.asked == 2 }
            #expect(scene.acts.suffix(2) == ["flushed at \(Duration.milliseconds(9700))", "asked"])
            await scene.cloud.cancelled.pass()
            #expect(store.final == [Self.failed])
            // All lines are written before Lambda may freeze the process.
            #expect(scene.log.lines("deferred_cancelled").map { $0.fields["message_id"] } == ["m-1"])
            #expect(scene.log.lines("directive").map { $0.fields["outcome"] } == ["deferred", "error"])

            // The work succeeds during the next directive: too late.
            scene.cloud.moved.open()
            await scene.cloud.returned.pass()
            #expect(await scene.lock("r-2", end: .seconds(40)) == Self.done)
            await scene.lambda.wait { $0.asked == 3 }
            #expect(store.final == [Self.failed])
            #expect(scene.log.lines("directive").count == 3)
        }
    }

    /// The work has ended, but the store does not accept its outcome: the fallback stays.
    @Test func aStoreThatHangsDoesNotKeepTheProcessFromTheNextInvocation() async throws {
        let store = HeldPromises(isOpen: false)
        try await Self.run(store) { scene in
            async let answer = scene.lock(end: .milliseconds(8500))
            await scene.clock.pass(to: .seconds(5))
            #expect(await answer == Self.deferred)
            scene.cloud.moved.open()
            await store.asked.pass()
            await scene.clock.pass(to: .milliseconds(8200))
            await scene.lambda.wait { $0.asked == 2 }
            #expect(scene.acts.suffix(2) == ["flushed at \(Duration.milliseconds(8200))", "asked"])
            #expect(store.final == [Self.failed])
            #expect(scene.log.lines("deferred_cancelled").count == 1)
            #expect(scene.log.lines("directive").map { $0.fields["outcome"] } == ["deferred", "ok"])
            // The next invocation does not wait for it either.
            #expect(await scene.lock("r-2", end: .seconds(40)) == Self.done)
            await scene.lambda.wait { $0.asked == 3 }
        }
    }

    /// With parallel invocations, each waits for, and cancels, only its own deferred work.
    @Test func eachInvocationHasItsOwnDeferredWork() async throws {
        let store = HeldPromises()
        try await Self.run(store, concurrency: 2) { scene in
            await scene.lambda.wait { $0.asked == 2 }
            async let answer = scene.lock(end: .seconds(40))
            await scene.clock.pass(to: .seconds(5))
            #expect(await answer == Self.deferred)
            // No time passes, and the work of r-1 does not end.
            for number in 2...4 {
                let fields: HTTPFields = [.deadline: scene.clock.header(.seconds(6))]
                let discovered = await scene.lambda.invoke(Sent.discover, requestId: "r-\(number)", fields)
                guard case .answered = discovered else {
                    Issue.record("not answered")
                    return
                }
                await scene.lambda.wait { $0.asked == number + 1 }
            }
            #expect(store.final == [Self.failed])
            scene.cloud.moved.open()
            await scene.lambda.wait { $0.asked == 6 }
            #expect(store.final == [Self.done])
            #expect(scene.log.lines("deferred_cancelled").isEmpty)
        }
    }
}
