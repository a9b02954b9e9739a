import EventGateway
import Foundation
import GRDB
import Synchronization
import Timing

/// Runs database work serially on its own thread. All work that arrives during a commit is committed together by the next one, so
/// that callers share one wait for the disk. A caller waits until its deadline at most, even if the disk or another process
/// blocks.
final class CommitQueue: Sendable {
    fileprivate struct State {
        var pending: [Operation] = []
        var running: [Operation] = []
        var isDraining = false
        /// The next time at which deadlines are checked.
        var nextCheck: ContinuousClock.Instant?
    }

    /// The most operations in one commit: other processes wait for as long as that takes.
    private static let greatestBatch = 256

    private let connection: StoreConnection
    private let path: String
    private let worker = DispatchQueue(label: "SQLiteStore")
    private let state = Mutex(State())

    init(_ connection: StoreConnection, path: String) {
        self.connection = connection
        self.path = path
    }

    /// Changes the store. `body` may run twice, but takes effect at most once. The change is on disk when the call returns.
    func write<Value: Sendable>(
        before deadline: Deadline, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await run(writes: true, deadline, body)
    }

    /// Reads the store.
    func read<Value: Sendable>(
        before deadline: Deadline, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await run(writes: false, deadline, body)
    }

    /// Closes the file, after all work that was submitted before.
    func close() async throws(StoreFailure) {
        let waiter = Waiter<Void>()
        try await waiter.value {
            worker.async { [connection, path] in
                waiter.finish(Result { try connection.close() }.mapError { StoreFailure($0, path: path) })
            }
        }
    }

    private func run<Value: Sendable>(
        writes: Bool, _ deadline: Deadline, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        let timeLeft = deadline.timeLeft
        guard timeLeft > .zero else { throw .busy(path) }
        let waiter = Waiter<Value>()
        return try await waiter.value {
            submit(
                // From here on by the machine's clock: waits for locks and for the disk take real time.
                Operation(
                    writes: writes, expiresAt: .now + timeLeft,
                    perform: { db in
                        let value = try body(db)
                        return { waiter.finish(.success(value)) }
                    },
                    fail: { waiter.finish(.failure($0)) }))
        }
    }

    private func submit(_ operation: Operation) {
        let (starts, checks) = state.withLock { state in
            state.pending.append(operation)
            defer { state.isDraining = true }
            return (!state.isDraining, state.plansCheck(at: operation.expiresAt))
        }
        if checks { check(at: operation.expiresAt) }
        if starts { worker.async { self.drain() } }
    }

    private func drain() {
        while let batch = nextBatch() {
            connection.waitForLocks(until: batch.map(\.expiresAt).max() ?? .now)
            do {
                try connection.database().writeWithoutTransaction { commit(batch, in: $0) }
            } catch {
                let failure = StoreFailure(error, path: path)
                for operation in batch { operation.end(failure) }
            }
        }
    }

    private func nextBatch() -> [Operation]? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isDraining = false
                state.running = []
                return nil
            }
            let batch = Array(state.pending.prefix(Self.greatestBatch))
            state.pending.removeFirst(batch.count)
            state.running = batch
            return batch
        }
    }

    /// Commits a batch. If an operation fails, the batch is run again with a savepoint for each, so that the others succeed.
    private func commit(_ batch: [Operation], in db: Database, isolated: Bool = false) {
        var outcomes: [@Sendable () -> Void] = []
        outcomes.reserveCapacity(batch.count)
        do {
            try db.inTransaction(batch.contains(where: \.writes) ? .immediate : .deferred) {
                for operation in batch {
                    outcomes.append(try isolated ? isolate(operation, in: db) : operation.run(in: db))
                }
                return .commit
            }
            for tell in outcomes { tell() }
        } catch {
            // After a run with savepoints nothing of the batch was kept. Operations that do not fit on the disk together may fit
            // one by one.
            let failure = StoreFailure(error, path: path)
            if batch.count == 1 || failure.kind == .busy {
                for operation in batch { operation.end(failure) }
            } else if isolated {
                for operation in batch { commit([operation], in: db) }
            } else {
                commit(batch, in: db, isolated: true)
            }
        }
    }

    private func isolate(_ operation: Operation, in db: Database) throws -> @Sendable () -> Void {
        try db.run("SAVEPOINT operation")
        do {
            let outcome = try operation.run(in: db)
            try db.run("RELEASE operation")
            return outcome
        } catch {
            // On a full disk SQLite may have rolled back the whole transaction.
            guard db.isInsideTransaction else { throw error }
            try db.run("ROLLBACK TO operation")
            try db.run("RELEASE operation")
            let failure = StoreFailure(error, path: path)
            return { operation.end(failure) }
        }
    }

    /// Ends the waits whose deadline has passed. One timer for all callers: most work ends long before its deadline.
    private func check(at time: ContinuousClock.Instant) {
        let wait = max(.zero, time - .now)
        DispatchQueue.global().asyncAfter(deadline: .now() + wait / .seconds(1)) { [self] in
            let now = ContinuousClock.now
            let (expired, next) = state.withLock { state in
                let expired = (state.running + state.pending).filter { $0.expiresAt <= now }
                state.pending.removeAll { $0.expiresAt <= now }
                state.running.removeAll { $0.expiresAt <= now }
                state.nextCheck = nil
                let next = (state.running + state.pending).map(\.expiresAt).min()
                if let next { _ = state.plansCheck(at: next) }
                return (expired, next)
            }
            for operation in expired { operation.expire(path: path) }
            if let next { check(at: next) }
        }
    }
}

extension CommitQueue.State {
    /// Schedules a check of the deadlines at that time, unless an earlier one is scheduled.
    fileprivate mutating func plansCheck(at time: ContinuousClock.Instant) -> Bool {
        if let nextCheck, nextCheck <= time { return false }
        nextCheck = time
        return true
    }
}
