import AlexaProtocol
import LambdaRuntime
import Logging
import Skill
import Synchronization
import Timing

/// Answers each invocation, which is a directive, with its event.
final class DirectiveHandler: LambdaHandler {
    private let skill: Skill
    private let logger: Logger
    private let initialised: Duration
    /// What is left to do after the first answer; nil when it has been done.
    private let start = Mutex<(@Sendable () -> Void)?>(nil)

    /// - Parameter initialised: how long the process took to initialise itself.
    init(_ setup: LambdaSetup, initialised: Duration) {
        skill = setup.skill
        logger = setup.logger
        self.initialised = initialised
    }

    /// Has something done after the first answer, which does not have to wait for it.
    func whenWarm(_ action: @escaping @Sendable () -> Void) { start.withLock { $0 = action } }

    func answer(_ invocation: Invocation) async -> LambdaAnswer {
        let event = await skill.answer(
            to: invocation.body, timeLeft: invocation.deadline.timeLeft, requestId: invocation.requestId)
        return LambdaAnswer(event.encoded()) { [skill] deadline in await skill.finishDeferred(before: deadline) }
    }

    func flush() {
        guard let action = start.withLock({ $0.take() }) else { return }
        action()
        logger.info("cold_start", metadata: ["init_ms": "\(initialised.milliseconds)"])
    }
}
