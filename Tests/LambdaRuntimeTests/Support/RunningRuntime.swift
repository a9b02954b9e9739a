import HTTPTransport
import LambdaRuntime
import Logging
import LoopbackLambda
import Synchronization
import TestSupport
import Timing

/// A handler made of closures.
struct TestHandler: LambdaHandler {
    var answering: @Sendable (Invocation) async -> LambdaAnswer = { LambdaAnswer($0.body) }
    var flushing: @Sendable () -> Void = {}

    func answer(_ invocation: Invocation) async -> LambdaAnswer { await answering(invocation) }
    func flush() { flushing() }
}

/// Runs the loop over `handler` at a loopback Runtime API while `body` runs, then stops it; how the loop ended.
@discardableResult
func withRuntime(
    at lambda: LoopbackLambda, environment: SkillEnvironment = .live, log: LogSpy = LogSpy(),
    _ body: (LambdaRuntime<TestHandler>) async throws -> Void
) async throws -> LambdaRuntime<TestHandler>.End {
    try await withRuntime(TestHandler(), at: lambda, environment: environment, log: log, body)
}

/// The same with a handler.
@discardableResult
func withRuntime<Handler>(
    _ handler: Handler, at lambda: LoopbackLambda, concurrency: Int = 1, environment: SkillEnvironment = .live,
    clock: FreezeClock? = nil, log: LogSpy = LogSpy(), trace: TraceVariable? = nil,
    _ body: (LambdaRuntime<Handler>) async throws -> Void
) async throws -> LambdaRuntime<Handler>.End {
    let api = try RuntimeAPI(at: lambda.address, concurrency: concurrency, environment: environment, clock: clock)
    let runtime = LambdaRuntime(api, handler, environment: environment, logger: log.logger, trace: trace)
    let running = Task { await runtime.run(concurrency: concurrency) }
    do {
        try await body(runtime)
    } catch {
        runtime.stop()
        throw error
    }
    runtime.stop()
    return await running.value
}

/// A gate that tasks wait for.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}

extension [LoopbackLambda.Act] {
    /// The number of requests for the next invocation.
    var asked: Int { count(where: { $0 == .asked }) }
}
