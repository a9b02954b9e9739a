import AlexaProtocol
import EventGateway
import Logging
import Synchronization
import Timing

/// A cache of the customers' endpoints, by cloud. When it is full, the customers who were idle longest are evicted.
///
/// At most one list and one look-up per customer and cloud are in flight, and their callers share the result.
final class HomeDirectory: Sendable {
    let adapters: [any DeviceAdapter]
    let environment: SkillEnvironment
    let store: (any HomeStore)?
    let logger: Logger
    private let limits: Skill.Options.HomeLimits
    /// By the customers' ids.
    private let homes = Mutex<[String: CustomerHome]>([:])
    /// Writes to the store, and lists that no directive waits for.
    let background = Mutex<[(number: Int, task: Task<Void, Never>)]>([])
    let backgroundCount = Atomic(0)

    /// How long the store may take before clouds are asked without it.
    private static let storeTime = Duration.seconds(1)
    /// Retry interval after a failed read of the store.
    private static let storeRetry = Duration.seconds(30)

    init(
        _ adapters: [any DeviceAdapter], store: (any HomeStore)?, limits: Skill.Options.HomeLimits,
        _ environment: SkillEnvironment, _ logger: Logger
    ) {
        self.adapters = adapters
        self.store = store
        self.limits = limits
        self.environment = environment
        self.logger = logger
    }

    /// The known endpoints of a customer; empty for a new customer.
    func home(of customer: CustomerID) -> CustomerHome {
        homes.withLock { homes in
            if let home = homes[customer.rawValue] { return home }
            if homes.count >= limits.customers { Self.forget(oldest: max(1, limits.customers / 10), of: &homes) }
            let home = CustomerHome(customer, clouds: adapters.count, at: environment.uptime())
            homes[customer.rawValue] = home
            return home
        }
    }

    /// Evicts idle customers until the number of endpoints is within the limit, but never `home` itself.
    func limitEndpoints(keeping home: CustomerHome) {
        homes.withLock { homes in
            var total = homes.values.reduce(0) { $0 + $1.usage.endpoints }
            guard total > limits.endpoints else { return }
            let idle = homes.values.filter { $0 !== home }.map { ($0.customer, $0.usage) }
                .sorted { $0.1.lastUse < $1.1.lastUse }
            for (customer, usage) in idle where total > limits.endpoints {
                homes[customer.rawValue] = nil
                total -= usage.endpoints
            }
        }
    }

    private static func forget(oldest count: Int, of homes: inout [String: CustomerHome]) {
        let idle = homes.map { ($0.key, $0.value.usage.lastUse) }.sorted { $0.1 < $1.1 }
        for (id, _) in idle.prefix(count) { homes[id] = nil }
    }

    /// Reads the stored endpoints of a customer, once per process. If the store fails or takes too long, that is logged, and
    /// the clouds are asked.
    func load(_ home: CustomerHome, before deadline: Deadline) async {
        guard let store else { return }
        let now = environment.uptime()
        let limit = Deadline.earlier(of: deadline, Deadline(in: Self.storeTime, environment))
        let (isStarted, loading): (Bool, SharedValue<Void>?) = home.withState { state in
            if state.isLoaded || state.loadNotBefore.map({ now < $0 }) ?? false { return (false, nil) }
            if let loading = state.loading { return (false, loading) }
            let loading = SharedValue<Void>()
            state.loading = loading
            return (true, loading)
        }
        guard let loading else { return }
        guard isStarted else {
            await withDeadline(limit, environment, late: ()) { await loading.get() }
            return
        }
        let late = StoreFailure(.timedOut, "the store took longer than \(Self.storeTime)")
        do throws(StoreFailure) {
            let stored = try await withDeadline(
                limit, environment, late: late,
                throwing: { () async throws(StoreFailure) in
                    try await store.homes(of: home.customer, before: limit)
                })
            finishLoading(home, stored)
        } catch {
            logger.warning("homes_not_read", metadata: ["customer": "\(home.hash)", "reason": "\(error)"])
            home.withState { state in
                state.loading = nil
                state.loadNotBefore = environment.uptime() + Self.storeRetry
            }
        }
        loading.set(())
    }

    private func finishLoading(_ home: CustomerHome, _ stored: [StoredHome]) {
        let now = environment.now()
        let uptime = environment.uptime()
        for item in stored {
            guard let index = adapters.firstIndex(where: { $0.cloud == item.cloud }) else { continue }
            guard let endpoints = Endpoint.readStored(item.endpoints) else {
                logger.warning(
                    "homes_not_read",
                    metadata: [
                        "customer": "\(home.hash)", "cloud": "\(item.cloud)",
                        "reason": "the stored endpoints are not JSON as this version writes it",
                    ])
                continue
            }
            // A clock that was set back must not give endpoints a negative age.
            let age = Duration.milliseconds(max(0, now.milliseconds - item.asOf.milliseconds))
            home.withState { state in
                guard state.parts[index].listedAt == nil else { return }
                state.parts[index].replace(with: endpoints, adapters[index], asOf: uptime - age)
                state.parts[index].noteStored(asOf: item.asOf)
            }
        }
        home.withState { state in
            state.isLoaded = true
            state.loading = nil
        }
        limitEndpoints(keeping: home)
    }
}
