package import AlexaProtocol
import Synchronization

/// Notices that the time of day was set back, so that waits may lie further ahead than any wait can.
package final class ClockWatch: Sendable {
    private static let tolerance = Duration.seconds(60)

    private let latest = Mutex<Timestamp?>(nil)

    /// No time was seen so far.
    package init() {}

    /// Whether waits have to be looked at: at the first time, and when the clock was set back since.
    package func isSuspicious(_ now: Timestamp) -> Bool {
        latest.withLock { latest in
            defer { latest = now }
            guard let latest else { return true }
            return now.advanced(by: Self.tolerance).milliseconds < latest.milliseconds
        }
    }

    /// The look failed, so the next one is like the first.
    package func reset() {
        latest.withLock { $0 = nil }
    }
}
