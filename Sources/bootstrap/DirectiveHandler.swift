import AlexaProtocol
import EventGateway
import HTTPTransport
import LambdaRuntime
import Logging
import Skill
import Synchronization
import Telemetry
import Timing

/// Answers each invocation: a directive with its event; a schedule's call or a batch of doorbell messages by delivering the
/// events that are due.
final class DirectiveHandler: LambdaHandler {
    private let skill: Skill
    private let transport: HTTPTransport?
    private let delivery: InvocationDelivery?
    private let environment: SkillEnvironment
    private let logger: Logger
    private let flushing: @Sendable () -> Void
    private let initialised: Duration
    /// An action for after the first answer; nil once it has run.
    private let start = Mutex<(@Sendable () -> Void)?>(nil)

    /// How long background calls to clouds may delay the next directive.
    private static let longestWait = Duration.seconds(2)

    /// A sweep, and the deliveries that messages ask for, end this long before Lambda's deadline.
    private static let sweepMargin = Duration.seconds(1)

    /// - Parameters:
    ///   - transport: the transport to the clouds, whose calls have to end before the process is frozen. Nil if there are none,
    ///     or if the process is never frozen.
    ///   - delivery: delivers events; nil without a store.
    ///   - initialised: how long the process took to initialise itself.
    ///   - flush: writes the metrics, and buffered log lines.
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

    /// Runs an action after the first answer, which need not wait for it.
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

    /// Whether this is the message of a schedule: `{"porchlight": "sweep"}`.
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

    /// Delivers the due events of the customers in the messages. The answer follows the deliveries, because it names the
    /// messages that SQS has to deliver again.
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
        // Not cancelled with this task: an event in flight would be sent twice.
        let delivering = Task { [delivery] () -> Void in await delivery?.deliver(events, before: workEnd) }
        await skill.finishDeferred(of: requestId, before: workEnd)
        events.close()
        await delivery?.finish(delivering, of: events, before: deadline)
        await waitForCalls(before: deadline)
    }

    /// Waits for background calls, such as the early renewal of a token. In a frozen process they would fail, and so would the
    /// next directive that needs the token.
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
