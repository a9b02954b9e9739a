import EventGateway
import GRDB
import Synchronization

/// One caller's work on the store.
///
/// Its state decides which failure a caller gets at its deadline: work that has not begun is never run (`busy`); work that has
/// begun may still take effect (`timedOut`).
final class Operation: Sendable {
    private enum State {
        case queued, begun, expired
    }

    /// Whether it changes the store.
    let writes: Bool
    /// When its caller stops waiting.
    let expiresAt: ContinuousClock.Instant
    private let perform: @Sendable (Database) throws -> @Sendable () -> Void
    private let fail: @Sendable (StoreFailure) -> Void
    private let state = Mutex(State.queued)

    /// - Parameters:
    ///   - perform: does the work; the returned closure passes the result to the caller, once the work is on disk.
    ///   - fail: passes a failure to the caller; no effect if the caller already has a result.
    init(
        writes: Bool, expiresAt: ContinuousClock.Instant,
        perform: @escaping @Sendable (Database) throws -> @Sendable () -> Void,
        fail: @escaping @Sendable (StoreFailure) -> Void
    ) {
        self.writes = writes
        self.expiresAt = expiresAt
        self.perform = perform
        self.fail = fail
    }

    /// Runs the work, unless its caller was told that it will not run. May be called again after a rollback.
    ///
    /// - Returns: a closure that passes the result to the caller, once the work is on disk.
    func run(in db: Database) throws -> @Sendable () -> Void {
        let isWanted = state.withLock { state -> Bool in
            if case .queued = state { state = .begun }
            if case .begun = state { return true }
            return false
        }
        guard isWanted else { return {} }
        return try perform(db)
    }

    /// Tells the caller that the work failed and nothing was kept.
    func end(_ failure: StoreFailure) {
        fail(failure)
    }

    /// Tells the caller that the deadline has passed.
    func expire(path: String) {
        let wasBegun = state.withLock { state -> Bool in
            if case .begun = state { return true }
            state = .expired
            return false
        }
        fail(wasBegun ? .timedOut(path) : .busy(path))
    }
}
