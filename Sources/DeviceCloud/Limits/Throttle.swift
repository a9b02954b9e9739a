package import Timing

/// Delays requests after the cloud has reported too many requests or an offline device.
///
/// A value type: the caller passes the time.
package struct Throttle: Hashable, Sendable {
    private let pause: Pause
    private var pauses = 0
    /// The end of the pause, by the caller's clock.
    package private(set) var until: Duration

    /// Without a pause.
    package init(_ pause: Pause) {
        self.pause = pause
        until = .zero
    }

    /// Records that the cloud demanded a pause.
    ///
    /// - Parameters:
    ///   - atLeast: the length of the pause that the cloud named; without it pauses double.
    ///   - chance: 0 up to but not including 1; a quarter of the pause at most is added.
    package mutating func slowDown(at now: Duration, atLeast: Duration?, chance: Double) {
        // Requests that were in flight when the pause began are ignored, unless the cloud names a longer time.
        if now < until {
            if let atLeast { until = max(until, now + atLeast) }
            return
        }
        until = now + (atLeast ?? pause.length(after: pauses) * (1 + 0.25 * chance))
        pauses += 1
    }
}
