package import Timing

/// Holds requests back after the cloud has said that there are too many, or that a device is offline.
///
/// A value type: the caller passes the time.
package struct Throttle: Hashable, Sendable {
    private let pause: Pause
    private var pauses = 0
    /// Until when nothing should be sent, by the caller's clock.
    package private(set) var until: Duration

    /// No reason to wait so far.
    package init(_ pause: Pause) {
        self.pause = pause
        until = .zero
    }

    /// The cloud asked to slow down.
    ///
    /// - Parameters:
    ///   - atLeast: how long, as the cloud said; without it pauses double.
    ///   - chance: 0 up to but not including 1; a quarter of the pause at most is added.
    package mutating func slowDown(at now: Duration, atLeast: Duration?, chance: Double) {
        // What was under way when the pause began tells nothing new, unless the cloud names a longer time.
        if now < until {
            if let atLeast { until = max(until, now + atLeast) }
            return
        }
        until = now + (atLeast ?? pause.length(after: pauses) * (1 + 0.25 * chance))
        pauses += 1
    }
}
