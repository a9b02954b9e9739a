/// How often and when a request is sent again. A value type: the caller passes the random number.
///
/// Source: Alexa.ErrorResponse, HTTP status codes: up to three times, at least one second apart.
package struct RetryPolicy: Hashable, Sendable {
    /// The most retries after the first attempt.
    package let resends: Int
    /// The first pause; each further one is twice as long.
    package let firstPause: Duration
    /// Jitter: the largest random addition to a pause, as a share of it.
    package let jitter: Double

    /// A policy of these parts.
    package init(resends: Int, firstPause: Duration, jitter: Double) {
        self.resends = resends
        self.firstPause = firstPause
        self.jitter = jitter
    }

    /// The longest wait of an entry: a server's Retry-After is cut to half of it, and deferred work and leases last an hour at
    /// most. A wait that ends later was stored before the clock was set back.
    package static let longestWait = Duration.seconds(7200)

    /// The event gateway's: pauses of 1, 2 and 4 seconds, each plus up to a quarter.
    package static let eventGateway = RetryPolicy(resends: 3, firstPause: .seconds(1), jitter: 0.25)

    /// The pause before the next attempt; `nil` to give up.
    ///
    /// - Parameters:
    ///   - attempts: the number of attempts so far, 1 or more.
    ///   - retryAfter: the pause that the server demands; used if it is longer.
    ///   - random: 0 up to but not including 1.
    package func pause(after attempts: Int, retryAfter: Duration?, random: Double) -> Duration? {
        guard attempts <= resends else { return nil }
        let pause = firstPause * (1 << max(0, min(attempts - 1, 16))) * (1 + jitter * random)
        return max(pause, retryAfter ?? .zero)
    }
}
