import AlexaProtocol
package import EventGateway
import Logging
import Synchronization
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
    private let running = Mutex<[String: Task<Void, Never>]>([:])

    /// Work whose answer may be deferred.
    struct Job: Sendable {
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
        /// The work; `true` once Alexa has been asked to wake the endpoint.
        let work: @Sendable (Bool) async -> CommandResult
    }

    /// A deferral whose promises are in `promises`.
    package init(_ promises: Promises, policy: Policy = Policy()) {
        self.promises = promises
        self.policy = policy
    }

    /// Waits until no deferred work is running.
    func finish() async {
        while let task = running.withLock({ $0.values.first }) { await task.value }
    }

    /// Cancels the deferred work that is running. Its promises keep their fallbacks.
    func cancel() {
        for task in running.withLock({ Array($0.values) }) { task.cancel() }
    }

    /// Runs the job; its event, or a DeferredResponse if it takes too long.
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
        run(messageId) {
            let body = await withTaskCancellationHandler {
                await self.end(of: work, job)
            } onCancel: {
                work.cancel()
            }
            guard !Task.isCancelled else {
                job.logger.warning("deferred_cancelled", metadata: ["message_id": "\(messageId)"])
                return job.logEnd(Event(messageId: messageId, job.late()))
            }
            let event = Event(messageId: messageId, body)
            job.logEnd(event)
            await self.fulfil(event, to: job.customer, until: due, environment, job.logger)
        }
        return deferred
    }

    /// The final event of deferred work. If the endpoint sleeps, Alexa is asked to wake it and the work is done again.
    /// Source: Alexa.WakeOnLANController.
    private func end(of work: DeadlineTask<CommandResult>, _ job: Job) async -> Event.Body {
        switch await work.value(before: job.workUntil, late: .done(job.late())) {
        case .done(let body): return body
        case .asleep: break
        }
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
        switch await again.value(before: job.workUntil, late: .done(job.late())) {
        case .done(let body): return body
        case .asleep: return job.asleep()
        }
    }

    private static func seconds(_ duration: Duration) -> Int {
        max(1, Int(duration.components.seconds))
    }

    /// Stores the promise of an answer.
    ///
    /// - Returns: `false` if it is not stored in time. The answer has to be given now; a promise that is stored later is
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
            run(fallback.messageId) { [promises] in
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

    /// Runs `work` in the background; ``finish()`` waits for it.
    private func run(_ messageId: String, _ work: @escaping @Sendable () async -> Void) {
        running.withLock { running in
            running[messageId] = Task {
                await work()
                self.running.withLock { $0[messageId] = nil }
            }
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
