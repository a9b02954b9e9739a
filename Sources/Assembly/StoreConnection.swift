package import AlexaProtocol
package import EventGateway
package import Logging
package import Skill
package import Timing

/// A store that is opened in the background and, after a failure, again.
///
/// A directive that does not need the store is answered even if the store cannot be opened. A call that needs it waits for the
/// opening until its own deadline.
package actor StoreConnection<Store: SkillStore>: GrantStore, PromiseStore, AccountStore {
    private enum State {
        case closed
        case opening(Task<Result<Store, StoreFailure>, Never>)
        case open(Store)
        case failed(StoreFailure, at: Duration)
    }

    /// Minimum interval between two attempts to open the store.
    package static var retryInterval: Duration { .seconds(5) }

    private let open: @Sendable () async -> Result<Store, StoreFailure>
    private let environment: SkillEnvironment
    private let logger: Logger
    private var state = State.closed

    /// A connection to the store that `open` opens. It is opened by ``start()`` or the first call.
    package init(
        environment: SkillEnvironment, logger: Logger,
        open: @escaping @Sendable () async -> Result<Store, StoreFailure>
    ) {
        self.open = open
        self.environment = environment
        self.logger = logger
    }

    /// Starts opening the store, unless that was started before.
    package func start() {
        if case .closed = state { _ = attempt() }
    }

    /// Waits for the end of the current attempt to open the store, so that its failure is in the log.
    package func waitForAttempt(before deadline: Deadline) async {
        guard case .opening(let task) = state else { return }
        _ = await DeadlineTask(environment) { await task.value }.value(before: deadline)
    }

    private func attempt() -> Task<Result<Store, StoreFailure>, Never> {
        let task = Task { await self.finish(self.open()) }
        state = .opening(task)
        return task
    }

    private func finish(_ result: Result<Store, StoreFailure>) -> Result<Store, StoreFailure> {
        switch result {
        case .success(let store): state = .open(store)
        case .failure(let failure):
            logger.error("store_unavailable", metadata: ["reason": "\(failure)"])
            state = .failed(failure, at: environment.uptime())
        }
        return result
    }

    /// The store, as soon as it is open.
    ///
    /// - Throws: why it cannot be opened; `busy` if it is not open by the deadline.
    package func store(before deadline: Deadline) async throws(StoreFailure) -> Store {
        let task: Task<Result<Store, StoreFailure>, Never>
        switch state {
        case .open(let store): return store
        case .opening(let running): task = running
        case .closed: task = attempt()
        case .failed(let failure, let failedAt):
            guard environment.uptime() - failedAt >= Self.retryInterval else { throw failure }
            task = attempt()
        }
        guard let result = await DeadlineTask(environment, { await task.value }).value(before: deadline) else {
            throw StoreFailure(.busy, "The store was not opened in time; another process may hold it.")
        }
        return try result.get()
    }

    package func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await store(before: deadline).grant(of: customer, before: deadline)
    }

    package func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool {
        try await store(before: deadline).accept(grant, before: deadline)
    }

    package func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await store(before: deadline).update(grant, before: deadline)
    }

    package func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await store(before: deadline).claimRenewal(of: grant, at: now, until: until, before: deadline)
    }

    package func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await store(before: deadline).renew(grant, before: deadline)
    }

    package func releaseRenewal(
        of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store(before: deadline).releaseRenewal(of: grant, claimedUntil: claimedUntil, before: deadline)
    }

    package func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int? {
        try await store(before: deadline).revoke(grant, before: deadline)
    }

    package func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store(before: deadline).promise(
            fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt, before: deadline)
    }

    package func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store(before: deadline).enqueue(
            event, for: customer, at: now, expiresAt: expiresAt, before: deadline)
    }

    package func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await store(before: deadline).fulfil(event, for: customer, at: now, before: deadline)
    }

    package func withdraw(
        _ messageId: String, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store(before: deadline).withdraw(messageId, of: customer, before: deadline)
    }

    package func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        try await store(before: deadline).homes(of: customer, before: deadline)
    }

    package func keep(
        _ home: StoredHome, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await store(before: deadline).keep(home, of: customer, before: deadline)
    }

    package func accounts(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerAccounts {
        try await store(before: deadline).accounts(of: customer, before: deadline)
    }

    package func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
        try await store(before: deadline).accountsAndHomes(of: customer, before: deadline)
    }
}
