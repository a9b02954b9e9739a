import AlexaProtocol
package import Logging
package import Timing

/// Delivers the outbox inside the invocations of a function (AWS Lambda), which runs only while it is invoked.
///
/// An invocation delivers the events of its own directive. For an event that it cannot deliver it rings the doorbell, if the
/// queue has one (``CustomerQueue``), and the function is invoked again when the event is due. Events whose process was killed or
/// whose doorbell message was lost are delivered by ``sweep(before:)``, which a schedule calls.
package struct InvocationDelivery: Sendable {
    /// The most attempts for one event in one invocation: the first and at most three retries. Source: Alexa, Send Events to the
    /// Alexa Event Gateway.
    private static let mostAttempts = 4
    /// No delivery starts with less time left.
    private static let shortestDelivery = Duration.seconds(1)
    /// How long after the end of the invocation its leases end.
    private static let leaseMargin = Duration.seconds(5)
    /// The most concurrent deliveries, and the most of them for one customer.
    private static let concurrency = 64
    private static let perCustomer = 8
    /// The most customers for whom one sweep rings. The next sweep, a minute later, rings for the rest.
    private static let mostRung = 10_000

    let queue: any CustomerQueue
    private let delivery: EntryDelivery
    let environment: SkillEnvironment
    let logger: Logger

    /// Delivers what `queue` holds.
    package init(
        _ queue: any CustomerQueue, delivery: EventDelivery, environment: SkillEnvironment, logger: Logger
    ) {
        self.queue = queue
        self.delivery = EntryDelivery(queue, delivery, environment: environment, logger: logger)
        self.environment = environment
        self.logger = logger
    }

    /// Delivers the events of an invocation as they are stored, until the stream ends or the deadline passes.
    package func deliver(_ events: InvocationEvents, before deadline: Deadline) async {
        await withTaskGroup { group in
            for await customer in events.customers {
                group.addTask {
                    do throws(StoreFailure) {
                        _ = try await self.deliver(to: self.queue.key(of: customer), before: deadline)
                    } catch {
                        self.logger.error("not_delivered", metadata: ["reason": "\(error)"])
                    }
                }
            }
        }
    }

    /// The progress with one customer's events.
    enum Progress {
        /// Nothing is left for this process to do.
        case done
        /// Something was delivered, and entries may remain.
        case begun
        /// There was no time to read the queue.
        case notBegun
    }

    /// Delivers the due entries of one customer, with the gateway's pauses between the attempts, until nothing is left or the
    /// deadline is near.
    ///
    /// - Throws: when the queue cannot be read or written.
    func deliver(to customer: CustomerKey, before deadline: Deadline) async throws(StoreFailure) -> Progress {
        var progress = Progress.notBegun
        var attempt = 1
        while deadline.timeLeft > Self.shortestDelivery {
            let now = environment.now()
            let entries = try await queue.lease(
                of: customer, upTo: Self.perCustomer, at: now, until: leaseEnd(from: now, deadline),
                before: storeDeadline(before: deadline))
            // Delivered already, or leased by another process, which settles it.
            guard !entries.isEmpty else { return progress == .begun ? .begun : .done }
            progress = .begun
            let round = try await deliver(entries)
            guard !round.isPaused, let due = queue.knownDue(of: customer) else { return .done }
            // Entries behind these in their queues may be due by now.
            guard due > environment.now() else { continue }
            guard let next = round.next, attempt < Self.mostAttempts else { break }
            attempt += 1
            let pause = Duration.milliseconds(max(0, next.milliseconds - environment.now().milliseconds))
            // Otherwise the entry stays in the outbox until it is due.
            guard pause + Self.shortestDelivery < deadline.timeLeft else { break }
            await environment.sleep(pause)
        }
        return progress
    }

    /// Delivers all due entries, of any process, until nothing is left or the deadline is near. If they are more than one round,
    /// it rings the doorbell for each customer instead, so that many processes deliver.
    ///
    /// - Throws: when the queue cannot be read or written.
    package func sweep(before deadline: Deadline) async throws(StoreFailure) {
        var (delivered, rung) = (0, 0)
        var mayRing = queue.hasDoorbell
        let end = deadline.earlier(by: ringingTime)
        while end.timeLeft > Self.shortestDelivery {
            let now = environment.now()
            let entries = try await queue.lease(
                upTo: Self.concurrency, perCustomer: Self.perCustomer, at: now, until: leaseEnd(from: now, deadline),
                before: storeDeadline(before: end))
            guard !entries.isEmpty else { break }
            delivered += entries.count
            // While our own setting is wrong, all other deliveries would fail too.
            guard try await !deliver(entries).isPaused else { break }
            await ring(forRestOf: entries, before: deadline)
            // A smaller round means that little is left. Other processes may have leased a part of it.
            guard mayRing, entries.count > Self.concurrency / 2 else { continue }
            guard let customers = try await ringForBacklog(before: end) else {
                mayRing = false
                continue
            }
            rung = customers
            guard rung == 0 else { break }
        }
        logger.info(
            "swept", metadata: ["events": .stringConvertible(delivered), "rung": .stringConvertible(rung)])
    }

    /// Rings the doorbell for each customer with due entries, if there are more customers than one round serves.
    ///
    /// - Returns: the number of customers, 0 if one round is enough; `nil` if the doorbell does not work.
    /// - Throws: when the queue cannot be read.
    private func ringForBacklog(before deadline: Deadline) async throws(StoreFailure) -> Int? {
        let customers = try await queue.dueCustomers(
            upTo: Self.mostRung, at: environment.now(), before: storeDeadline(before: deadline))
        guard customers.count > Self.concurrency else { return 0 }
        do throws(StoreFailure) {
            try await queue.ring(forEach: customers, before: storeDeadline(before: deadline))
            return customers.count
        } catch {
            logger.warning("doorbell_not_rung", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// Delivers leased entries concurrently.
    ///
    /// - Returns: the earliest time of a retry; whether delivery pauses because our own setting is wrong.
    private func deliver(
        _ entries: [OutboxEntry]
    ) async throws(StoreFailure) -> (next: Timestamp?, isPaused: Bool) {
        let results = await entries.concurrentResults { [delivery] entry async throws(StoreFailure) in
            try await delivery.deliver(entry)
        }
        var next: Timestamp?
        for result in results {
            let outcome = try result.get()
            if case .misconfigured(let reason) = outcome.gateway {
                logger.critical("delivery_paused", metadata: ["reason": "\(reason)"])
                return (nil, true)
            }
            if let time = outcome.notBefore { next = min(next ?? time, time) }
        }
        return (next, false)
    }

    private func leaseEnd(from now: Timestamp, _ deadline: Deadline) -> Timestamp {
        now.advanced(by: deadline.timeLeft + Self.leaseMargin)
    }

    private func storeDeadline(before deadline: Deadline) -> Deadline {
        Deadline.earlier(of: deadline, Deadline(in: EntryDelivery.storeTimeout, environment))
    }
}
