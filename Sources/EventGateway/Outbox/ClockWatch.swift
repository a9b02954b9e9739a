package import AlexaProtocol
import Synchronization

/// Detects that the time of day was set back, so that stored wait times may be too far in the future.
package final class ClockWatch: Sendable {
    private static let tolerance = Duration.seconds(60)

    private let latest = Mutex<Timestamp?>(nil)

    /// No time has been seen so far.
    package init() {}

    /// Whether stored wait times have to be checked: at the first call, and after the clock was set back by more than 60 s.
    package func isSuspicious(_ now: Timestamp) -> Bool {
        latest.withLock { latest in
            defer { latest = now }
            guard let latest else { return true }
            return now.advanced(by: Self.tolerance).milliseconds < latest.milliseconds
        }
    }

    /// The check failed; the next call is treated like the first.
    package func reset() {
        latest.withLock { $0 = nil }
    }
}
