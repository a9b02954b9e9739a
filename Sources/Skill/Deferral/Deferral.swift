import AlexaProtocol
package import EventGateway
import Logging
import Synchronization
import Telemetry
import Timing

/// Defers slow answers: a DeferredResponse now, and exactly one event through the gateway later.
///
/// Source: Alexa.DeferredResponse.
package final class Deferral: Sendable {
    /// How long the check for a grant may take before the directive is answered without deferral.
    static let grantCheckTime = Duration.seconds(1)
    /// How long one write to the store may take after the DeferredResponse.
    private static let storeTime = Duration.seconds(4)

    let promises: Promises
    let policy: Policy
    /// Work that has to end before the process does, by message id.
    private let running = Mutex<[String: RunningWork]>([:])

    /// Work whose answer may be deferred.
    struct Job: Sendable {
        /// The host's id of the request, for ``finish(_:)``.
        let requestId: String?
        let customer: CustomerID
        let correlationToken: Secret?
        /// Whether the answer is deferred without waiting first.
        let isSlow: Bool
        let record: DirectiveRecord
        let answerBy: Deadline
        let workUntil: Deadline
        let environment: SkillEnvironment
        let logger: Logger
        /// What is sent if this process ends before the work does.
        let fallback: Event.Body
        /// Asks Alexa to wake the endpoint.
        let wakeUp: Event.Body
        /// The error event when the endpoint sleeps and Alexa cannot be asked to wake it.
        let asleep: @Sendable () -> Event.Body
        /// The error event when the work does not end in time; also notes that in the directive's record.
        let late: @Sendable () -> Event.Body
        /// Is called with the final event when the answer was deferred.
        let logEnd: @Sendable (Event) -> Void
        /// The work. Its argument is `true` once Alexa has been asked to wake the endpoint.
        let work: @Sendable (Bool) async -> CommandResult
    }

    /// Work in the background.
    private struct RunningWork: Sendable {
        let task: Task<Void, Never>
        let requestId: String?
        let giveUp: (@Sendable (Bool) -> Void)?
        /// Whether the second summary line of its directive has been written.
        var isLogged = false

        func isOf(_ requestId: String?) -> Bool { requestId == nil || self.requestId == requestId }
    }

    /// A deferral whose promises are in `promises`.
    package init(_ promises: Promises, policy: Policy = Policy()) {
        self.promises = promises
        self.policy = policy
    }

    /// Waits until no deferred work is running.
    ///
    /// - Parameter requestId: of which request; nil for all.
    func finish(_ requestId: String? = nil) async {
        while let task = running.withLock({ $0.values.first { $0.isOf(requestId) }?.task }) { await task.value }
    }

    /// Cancels the running deferred work and logs that. Its promises keep their fallbacks. ``finish(_:)`` no longer waits for
    /// it, even while it still runs.
    ///
    /// - Parameter requestId: of which request; nil for all.
    func cancel(_ requestId: String? = nil) {
        let cancelled = running.withLock { running in
            let cancelled = running.filter { $0.value.isOf(requestId) }
            for messageId in cancelled.keys { running[messageId] = nil }
            return cancelled.values
        }
        for work in cancelled {
            work.task.cancel()
            work.giveUp?(work.isLogged)
        }
    }

    /// Runs the job. Returns its event, or a DeferredResponse if it takes too long.
    func answer(_ job: Job) async -> Event {
        let environment = job.environment
        let messageId = environment.makeMessageId()
        let work = DeadlineTask(environment) { await job.work(false) }
        if !job.isSlow {
            let wait = Deadline.earlier(of: job.answerBy, Deadline(in: policy.after, environment))
            if case .done(let body)? = await work.value(before: wait) { return Event(messageId: messageId, body) }
        }
        let fallback = Event(messageId: messageId, job.fallback)
        guard await promise(fallback, job) else {
            switch await work.value(before: job.answerBy, late: .done(job.late())) {
            case .done(let body): return Event(messageId: messageId, body)
            case .asleep: return Event(messageId: messageId, job.asleep())
            }
        }
        job.record.noteAnswer(messageId)
        let due = Deadline(in: job.workUntil.timeLeft + Promises.grace, environment)
        let deferred = Event(
            messageId: environment.makeMessageId(),
            .deferredResponse(
                correlationToken: job.correlationToken,
                estimatedDeferralInSeconds: Self.seconds(min(policy.greatestEstimate, job.workUntil.timeLeft))))
        let giveUp: @Sendable (Bool) -> Void = { [context = LogContext.current] isLogged in
            LogContext.$current.withValue(context) {
                job.logger.warning("deferred_cancelled", metadata: ["answer_id": "\(messageId)"])
            }
            if !isLogged { job.logEnd(Event(messageId: messageId, job.late())) }
        }
        run(messageId, of: job.requestId, giveUp: giveUp) {
            let body = await self.end(of: work, job)
            guard self.mayLogEnd(of: messageId) else { return }
            let event = Event(messageId: messageId, body)
            job.logEnd(event)
            await self.fulfil(event, to: job.customer, until: due, environment, job.logger)
        }
        return deferred
    }

    /// The final event of deferred work. If the endpoint sleeps, Alexa is asked to wake it and the work is done again.
    /// Source: Alexa.WakeOnLANController.
    private func end(of work: DeadlineTask<CommandResult>, _ job: Job) async -> Event.Body {
        switch await result(of: work, job) {
        case .done(let body): return body
        case .asleep: break
        }
        guard !Task.isCancelled else { return job.asleep() }
        let wakeUp = Event(messageId: job.environment.makeMessageId(), job.wakeUp)
        do throws(StoreFailure) {
            try await promises.enqueue(
                wakeUp, to: job.customer, lifetime: job.workUntil.timeLeft,
                before: Deadline(in: Self.storeTime, job.environment))
        } catch {
            job.logger.error("not_woken", metadata: ["reason": "\(error)"])
            return job.asleep()
        }
        let again = DeadlineTask(job.environment) { await job.work(true) }
        switch await result(of: again, job) {
        case .done(let body): return body
        case .asleep: return job.asleep()
        }
    }

    /// The result of the work. Cancelling the calling task cancels the work.
    private func result(of work: DeadlineTask<CommandResult>, _ job: Job) async -> CommandResult {
        await withTaskCancellationHandler {
            await work.value(before: job.workUntil, late: .done(job.late()))
        } onCancel: {
            work.cancel()
        }
    }

    private static func seconds(_ duration: Duration) -> Int {
        max(1, Int(duration.components.seconds))
    }

    /// Stores the promise of an answer.
    ///
    /// - Returns: `false` if it is not stored in time. The directive has to be answered now; a promise that is stored later is
    ///   withdrawn.
    private func promise(_ fallback: Event, _ job: Job) async -> Bool {
        let workTime = job.workUntil.timeLeft
        let promise = DeadlineTask<Result<Void, StoreFailure>>(job.environment) { [promises] in
            do throws(StoreFailure) {
                return .success(
                    try await promises.promise(fallback, to: job.customer, workTime: workTime, before: job.answerBy))
            } catch {
                return .failure(error)
            }
        }
        switch await promise.value(waitingUntil: job.answerBy) {
        case .success: return true
        case .failure(let error) where error.kind != .timedOut:
            job.logger.error("not_deferred", metadata: ["reason": "\(error)"])
        case .failure, nil:
            job.logger.error("not_deferred", metadata: ["reason": "the store took too long"])
            // The promise may be stored nevertheless.
            run(fallback.messageId, of: job.requestId) { [promises] in
                if case .failure(let error) = await promise.value, error.kind != .timedOut { return }
                do throws(StoreFailure) {
                    try await promises.withdraw(
                        fallback, of: job.customer, before: Deadline(in: Self.storeTime, job.environment))
                } catch {
                    // Alexa gets the same error twice, under one message id.
                    job.logger.error("not_withdrawn", metadata: ["reason": "\(error)"])
                }
            }
        }
        return false
    }

    /// Runs `work` in the background; ``finish(_:)`` waits for it.
    ///
    /// - Parameter giveUp: is called if the work is cancelled, with whether its end has been logged.
    private func run(
        _ messageId: String, of requestId: String?, giveUp: (@Sendable (Bool) -> Void)? = nil,
        _ work: @escaping @Sendable () async -> Void
    ) {
        running.withLock { running in
            let task = Task {
                await work()
                self.running.withLock { $0[messageId] = nil }
            }
            running[messageId] = RunningWork(task: task, requestId: requestId, giveUp: giveUp)
        }
    }

    /// Whether the work has not been cancelled. If so, the caller logs its end, and ``cancel(_:)`` no longer does.
    private func mayLogEnd(of messageId: String) -> Bool {
        running.withLock { running in
            guard running[messageId] != nil else { return false }
            running[messageId]?.isLogged = true
            return true
        }
    }

    /// Replaces the fallback by the final event. While the store fails, tries again until the fallback is `due`.
    private func fulfil(
        _ event: Event, to customer: CustomerID, until due: Deadline, _ environment: SkillEnvironment, _ logger: Logger
    ) async {
        var isLogged = false
        do throws(StoreFailure) {
            let isInTime = try await retryEachSecond(environment, while: { !due.hasPassed && !Task.isCancelled }) {
                failure, isLast in
                guard isLast || !isLogged else { return }
                isLogged = true
                logger.error(
                    isLast ? "deferred_not_stored" : "deferred_store_retry",
                    metadata: ["message_id": "\(event.messageId)", "reason": "\(failure)"])
            } _: { () async throws(StoreFailure) in
                try await promises.fulfil(event, to: customer, before: Deadline(in: Self.storeTime, environment))
            }
            if !isInTime { logger.warning("deferred_too_late", metadata: ["message_id": "\(event.messageId)"]) }
        } catch {
            // Logged above. The fallback is in the outbox and will be delivered.
        }
    }
}
