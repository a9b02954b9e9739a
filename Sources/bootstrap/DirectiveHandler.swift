import AlexaProtocol
import HTTPTransport
import LambdaRuntime
import Logging
import Skill
import Synchronization
import Telemetry
import Timing

/// Answers each invocation, which is a directive, with its event.
final class DirectiveHandler: LambdaHandler {
    private let skill: Skill
    private let transport: HTTPTransport?
    private let environment: SkillEnvironment
    private let logger: Logger
    private let telemetry: Telemetry
    private let initialised: Duration
    /// What is left to do after the first answer; nil when it has been done.
    private let start = Mutex<(@Sendable () -> Void)?>(nil)

    /// How long calls to clouds that nobody waits for may keep the process from the next directive.
    private static let longestWait = Duration.seconds(2)

    /// - Parameter initialised: how long the process took to initialise itself.
    init(_ setup: LambdaSetup, initialised: Duration) {
        skill = setup.skill
        transport = setup.transport
        environment = setup.environment
        logger = setup.logger
        telemetry = setup.telemetry
        self.initialised = initialised
    }

    /// Has something done after the first answer, which does not have to wait for it.
    func whenWarm(_ action: @escaping @Sendable () -> Void) { start.withLock { $0 = action } }

    func answer(_ invocation: Invocation) async -> LambdaAnswer {
        let context = LogContext(
            requestId: invocation.requestId, trace: invocation.traceId.flatMap { XRayTrace($0) })
        let event = await LogContext.$current.withValue(context) {
            await skill.answer(
                to: invocation.body, timeLeft: invocation.deadline.timeLeft, requestId: invocation.requestId)
        }
        return LambdaAnswer(event.encoded()) { [self] deadline in await finish(before: deadline) }
    }

    /// Waits for deferred work, and then for what nobody waits for, such as the early renewal of a token: in a frozen process
    /// it would fail, and with it the next directive that needs the token.
    private func finish(before deadline: Deadline) async {
        await skill.finishDeferred(before: deadline)
        guard let transport else { return }
        let end = Deadline.earlier(of: deadline, Deadline(in: Self.longestWait, environment))
        await withDeadline(end, environment, late: ()) { await transport.waitUntilIdle() }
    }

    func flush() {
        defer { telemetry.flush() }
        guard let action = start.withLock({ $0.take() }) else { return }
        action()
        logger.info("cold_start", metadata: ["init_ms": .stringConvertible(initialised.milliseconds)])
    }
}
