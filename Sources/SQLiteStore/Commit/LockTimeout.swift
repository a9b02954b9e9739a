import Foundation
import GRDB
import Synchronization

/// Until when SQLite waits for a lock that another process holds: as long as a caller is interested.
final class LockTimeout: Sendable {
    private let end = Mutex(ContinuousClock.now)

    /// From now on SQLite waits until `end`.
    func wait(until end: ContinuousClock.Instant) {
        self.end.withLock { $0 = end }
    }

    /// The time left for whatever happens during the wait; never negative.
    var timeLeft: Duration { max(.zero, end.withLock { $0 } - .now) }

    /// Asks again after 1 to 10 ms until the time is over.
    var busyMode: Database.BusyMode {
        .callback { [self] tries in
            guard timeLeft > .zero else { return false }
            usleep(UInt32(1000 * min(tries + 1, 10)))
            return true
        }
    }
}
