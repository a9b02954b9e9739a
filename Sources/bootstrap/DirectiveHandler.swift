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
    private let flushing: @Sendable () -> Void
    private let initialised: Duration
    /// What is left to do after the first answer; nil when it has been done.
    private let start = Mutex<(@Sendable () -> Void)?>(nil)

    /// How long calls to clouds that nobody waits for may keep the process from the next directive.
    private static let longestWait = Duration.seconds(2)

    /// - Parameters:
    ///   - transport: the transport to the clouds, whose calls have to end before the process is frozen. Nil if there are none, or if
    ///     the process is never frozen.
    ///   - initialised: how long the process took to initialise itself.
    ///   - flush: writes the metrics, and the lines that are kept.
    init(
        _ skill: Skill, _ transport: HTTPTransport?, environment: SkillEnvironment, logger: Logger,
        initialised: Duration, flush: @escaping @Sendable () -> Void
    ) {
        self.skill = skill
        self.transport = transport
        self.environment = environment
        self.logger = logger
        self.initialised = initialised
        flushing = flush
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
        return LambdaAnswer(event.encoded()) { [self] deadline in
            await finish(invocation.requestId, before: deadline)
        }
    }

    /// Waits for deferred work, and then for what nobody waits for, such as the early renewal of a token: in a frozen process
    /// it would fail, and with it the next directive that needs the token.
    private func finish(_ requestId: String, before deadline: Deadline) async {
        await skill.finishDeferred(of: requestId, before: deadline)
        guard let transport else { return }
        let end = Deadline.earlier(of: deadline, Deadline(in: Self.longestWait, environment))
        await withDeadline(end, environment, late: ()) { await transport.waitUntilIdle() }
    }

    func flush() {
        defer { flushing() }
        guard let action = start.withLock({ $0.take() }) else { return }
        action()
        logger.info("cold_start", metadata: ["init_ms": .stringConvertible(initialised.milliseconds)])
    }
}
