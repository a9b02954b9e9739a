import Timing

/// Stops sending while the gateway as a whole seems to be down, so that not every event fails by itself. After a pause one
/// event is sent as a probe.
///
/// A value type: the caller passes the time and the random number. Throttling is not counted, because it concerns one
/// customer.
package struct GatewayCircuitBreaker: Hashable, Sendable {
    /// Consecutive failures, across all customers, after which delivery pauses.
    private static let threshold = 5
    private static let pause = Pause(first: .seconds(2), longest: .seconds(60))

    private var failures = 0
    private var pauses = 0
    /// Until when nothing is sent, by the caller's clock; `nil` if delivery does not pause.
    package private(set) var pausedUntil: Duration?

    /// Without failures so far.
    package init() {}

    /// Whether a pause was made since the last success: one event is sent, and others only when that arrived.
    package var isProbing: Bool { pauses > 0 }

    /// Notes that the gateway answered, whatever it said.
    package mutating func noteSuccess() {
        self = GatewayCircuitBreaker()
    }

    /// Notes that the gateway was unavailable at `now`.
    ///
    /// - Parameter random: 0 up to but not including 1.
    package mutating func noteFailure(at now: Duration, random: Double) {
        failures += 1
        // What was sent before the pause began says nothing new.
        if let pausedUntil, now < pausedUntil { return }
        guard failures >= Self.threshold || isProbing else { return }
        let pause = Self.pause.length(after: pauses) * (1 + 0.25 * random)
        pauses += 1
        pausedUntil = now + pause
    }
}
