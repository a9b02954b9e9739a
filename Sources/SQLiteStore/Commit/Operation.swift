import EventGateway
import GRDB
import Synchronization

/// One caller's work on the store.
///
/// Its state decides what a caller whose deadline has passed is told: work that was not begun will never be, work that was
/// may still be kept.
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
    ///   - perform: does the work; what it returns tells the caller, once the work is on disk.
    ///   - fail: tells the caller of a failure; without effect if the caller was told something before.
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

    /// Does the work, unless its caller was told that it will not be done. May be called again after a rollback.
    ///
    /// - Returns: what tells the caller, once the work is on disk.
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
