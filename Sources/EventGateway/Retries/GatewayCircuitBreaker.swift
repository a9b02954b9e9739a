import Timing

/// A circuit breaker for the whole gateway: while the gateway seems to be down, no events are sent. After a pause one event is
/// sent as a probe.
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

    /// Whether delivery has paused since the last success: one event is sent as a probe, and others only after its success.
    package var isProbing: Bool { pauses > 0 }

    /// Notes that the gateway answered, with any status.
    package mutating func noteSuccess() {
        self = GatewayCircuitBreaker()
    }

    /// Notes that the gateway was unavailable at `now`.
    ///
    /// - Parameter random: 0 up to but not including 1.
    package mutating func noteFailure(at now: Duration, random: Double) {
        failures += 1
        // Failures of requests that were sent before the pause began are not counted again.
        if let pausedUntil, now < pausedUntil { return }
        guard failures >= Self.threshold || isProbing else { return }
        let pause = Self.pause.length(after: pauses) * (1 + 0.25 * random)
        pauses += 1
        pausedUntil = now + pause
    }
}
