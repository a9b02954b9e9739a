import AlexaProtocol
import Synchronization

/// The minimum interval between two reports under the plan of a control device.
///
/// A lock, not an actor: its work takes nanoseconds.
final class Cadence: Sendable {
    private struct State {
        var interval: Duration?
        var next = Duration.zero
    }

    /// A longer interval is ignored: no directive could be carried out.
    private static let longest = Duration.seconds(3600)

    private let state = Mutex(State())

    /// The interval; `nil` until Realer has named one.
    var interval: Duration? { state.withLock(\.interval) }

    /// Reserves the next slot for a report at `now`, and returns the wait for it.
    ///
    /// - Returns: `nil` if the wait is longer than `longest`; no slot is reserved then.
    func reserveSlot(at now: Duration, waitingUpTo longest: Duration) -> Duration? {
        state.withLock { state in
            guard let interval = state.interval else { return .zero }
            let start = max(now, state.next)
            guard start - now <= longest else { return nil }
            state.next = start + interval
            return start - now
        }
    }

    /// Reads the interval from a bootstrap descriptor or an older session answer; one without an interval changes nothing.
    func note(_ descriptor: JSONObject) {
        guard let interval = Self.interval(in: descriptor), interval <= Self.longest else { return }
        state.withLock { $0.interval = interval > .zero ? interval : nil }
    }

    private static let names = [
        "minimum_cadence", "min_cadence", "cadence_minimum", "minimum_interval", "min_interval",
        "minimum_report_interval", "min_report_interval", "plan_requests_period_interval",
    ]
    private static let shortNames = ["minimum", "min", "interval"]
    private static let units: [(suffix: String, length: Duration)] = [
        ("_seconds", .seconds(1)), ("_ms", .milliseconds(1)), ("_milliseconds", .milliseconds(1)), ("_s", .seconds(1)),
        ("", .seconds(1)),
    ]

    /// The page that names the fields is not available, so any plausible spelling is accepted.
    private static func interval(in object: JSONObject, isCadence: Bool = false) -> Duration? {
        for name in isCadence ? names + shortNames : names {
            for unit in units {
                if let number = object[name + unit.suffix].flatMap(RealerNumber.init)?.value, number >= 0, number < 1e9
                {
                    return unit.length * number
                }
            }
        }
        for member in object.members {
            guard let inner = member.value.object else { continue }
            let isCadence = member.key.includes("cadence")
            guard isCadence || ["limits", "plan", "session", "device", "feed_data", "runtime"].contains(member.key)
            else {
                continue
            }
            if let interval = interval(in: inner, isCadence: isCadence) { return interval }
        }
        return nil
    }
}
