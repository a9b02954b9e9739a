import EventGateway
import Foundation
import GRDB
import Synchronization
import Timing

/// Does database work one piece after the other, away from the cooperative threads, and commits together whatever has
/// come in while the last commit was being written: one wait for the disk for all who wait.
final class CommitQueue: Sendable {
    /// One caller's work.
    private struct Operation: Sendable {
        let writes: Bool
        /// Does the work; what it returns tells the caller, once the work is on disk.
        let perform: @Sendable (Database) throws -> @Sendable () -> Void
        let fail: @Sendable (StoreFailure) -> Void
    }

    private struct State {
        var pending: [Operation] = []
        var isDraining = false
    }

    /// How many are committed together at most: other processes wait for as long as that takes.
    private static let greatestBatch = 256

    private let database: DatabaseQueue
    private let path: String
    private let state = Mutex(State())

    init(_ database: DatabaseQueue, path: String) {
        self.database = database
        self.path = path
    }

    /// Changes the store. `body` may be run twice, but is kept once or not at all. Returns when it is on disk.
    func write<Value: Sendable>(
        before deadline: Deadline, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await run(writes: true, body)
    }

    /// Looks at the store.
    func read<Value: Sendable>(
        before deadline: Deadline, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await run(writes: false, body)
    }

    /// Ends the use of the file, after everything that was asked for before.
    func close() async throws(StoreFailure) {
        let result: Result<Void, StoreFailure> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [database, path] in
                do {
                    try database.close()
                    continuation.resume(returning: .success(()))
                } catch {
                    continuation.resume(returning: .failure(StoreFailure(error, path: path)))
                }
            }
        }
        try result.get()
    }

    private func run<Value: Sendable>(
        writes: Bool, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        let result: Result<Value, StoreFailure> = await withCheckedContinuation { continuation in
            submit(
                Operation(
                    writes: writes,
                    perform: { db in
                        let value = try body(db)
                        return { continuation.resume(returning: .success(value)) }
                    },
                    fail: { continuation.resume(returning: .failure($0)) }))
        }
        return try result.get()
    }

    private func submit(_ operation: Operation) {
        let starts = state.withLock { state in
            state.pending.append(operation)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if starts { database.asyncWriteWithoutTransaction { self.drain($0) } }
    }

    private func drain(_ db: Database) {
        while let batch = nextBatch() { commit(batch, in: db) }
    }

    private func nextBatch() -> [Operation]? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isDraining = false
                return nil
            }
            let batch = Array(state.pending.prefix(Self.greatestBatch))
            state.pending.removeFirst(batch.count)
            return batch
        }
    }

    /// Commits all. Where one fails, all is done once more, so that it fails alone.
    private func commit(_ batch: [Operation], in db: Database, isolated: Bool = false) {
        var outcomes: [@Sendable () -> Void] = []
        do {
            try db.inTransaction(batch.contains(where: \.writes) ? .immediate : .deferred) {
                for operation in batch {
                    outcomes.append(try isolated ? isolate(operation, in: db) : operation.perform(db))
                }
                return .commit
            }
            for tell in outcomes { tell() }
        } catch {
            // One that was isolated fails without an error here: nothing of the batch was kept, but what does not fit
            // together may fit alone.
            let failure = StoreFailure(error, path: path)
            if batch.count == 1 || failure.kind == .busy {
                for operation in batch { operation.fail(failure) }
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
            let outcome = try operation.perform(db)
            try db.run("RELEASE operation")
            return outcome
        } catch {
            // On a full disk SQLite may have to undo the others too.
            guard db.isInsideTransaction else { throw error }
            try db.run("ROLLBACK TO operation")
            try db.run("RELEASE operation")
            let failure = StoreFailure(error, path: path)
            return { operation.fail(failure) }
        }
    }
}
