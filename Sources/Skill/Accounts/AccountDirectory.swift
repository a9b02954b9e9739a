import AlexaProtocol
package import EventGateway
package import Logging
import Synchronization
import Telemetry
package import Timing

/// A cache of the customers' accounts in the store. At most one look-up per customer is in flight, and its callers share the
/// result. When the cache is full, the customers who were idle longest are evicted.
///
/// It is also the store of known homes: one query reads a customer's homes and accounts.
package final class AccountDirectory: Sendable {
    /// Time to live of cached accounts, unless ``renew(_:)`` is called.
    package static let lifetime = Duration.seconds(300)
    /// Time to live of an empty list of accounts.
    package static let emptyLifetime = Duration.seconds(30)
    /// How much longer stale accounts are used while the store fails.
    package static let grace = Duration.seconds(600)
    /// Timeout of one look-up.
    private static let storeTime = Duration.seconds(2)
    /// The most customers in the cache.
    private static let capacity = 2000

    /// The cached accounts of one customer.
    private final class Entry: Sendable {
        struct State: Sendable {
            var accounts: [LinkedAccount]?
            /// The uptime at which they were read.
            var asOf = Duration.zero
            /// Whether they have to be read again, whatever their age.
            var isOutdated = false
            /// Counts the calls of ``AccountDirectory/renew(_:)``: a look-up that began before the last of them is not cached.
            var generation = 0
            var lookup: SharedValue<Result<[LinkedAccount], StoreFailure>>?
            var lastUse = Duration.zero
        }

        let state = Mutex(State())
    }

    private let store: any AccountStore
    private let environment: SkillEnvironment
    private let logger: Logger
    private let entries = Mutex<[CustomerID: Entry]>([:])

    /// A cache of the accounts in `store`. Nothing is read before it is needed.
    package init(_ store: any AccountStore, environment: SkillEnvironment, logger: Logger) {
        self.store = store
        self.environment = environment
        self.logger = logger
    }

    /// Marks the cached accounts of a customer as stale: the next call reads them again. For Discover, so that a change takes
    /// effect at once.
    package func renew(_ customer: CustomerID) {
        guard let entry = entries.withLock({ $0[customer] }) else { return }
        entry.state.withLock { state in
            state.isOutdated = true
            state.generation += 1
            state.lookup = nil
        }
    }

    /// The accounts of a customer; empty if the store has none.
    ///
    /// - Throws: the store's failure, if nothing usable is cached.
    package func accounts(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> [LinkedAccount] {
        let entry = entry(of: customer)
        let now = environment.uptime()
        let step = entry.state.withLock { state -> Step in
            state.lastUse = now
            if let accounts = state.accounts, !state.isOutdated {
                let lifetime = accounts.isEmpty ? Self.emptyLifetime : Self.lifetime
                if now - state.asOf < lifetime { return .known(accounts) }
            }
            if let lookup = state.lookup { return .join(lookup) }
            let lookup = SharedValue<Result<[LinkedAccount], StoreFailure>>()
            state.lookup = lookup
            return .lookUp(lookup, state.generation)
        }
        let lookup: SharedValue<Result<[LinkedAccount], StoreFailure>>
        switch step {
        case .known(let accounts): return accounts
        case .join(let running): lookup = running
        case .lookUp(let new, let generation):
            lookup = new
            // Unstructured: cancelling the first caller does not cancel it.
            Task { await self.lookUp(customer, entry, generation, new) }
        }
        let limit = Deadline.earlier(of: deadline, Deadline(in: Self.storeTime, environment))
        let late = StoreFailure(.timedOut, "The accounts of the customer were not read in time.")
        return try await withDeadline(limit, environment, late: .failure(late)) { await lookup.get() }.get()
    }

    private enum Step {
        case known([LinkedAccount])
        case join(SharedValue<Result<[LinkedAccount], StoreFailure>>)
        case lookUp(SharedValue<Result<[LinkedAccount], StoreFailure>>, Int)
    }

    private func lookUp(
        _ customer: CustomerID, _ entry: Entry, _ generation: Int,
        _ lookup: SharedValue<Result<[LinkedAccount], StoreFailure>>
    ) async {
        do throws(StoreFailure) {
            let stored = try await store.accounts(
                of: customer, before: Deadline(in: Self.storeTime, environment))
            let accounts = keep(stored, in: entry, generation)
            entry.state.withLock { state in
                if state.generation == generation { state.lookup = nil }
            }
            lookup.set(.success(accounts))
        } catch {
            logger.warning(
                "accounts_not_read",
                metadata: ["customer": "\(LogHash.of(customer.rawValue))", "reason": "\(error)"])
            let known = self.known(entry, generation)
            lookup.set(known.map { .success($0) } ?? .failure(error))
        }
    }

    /// The stale accounts, for use while the store fails.
    private func known(_ entry: Entry, _ generation: Int) -> [LinkedAccount]? {
        let now = environment.uptime()
        return entry.state.withLock { state in
            if state.generation == generation { state.lookup = nil }
            guard let accounts = state.accounts, !accounts.isEmpty, now - state.asOf < Self.lifetime + Self.grace else {
                return nil
            }
            return accounts
        }
    }

    /// Caches what was read, unless ``renew(_:)`` was called meanwhile. Unchanged accounts keep their units.
    private func keep(_ stored: CustomerAccounts, in entry: Entry, _ generation: Int) -> [LinkedAccount] {
        let now = environment.uptime()
        return entry.state.withLock { state in
            let known = state.accounts ?? []
            let accounts = stored.accounts.map { account in
                known.first { $0.account == account } ?? LinkedAccount(account)
            }
            guard state.generation == generation else { return accounts }
            state.accounts = accounts
            state.asOf = now
            state.isOutdated = false
            return accounts
        }
    }

    private func entry(of customer: CustomerID) -> Entry {
        entries.withLock { entries in
            if let entry = entries[customer] { return entry }
            if entries.count >= Self.capacity {
                let idle = entries.map { ($0.key, $0.value.state.withLock(\.lastUse)) }.sorted { $0.1 < $1.1 }
                for (customer, _) in idle.prefix(Self.capacity / 10) { entries[customer] = nil }
            }
            let entry = Entry()
            entries[customer] = entry
            return entry
        }
    }
}

extension AccountDirectory: HomeStore {
    package func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        let entry = entry(of: customer)
        let now = environment.uptime()
        let generation = entry.state.withLock { state in
            state.lastUse = now
            return state.generation
        }
        let (accounts, homes) = try await store.accountsAndHomes(of: customer, before: deadline)
        _ = keep(accounts, in: entry, generation)
        return homes
    }

    package func keep(
        _ home: StoredHome, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store.keep(home, of: customer, before: deadline)
    }
}
