import AlexaProtocol
package import Logging
package import Timing

/// Delivers what the outbox holds.
///
/// Order is kept per endpoint; customers do not wait for each other; so many deliveries are under way at a time. An entry
/// that has to wait is given back to the outbox with its time, so that nothing is lost if this process ends meanwhile.
package struct Relay: Sendable {
    /// How the relay works.
    package struct Configuration: Sendable {
        /// How many deliveries are under way at a time.
        package var concurrency = 64
        /// How many of them may be one customer's.
        package var perCustomer = 8
        /// How long an entry is ours. Longer than a delivery can take.
        package var lease: Duration = .seconds(120)
        /// How often the outbox is looked at when nothing is due: other processes put events in, too.
        package var poll: Duration = .milliseconds(500)
        /// How long nothing is sent when our own settings are wrong.
        package var pause: Duration = .seconds(300)

        /// The usual.
        package init() {}
    }

    /// Why a run ended.
    package enum End: Hashable, Sendable {
        /// There is nothing left to deliver.
        case empty
        /// It was told to stop.
        case stopped
        /// Our own setting keeps everything from being delivered; the text says which.
        case paused(String)
    }

    let queue: any DeliveryQueue
    let courier: Courier
    let policy: RetryPolicy
    let configuration: Configuration
    let environment: SkillEnvironment
    let logger: Logger
    let attempted: @Sendable (AttemptRecord) -> Void

    /// A relay from `queue` to the gateway that `courier` goes to.
    ///
    /// - Parameter attempted: is told each attempt, which is logged as well.
    package init(
        _ queue: any DeliveryQueue, courier: Courier, policy: RetryPolicy = .eventGateway,
        configuration: Configuration = Configuration(), environment: SkillEnvironment, logger: Logger,
        attempted: @escaping @Sendable (AttemptRecord) -> Void = { _ in }
    ) {
        self.queue = queue
        self.courier = courier
        self.policy = policy
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
        self.attempted = attempted
    }

    /// Delivers until told to stop; with `once` until nothing is left that could be delivered.
    ///
    /// - Throws: when the outbox cannot be read or written; without `once` only if that cannot pass. What is under way ends
    ///   before.
    package func run(once: Bool, until stop: StopSignal = StopSignal()) async throws(StoreFailure) -> End {
        var state = State()
        let result: Result<End, StoreFailure> = await withTaskGroup(of: Finding.self) { group in
            defer { group.cancelAll() }
            do throws(StoreFailure) {
                return .success(try await turn(&group, &state, once: once, until: stop))
            } catch {
                // Cut off, it would be sent twice. Whatever fails there fails for the same reason.
                while state.underWay > 0 { try? await next(&group, &state) }
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// How long one call of the store may take.
    private static let storeTimeout = Duration.seconds(5)

    var storeDeadline: Deadline { Deadline(in: Self.storeTimeout, environment) }

    /// What the loop knows.
    private struct State {
        var backoff = Backoff()
        var underWay = 0
        var isTimerRunning = false
        /// Whether the outbox could not be used when it was tried last.
        var isOutboxOut = false
        /// Our own setting is wrong, until this uptime.
        var pause: (reason: String, until: Duration)?
    }

    /// What a child task brings.
    private enum Finding: Sendable {
        case settled(Effect)
        case failed(StoreFailure)
        case time
    }

    /// What a delivery says of the gateway.
    enum Effect: Sendable {
        case reachable, unavailable, neither
        case paused(String)
    }

    private func turn(
        _ group: inout TaskGroup<Finding>, _ state: inout State, once: Bool, until stop: StopSignal
    ) async throws(StoreFailure) -> End {
        while true {
            if stop.isRequested || Task.isCancelled {
                try await finish(&group, &state)
                return .stopped
            }
            let wait: Duration?
            do throws(StoreFailure) {
                wait = try await fill(&group, &state)
                if state.isOutboxOut { logger.notice("outbox_available") }
                state.isOutboxOut = false
            } catch {
                try bear(error, &state, once: once)
                wait = configuration.poll
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
                try bear(error, &state, once: once)
            }
        }
    }

    /// Says once that the outbox cannot be used, and goes on: it may be possible again soon.
    ///
    /// - Throws: the failure if that is not to be hoped for, or not waited for.
    private func bear(_ failure: StoreFailure, _ state: inout State, once: Bool) throws(StoreFailure) {
        guard failure.mayPass, !once else { throw failure }
        if !state.isOutboxOut { logger.error("outbox_unavailable", metadata: ["reason": "\(failure)"]) }
        state.isOutboxOut = true
    }

    /// Takes what is due, as far as there is room. Returns how long it is until more may be due; `nil` if nothing waits.
    private func fill(
        _ group: inout TaskGroup<Finding>, _ state: inout State
    ) async throws(StoreFailure) -> Duration? {
        let uptime = environment.uptime()
        if let pause = state.pause {
            guard uptime >= pause.until else { return pause.until - uptime }
            state.pause = nil
        }
        if let until = state.backoff.pausedUntil, uptime < until { return until - uptime }
        let room = (state.backoff.isProbing ? 1 : configuration.concurrency) - state.underWay
        // A look into the outbox costs a transaction, so it is worth while for several entries only.
        if room > 0, state.underWay == 0 || room >= configuration.concurrency / 4 {
            let now = environment.now()
            let entries = try await queue.lease(
                upTo: room, perCustomer: configuration.perCustomer, at: now,
                until: now.advanced(by: configuration.lease), before: storeDeadline)
            for entry in entries {
                state.underWay += 1
                group.addTask {
                    do throws(StoreFailure) {
                        return .settled(try await deliver(entry))
                    } catch {
                        return .failed(error)
                    }
                }
            }
            if !entries.isEmpty { return configuration.poll }
        }
        guard state.underWay == 0 else { return configuration.poll }
        guard let due = try await queue.nextDue(before: storeDeadline) else { return nil }
        return .milliseconds(max(0, due.milliseconds - environment.now().milliseconds))
    }

    /// Waits for one delivery or the timer.
    private func next(_ group: inout TaskGroup<Finding>, _ state: inout State) async throws(StoreFailure) {
        switch await group.next() {
        case .time?:
            state.isTimerRunning = false
        case .failed(let failure)?:
            state.underWay -= 1
            throw failure
        case .settled(let effect)?:
            state.underWay -= 1
            switch effect {
            case .reachable:
                state.backoff.succeeded()
            case .unavailable:
                let before = state.backoff.pausedUntil
                state.backoff.failed(at: environment.uptime(), chance: environment.random())
                if state.backoff.pausedUntil != before { logger.error("gateway_unavailable") }
            case .paused(let reason):
                if state.pause == nil { logger.critical("delivery_paused", metadata: ["reason": "\(reason)"]) }
                state.pause = (reason, environment.uptime() + configuration.pause)
            case .neither: break
            }
        case nil: break
        }
    }

    /// Lets what is under way end, so that it is not sent twice.
    private func finish(_ group: inout TaskGroup<Finding>, _ state: inout State) async throws(StoreFailure) {
        while state.underWay > 0 { try await next(&group, &state) }
    }
}
