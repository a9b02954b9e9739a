import AlexaProtocol
package import EventGateway
import Logging
import Synchronization
import Timing

/// Puts off answers that take too long: a DeferredResponse now, and exactly one event through the gateway later.
///
/// Source: Alexa.DeferredResponse.
package final class Deferral: Sendable {
    /// What is put off, and for how long.
    package struct Policy: Sendable {
        /// How long an answer is waited for before it is put off.
        package var after: Duration = .seconds(5)
        /// The namespaces of interfaces whose devices are known to be slow: their answers are put off without waiting.
        package var slowInterfaces: Set<String> = []
        /// How long the work may take altogether.
        package var limit: Duration = .seconds(60)

        /// The usual.
        package init() {}
    }

    /// How long one call of the store may take once Alexa is not waiting for it.
    private static let storeTimeout = Duration.seconds(5)

    let promises: Promises
    private let policy: Policy
    private let owed = Mutex<[String: Task<Void, Never>]>([:])

    /// A deferral that keeps its word through `promises`.
    package init(_ promises: Promises, policy: Policy = Policy()) {
        self.promises = promises
        self.policy = policy
    }

    /// Waits until nothing is owed any more.
    func finish() async {
        while let task = owed.withLock({ $0.values.first }) { await task.value }
    }

    /// Starts `work` and answers with its outcome, or with a DeferredResponse if that takes too long.
    ///
    /// - Parameters:
    ///   - messageId: the final answer's.
    ///   - fallback: the final answer if this process ends before the work does.
    func answer(
        _ request: Request, of customer: CustomerID, messageId: String, environment: SkillEnvironment, logger: Logger,
        fallback: Event.Body, _ work: @escaping @Sendable (Deadline, AdapterAsked) async -> Event.Body
    ) async -> Event {
        let end = Deadline(in: policy.limit, environment)
        let asked = AdapterAsked()
        let attempt = DeadlineTask(environment) { await work(end, asked) }
        let isSlow = policy.slowInterfaces.contains(request.directive.header.namespace) && asked.isSo
        if !isSlow {
            let patience = Deadline(in: min(policy.after, request.deadline.timeLeft), environment)
            if let body = await attempt.value(before: patience) { return Event(messageId: messageId, body) }
        }
        let fallback = Event(messageId: messageId, fallback)
        let due = Deadline(in: policy.limit + Promises.grace, environment)
        guard
            await promise(fallback, to: customer, before: request.deadline, environment: environment, logger: logger)
        else {
            let body = await attempt.value(before: request.deadline, late: fallback.body)
            return Event(messageId: messageId, body)
        }
        owe(messageId) {
            let body = await attempt.value(before: end, late: fallback.body)
            await self.keep(Event(messageId: messageId, body), to: customer, until: due, environment, logger)
        }
        return Event(
            messageId: environment.makeMessageId(),
            .deferredResponse(correlationToken: request.address.correlationToken, estimatedDeferralInSeconds: nil))
    }

    /// Promises an answer.
    ///
    /// - Returns: whether the promise is on disk; if not, the answer is due at once, and a promise that comes true too late is
    ///   taken back.
    private func promise(
        _ fallback: Event, to customer: CustomerID, before deadline: Deadline, environment: SkillEnvironment,
        logger: Logger
    ) async -> Bool {
        let promise = DeadlineTask<Result<Void, StoreFailure>>(environment) { [promises, policy] in
            do throws(StoreFailure) {
                return .success(try await promises.make(fallback, to: customer, limit: policy.limit, before: deadline))
            } catch {
                return .failure(error)
            }
        }
        switch await promise.value(waitingUntil: deadline) {
        case .success: return true
        case .failure(let error) where error.kind != .timedOut:
            logger.error("not_deferred", metadata: ["reason": "\(error)"])
        case .failure, nil:
            logger.error("not_deferred", metadata: ["reason": "the store took too long"])
            // The promise may still be kept.
            owe(fallback.messageId) { [promises] in
                if case .failure(let error) = await promise.value, error.kind != .timedOut { return }
                do throws(StoreFailure) {
                    try await promises.withdraw(
                        fallback, of: customer, before: Deadline(in: Self.storeTimeout, environment))
                } catch {
                    // Alexa hears the same error twice, under one message id.
                    logger.error("not_withdrawn", metadata: ["reason": "\(error)"])
                }
            }
        }
        return false
    }

    /// Does what is owed under that message id; ``finish()`` waits for it.
    private func owe(_ messageId: String, _ work: @escaping @Sendable () async -> Void) {
        owed.withLock { owed in
            owed[messageId] = Task {
                await work()
                self.owed.withLock { $0[messageId] = nil }
            }
        }
    }

    /// Puts the outcome in the fallback's place, as often as the store does not take it, until the fallback is `due`.
    private func keep(
        _ event: Event, to customer: CustomerID, until due: Deadline, _ environment: SkillEnvironment, _ logger: Logger
    ) async {
        var isTold = false
        while true {
            do throws(StoreFailure) {
                let deadline = Deadline(in: Self.storeTimeout, environment)
                if try await !promises.keep(event, to: customer, before: deadline) {
                    logger.warning("deferred_too_late", metadata: ["message_id": "\(event.messageId)"])
                }
                return
            } catch {
                let isLast = due.timeLeft <= .zero
                if isLast || !isTold {
                    // The fallback is in the outbox and will be delivered.
                    logger.error(
                        isLast ? "deferred_not_kept" : "deferred_not_kept_yet",
                        metadata: ["message_id": "\(event.messageId)", "reason": "\(error)"])
                }
                if isLast { return }
                isTold = true
                await environment.sleep(.seconds(1))
            }
        }
    }
}
