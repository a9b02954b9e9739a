import AlexaProtocol
package import Logging
package import Timing

/// Delivers the entries of a queue.
///
/// Order is kept per endpoint, and customers do not wait for each other. An entry that has to wait is written back to the queue
/// with the time of its next attempt, so that nothing is lost if this process ends meanwhile.
package struct Relay: Sendable {
    /// Concurrency, lease and pauses of a relay.
    package struct Configuration: Sendable {
        /// The most concurrent deliveries. More than the streams of a connection, usually 100: the others are being leased or
        /// settled, and many settlements share a commit.
        package var concurrency = 256
        /// The most of them for one customer.
        package var perCustomer = 8
        /// How long an entry is leased: at least ``shortestLease``, or another relay would send it too.
        package var lease: Duration = .seconds(180)
        /// The interval at which the queue is read when nothing is due: other processes add entries too.
        package var poll: Duration = .milliseconds(500)
        /// How long delivery pauses when our own settings are wrong.
        package var pause: Duration = .seconds(300)

        /// The longest time of one delivery and its settlement.
        package static let shortestLease = EventDelivery.longest + EntryDelivery.storeTimeout

        /// The default values of the properties.
        package init() {}
    }

    /// Why a run ended.
    package enum End: Hashable, Sendable {
        /// There is nothing left to deliver.
        case empty
        /// The stop signal was set.
        case stopped
        /// Our own setting is wrong; the text says which. Nothing can be delivered.
        case paused(String)
    }

    private let queue: any DeliveryQueue
    private let delivery: EntryDelivery
    private let configuration: Configuration
    private let environment: SkillEnvironment
    private let logger: Logger

    /// A relay from `queue` to the gateway.
    ///
    /// - Parameter attempted: is called for each attempt, which is logged as well.
    package init(
        _ queue: any DeliveryQueue, delivery: EventDelivery, policy: RetryPolicy = .eventGateway,
        configuration: Configuration = Configuration(), environment: SkillEnvironment, logger: Logger,
        attempted: @escaping @Sendable (AttemptRecord) -> Void = { _ in }
    ) {
        self.queue = queue
        self.delivery = EntryDelivery(
            queue, delivery, policy: policy, environment: environment, logger: logger, attempted: attempted)
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
    }

    /// Delivers until the stop signal is set; with `once`, until nothing is left that can be delivered.
    ///
    /// - Throws: when the queue cannot be read or written; without `once` only if the failure is permanent. Deliveries in flight
    ///   end first.
    package func run(once: Bool, until stop: StopSignal = StopSignal()) async throws(StoreFailure) -> End {
        var state = State()
        let result: Result<End, StoreFailure> = await withTaskGroup(of: TaskResult.self) { group in
            defer { group.cancelAll() }
            do throws(StoreFailure) {
                return .success(try await loop(&group, &state, once: once, until: stop))
            } catch {
                // A delivery that is cut off would be sent twice. Further failures here have the same cause.
                while state.underWay > 0 { try? await next(&group, &state) }
                return .failure(error)
            }
        }
        return try result.get()
    }

    private var storeDeadline: Deadline { Deadline(in: EntryDelivery.storeTimeout, environment) }

    private struct State {
        var breaker = GatewayCircuitBreaker()
        /// Deliveries in flight.
        var underWay = 0
        var isTimerRunning = false
        /// Whether the last call of the queue failed.
        var isStoreFailing = false
        /// Set while delivery pauses until this uptime, because our own setting is wrong.
        var pause: (reason: String, until: Duration)?
    }

    /// The result of a child task.
    private enum TaskResult: Sendable {
        case settled(EntryDelivery.GatewayState)
        case failed(StoreFailure)
        case time
    }

    private func loop(
        _ group: inout TaskGroup<TaskResult>, _ state: inout State, once: Bool, until stop: StopSignal
    ) async throws(StoreFailure) -> End {
        while true {
            if stop.isRequested || Task.isCancelled {
                // Deliveries in flight end, so that their events are not sent twice.
                while state.underWay > 0 { try await next(&group, &state) }
                return .stopped
            }
            var wait: Duration? = configuration.poll
            do throws(StoreFailure) {
                wait = try await fill(&group, &state)
                state.isStoreFailing = false
            } catch {
                try tolerate(error, &state, once: once)
            }
            if state.underWay == 0, once {
                if let pause = state.pause { return .paused(pause.reason) }
                if wait == nil { return .empty }
            }
            if !state.isTimerRunning {
                state.isTimerRunning = true
                let pause = min(wait ?? configuration.poll, configuration.poll)
                group.addTask {
                    await environment.sleep(max(pause, .milliseconds(10)))
                    return .time
                }
            }
            do throws(StoreFailure) {
                try await next(&group, &state)
            } catch {
                try tolerate(error, &state, once: once)
            }
        }
    }

    /// Logs the first of a series of store failures and keeps running.
    ///
    /// - Throws: the failure if it is permanent, or if `once` is set.
    private func tolerate(_ failure: StoreFailure, _ state: inout State, once: Bool) throws(StoreFailure) {
        guard failure.mayPass, !once else { throw failure }
        if !state.isStoreFailing { logger.error("outbox_unavailable", metadata: ["reason": "\(failure)"]) }
        state.isStoreFailing = true
    }

    /// Leases entries that are due, up to the concurrency.
    ///
    /// - Returns: the time until more may be due; `nil` if nothing waits.
    private func fill(
        _ group: inout TaskGroup<TaskResult>, _ state: inout State
    ) async throws(StoreFailure) -> Duration? {
        let uptime = environment.uptime()
        if let pause = state.pause {
            guard uptime >= pause.until else { return pause.until - uptime }
            state.pause = nil
        }
        if let until = state.breaker.pausedUntil, uptime < until { return until - uptime }
        let room = (state.breaker.isProbing ? 1 : configuration.concurrency) - state.underWay
        // A lease costs a transaction, so it should cover several entries.
        if room > 0, state.underWay == 0 || room >= configuration.concurrency / 4 {
            let now = environment.now()
            let entries = try await queue.lease(
                upTo: room, perCustomer: configuration.perCustomer, at: now,
                until: now.advanced(by: configuration.lease), before: storeDeadline)
            for entry in entries {
                state.underWay += 1
                group.addTask {
                    do throws(StoreFailure) {
                        return .settled(try await delivery.deliver(entry).gateway)
                    } catch {
                        return .failed(error)
                    }
                }
            }
            if !entries.isEmpty { return configuration.poll }
        }
        guard state.underWay == 0 else { return configuration.poll }
        guard let due = try await queue.nextDue(before: storeDeadline) else { return nil }
        let wait = Duration.milliseconds(due.milliseconds - environment.now().milliseconds)
        // An entry that is due and was not leased waits for another relay: its customer has as many leases as allowed.
        return wait > .zero ? wait : configuration.poll
    }

    /// Waits for one delivery or the timer.
    private func next(_ group: inout TaskGroup<TaskResult>, _ state: inout State) async throws(StoreFailure) {
        switch await group.next() {
        case .time?:
            state.isTimerRunning = false
        case .failed(let failure)?:
            state.underWay -= 1
            throw failure
        case .settled(let gateway)?:
            state.underWay -= 1
            note(gateway, &state)
        case nil: break
        }
    }

    private func note(_ gateway: EntryDelivery.GatewayState, _ state: inout State) {
        switch gateway {
        case .reachable:
            state.breaker.noteSuccess()
        case .unavailable:
            let before = state.breaker.pausedUntil
            state.breaker.noteFailure(at: environment.uptime(), random: environment.random())
            if state.breaker.pausedUntil != before { logger.error("gateway_unavailable") }
        case .misconfigured(let reason):
            if state.pause == nil { logger.critical("delivery_paused", metadata: ["reason": "\(reason)"]) }
            state.pause = (reason, environment.uptime() + configuration.pause)
        case .unknown: break
        }
    }
}
