import AlexaProtocol
import EventGateway
import HTTPTransport
import LambdaRuntime
import Logging
import Skill
import Synchronization
import Telemetry
import Timing

/// Answers each invocation: a directive with its event, a schedule's call and a batch of doorbell messages by delivering what is due.
final class DirectiveHandler: LambdaHandler {
    private let skill: Skill
    private let transport: HTTPTransport?
    private let delivery: InvocationDelivery?
    private let environment: SkillEnvironment
    private let logger: Logger
    private let flushing: @Sendable () -> Void
    private let initialised: Duration
    /// What is left to do after the first answer; nil when it has been done.
    private let start = Mutex<(@Sendable () -> Void)?>(nil)

    /// How long calls to clouds that nobody waits for may keep the process from the next directive.
    private static let longestWait = Duration.seconds(2)

    /// A sweep, and the deliveries that messages ask for, end so long before Lambda's deadline.
    private static let sweepMargin = Duration.seconds(1)

    /// - Parameters:
    ///   - transport: the transport to the clouds, whose calls have to end before the process is frozen. Nil if there are none, or if
    ///     the process is never frozen.
    ///   - delivery: delivers events; nil without a store.
    ///   - initialised: how long the process took to initialise itself.
    ///   - flush: writes the metrics, and the lines that are kept.
    init(
        _ skill: Skill, _ transport: HTTPTransport?, _ delivery: InvocationDelivery? = nil,
        environment: SkillEnvironment, logger: Logger,
        initialised: Duration, flush: @escaping @Sendable () -> Void
    ) {
        self.skill = skill
        self.transport = transport
        self.delivery = delivery
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
        if let delivery, Self.isSweep(invocation.body) {
            return await LogContext.$current.withValue(context) { await sweep(delivery, before: invocation.deadline) }
        }
        if let batch = DoorbellBatch(invocation.body) {
            return await LogContext.$current.withValue(context) { await deliver(batch, before: invocation.deadline) }
        }
        let events = InvocationEvents()
        let event = await LogContext.$current.withValue(context) {
            await InvocationEvents.$current.withValue(events) {
                await skill.answer(
                    to: invocation.body, timeLeft: invocation.deadline.timeLeft, requestId: invocation.requestId)
            }
        }
        return LambdaAnswer(event.encoded()) { [self] deadline in
            await LogContext.$current.withValue(context) {
                await finish(events, invocation.requestId, before: deadline)
            }
        }
    }

    /// What a schedule has to send: `{"porchlight": "sweep"}`.
    private static func isSweep(_ body: [UInt8]) -> Bool {
        guard body.count < 100 else { return false }
        return JSONDocument(parsing: body).value?.object?["porchlight"]?.string == "sweep"
    }

    private func sweep(_ delivery: InvocationDelivery, before deadline: Deadline) async -> LambdaAnswer {
        do throws(StoreFailure) {
            try await delivery.sweep(before: deadline.earlier(by: Self.sweepMargin))
        } catch {
            logger.error("not_swept", metadata: ["reason": "\(error)"])
        }
        return LambdaAnswer(Array("{}".utf8)) { [self] in await waitForCalls(before: $0) }
    }

    /// Delivers what is due of the customers whom the messages name. The answer comes afterwards: it decides which messages come again.
    private func deliver(_ batch: DoorbellBatch, before deadline: Deadline) async -> LambdaAnswer {
        for message in batch.messages where message.customer == nil {
            logger.warning("doorbell_unreadable", metadata: ["sqs_message_id": "\(message.id)"])
        }
        let customers = batch.customers
        guard let delivery else {
            logger.error("doorbell_without_store")
            return LambdaAnswer(batch.answer(failed: customers))
        }
        let failed = await delivery.deliver(to: customers, before: deadline.earlier(by: Self.sweepMargin))
        logger.info(
            "doorbell",
            metadata: [
                "customers": .stringConvertible(customers.count), "failed": .stringConvertible(failed.count),
            ])
        return LambdaAnswer(batch.answer(failed: failed)) { [self] in await waitForCalls(before: $0) }
    }

    /// Waits for deferred work and delivers its events.
    private func finish(_ events: InvocationEvents, _ requestId: String, before deadline: Deadline) async {
        let workEnd = deadline.earlier(by: delivery?.ringingTime ?? .zero)
        // Not cancelled with this task: what is being sent would be sent twice.
        let delivering = Task { [delivery] () -> Void in await delivery?.deliver(events, before: workEnd) }
        await skill.finishDeferred(of: requestId, before: workEnd)
        events.close()
        await delivery?.finish(delivering, of: events, before: deadline)
        await waitForCalls(before: deadline)
    }

    /// Waits for what nobody waits for, such as the early renewal of a token: in a frozen process it would fail, and with it the next
    /// directive that needs the token.
    private func waitForCalls(before deadline: Deadline) async {
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
