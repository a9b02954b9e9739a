import AlexaProtocol
package import Logging
package import Timing

/// Delivers what the outbox holds inside the invocations of a function (AWS Lambda), which runs only while it is invoked.
///
/// An invocation delivers the events of its own directive. What it cannot deliver, and what a process that was killed has left
/// behind, is delivered by ``sweep(before:)``, which a schedule calls.
package struct InvocationDelivery: Sendable {
    /// How often one event is sent in one invocation: once, and at most three times again. Source: Alexa, Send Events to the
    /// Alexa Event Gateway.
    private static let mostAttempts = 4
    /// Nothing is sent if less time is left.
    private static let shortestDelivery = Duration.seconds(1)
    /// How long after the end of the invocation others may take what it has leased.
    private static let leaseMargin = Duration.seconds(5)
    /// How many deliveries at a time, and how many of them for one customer.
    private static let concurrency = 64
    private static let perCustomer = 8

    private let queue: any CustomerQueue
    private let delivery: EntryDelivery
    private let environment: SkillEnvironment
    private let logger: Logger

    /// Delivers what `queue` holds.
    package init(
        _ queue: any CustomerQueue, delivery: EventDelivery, environment: SkillEnvironment, logger: Logger
    ) {
        self.queue = queue
        self.delivery = EntryDelivery(queue, delivery, environment: environment, logger: logger)
        self.environment = environment
        self.logger = logger
    }

    /// Delivers the events of an invocation as they come, until it has no more or the deadline passes.
    package func deliver(_ events: InvocationEvents, before deadline: Deadline) async {
        await withTaskGroup { group in
            for await customer in events.customers {
                group.addTask { await self.deliver(to: customer, before: deadline) }
            }
        }
    }

    /// Delivers what one customer's queues hold, with the gateway's pauses between the attempts.
    private func deliver(to customer: CustomerID, before deadline: Deadline) async {
        for attempt in 1...Self.mostAttempts {
            guard deadline.timeLeft > Self.shortestDelivery else { return }
            let next: Timestamp?
            do throws(StoreFailure) {
                let now = environment.now()
                let entries = try await queue.lease(
                    of: customer, upTo: Self.perCustomer, at: now, until: leaseEnd(from: now, deadline),
                    before: storeDeadline(before: deadline))
                next = try await deliver(entries)
            } catch {
                logger.error("not_delivered", metadata: ["reason": "\(error)"])
                return
            }
            guard let next, attempt < Self.mostAttempts else { return }
            let pause = Duration.milliseconds(max(0, next.milliseconds - environment.now().milliseconds))
            // It stays in the outbox, with its time.
            guard pause + Self.shortestDelivery < deadline.timeLeft else { return }
            await environment.sleep(pause)
        }
    }

    /// Delivers everything that is due, whoever has put it in, until nothing is left or the deadline is near.
    ///
    /// - Throws: when the queue cannot be read or written.
    package func sweep(before deadline: Deadline) async throws(StoreFailure) {
        var delivered = 0
        while deadline.timeLeft > Self.shortestDelivery {
            let now = environment.now()
            let entries = try await queue.lease(
                upTo: Self.concurrency, perCustomer: Self.perCustomer, at: now, until: leaseEnd(from: now, deadline),
                before: storeDeadline(before: deadline))
            guard !entries.isEmpty else { break }
            delivered += entries.count
            _ = try await deliver(entries)
        }
        logger.info("swept", metadata: ["events": .stringConvertible(delivered)])
    }

    /// Delivers leased entries, all at the same time.
    ///
    /// - Returns: when the first of those that have to be sent again may be.
    private func deliver(_ entries: [OutboxEntry]) async throws(StoreFailure) -> Timestamp? {
        let results = await withTaskGroup(of: Result<EntryDelivery.Outcome, StoreFailure>.self) { group in
            for entry in entries {
                group.addTask { () async -> Result<EntryDelivery.Outcome, StoreFailure> in
                    do throws(StoreFailure) {
                        return .success(try await self.delivery.deliver(entry))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            var results: [Result<EntryDelivery.Outcome, StoreFailure>] = []
            for await result in group { results.append(result) }
            return results
        }
        var next: Timestamp?
        for result in results {
            let outcome = try result.get()
            if case .misconfigured(let reason) = outcome.gateway {
                logger.critical("delivery_paused", metadata: ["reason": "\(reason)"])
                return nil
            }
            if let time = outcome.notBefore { next = min(next ?? time, time) }
        }
        return next
    }

    private func leaseEnd(from now: Timestamp, _ deadline: Deadline) -> Timestamp {
        now.advanced(by: deadline.timeLeft + Self.leaseMargin)
    }

    private func storeDeadline(before deadline: Deadline) -> Deadline {
        Deadline.earlier(of: deadline, Deadline(in: EntryDelivery.storeTimeout, environment))
    }
}
