/// Says when the gateway as a whole seems to be down, so that not every event runs into the same wall.
///
/// A value: clock and dice are the caller's. Throttling does not count here, for it is one customer's.
package struct Backoff: Hashable, Sendable {
    /// So many failures on end, whosever events they were, make a pause.
    private static let threshold = 5
    private static let firstPause = Duration.seconds(2)
    private static let longestPause = Duration.seconds(60)

    private var failures = 0
    private var pauses = 0
    /// Until when nothing is sent, by the caller's clock; `nil` if there is no reason to wait.
    package private(set) var pausedUntil: Duration?

    /// No failure so far.
    package init() {}

    /// Whether the gateway has to prove itself: one event is sent, and only when that arrives the others follow.
    package var isProbing: Bool { pauses > 0 }

    /// The gateway answered, whatever it said.
    package mutating func succeeded() {
        self = Backoff()
    }

    /// The gateway was unavailable at `now`; `chance` is 0 up to but not including 1.
    package mutating func failed(at now: Duration, chance: Double) {
        failures += 1
        // What was under way when the pause began says nothing new.
        if let pausedUntil, now < pausedUntil { return }
        guard failures >= Self.threshold || isProbing else { return }
        let pause = min(Self.firstPause * (1 << min(pauses, 8)), Self.longestPause) * (1 + 0.25 * chance)
        pauses += 1
        pausedUntil = now + pause
    }
}
