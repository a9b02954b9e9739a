import AlexaProtocol
import Logging
package import Timing

extension InvocationDelivery {
    /// The longest delay of a message. Entries that are due later are left to the sweep. Source: Amazon SQS API Reference,
    /// SendMessage.
    static let longestDelay = Duration.seconds(900)
    /// Timeout of one call of the doorbell.
    private static let ringTimeout = Duration.seconds(2)
    /// The time before a deadline that is kept for the doorbell. A longer time would cut off work that ends at its own deadline,
    /// a second before Lambda's.
    private static let reserve = Duration.milliseconds(400)

    /// How long before the deadline of an invocation its deliveries end, to leave time for the doorbell; zero without one.
    package var ringingTime: Duration { queue.hasDoorbell ? Self.reserve : .zero }

    /// Waits for the deliveries of an invocation, and rings the doorbell for the entries that remain.
    ///
    /// Sends no request if the invocation has stored nothing, or if nothing remains.
    package func finish(_ delivering: Task<Void, Never>, of events: InvocationEvents, before deadline: Deadline) async {
        let customers = events.allCustomers
        if queue.hasDoorbell, !customers.isEmpty {
            await withDeadline(deadline.earlier(by: ringingTime), environment, late: ()) { await delivering.value }
            for customer in customers { await ring(forRestOf: queue.key(of: customer), before: deadline) }
        }
        await delivering.value
    }

    /// Delivers the due entries of the customers that a batch of doorbell messages names, concurrently, and rings for the entries
    /// that remain.
    ///
    /// - Parameter customers: each once.
    /// - Returns: those for whom the store failed, or whose deliveries have not ended by the deadline.
    package func deliver(to customers: [CustomerKey], before deadline: Deadline) async -> [CustomerKey] {
        // Not cancelled at the deadline: an event that is being sent would be sent twice.
        let tasks = customers.map { customer in
            DeadlineTask(environment) { await visit(customer, before: deadline) }
        }
        var failed: [CustomerKey] = []
        for (customer, task) in zip(customers, tasks) where await task.value(before: deadline) != true {
            failed.append(customer)
        }
        return failed
    }

    /// - Returns: whether the store worked and the time was sufficient.
    private func visit(_ customer: CustomerKey, before deadline: Deadline) async -> Bool {
        do throws(StoreFailure) {
            switch try await deliver(to: customer, before: deadline.earlier(by: ringingTime)) {
            // A process that has leased nothing does not ring: of several messages for one customer only one leads to another.
            case .done: return true
            case .begun:
                await ring(forRestOf: customer, before: deadline)
                return true
            case .notBegun: return false
            }
        } catch {
            logger.error("not_delivered", metadata: ["reason": "\(error)"])
            return false
        }
    }

    /// Rings for the customers of `entries`, which were just delivered, if a further entry of theirs is due later.
    func ring(forRestOf entries: [OutboxEntry], before deadline: Deadline) async {
        guard queue.hasDoorbell else { return }
        var customers: [CustomerID] = []
        for entry in entries where !customers.contains(entry.customer) { customers.append(entry.customer) }
        let now = environment.now()
        await withTaskGroup { group in
            for customer in customers {
                let key = queue.key(of: customer)
                guard let due = queue.knownDue(of: key), due > now else { continue }
                group.addTask { await self.ring(forRestOf: key, before: deadline) }
            }
        }
    }

    /// Rings for a customer, with the time when the next entry is due, if one waits. A failure is logged: the sweep delivers the
    /// entry.
    private func ring(forRestOf customer: CustomerKey, before deadline: Deadline) async {
        guard let due = queue.knownDue(of: customer) else { return }
        let delay = Duration.milliseconds(max(0, due.milliseconds - environment.now().milliseconds))
        guard delay <= Self.longestDelay else { return }
        do throws(StoreFailure) {
            try await queue.ring(
                for: customer, after: delay,
                before: Deadline.earlier(of: deadline, Deadline(in: Self.ringTimeout, environment)))
            logger.debug("doorbell_rung", metadata: ["wait_ms": .stringConvertible(delay.milliseconds)])
        } catch {
            logger.warning("doorbell_not_rung", metadata: ["reason": "\(error)"])
        }
    }
}
