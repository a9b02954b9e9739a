/// How often and when something is sent again. A value: clock and dice are the caller's.
///
/// Source: Alexa.ErrorResponse, HTTP status codes: up to three times, at least one second apart.
package struct RetryPolicy: Hashable, Sendable {
    /// How often at most something is sent again after the first time.
    package let resends: Int
    /// The first pause; each further one is twice as long.
    package let firstPause: Duration
    /// How much of a pause chance may add, as a share of it.
    package let spread: Double

    /// A policy of these parts.
    package init(resends: Int, firstPause: Duration, spread: Double) {
        self.resends = resends
        self.firstPause = firstPause
        self.spread = spread
    }

    /// The event gateway's: 1, 2 and 4 seconds, and up to a quarter more.
    package static let eventGateway = RetryPolicy(resends: 3, firstPause: .seconds(1), spread: 0.25)

    /// The pause before the next attempt; `nil` to give up.
    ///
    /// - Parameters:
    ///   - attempts: how many were made, 1 or more.
    ///   - retryAfter: what the server asked for; honoured if it is longer.
    ///   - chance: 0 up to but not including 1.
    package func pause(after attempts: Int, retryAfter: Duration?, chance: Double) -> Duration? {
        guard attempts <= resends else { return nil }
        let pause = firstPause * (1 << max(0, min(attempts - 1, 16))) * (1 + spread * chance)
        return max(pause, retryAfter ?? .zero)
    }
}
