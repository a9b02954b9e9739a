import Foundation
import GRDB
import Synchronization

/// How long SQLite waits for a lock of another process: until the latest deadline of the callers.
final class LockTimeout: Sendable {
    private let end = Mutex(ContinuousClock.now)

    /// Sets the time until which SQLite waits.
    func wait(until end: ContinuousClock.Instant) {
        self.end.withLock { $0 = end }
    }

    /// The time left for waiting; never negative.
    var timeLeft: Duration { max(.zero, end.withLock { $0 } - .now) }

    /// Tries again after 1 to 10 ms until the time is over.
    var busyMode: Database.BusyMode {
        .callback { [self] tries in
            guard timeLeft > .zero else { return false }
            usleep(UInt32(1000 * min(tries + 1, 10)))
            return true
        }
    }
}
