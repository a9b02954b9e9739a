/// A rate limit that allows short bursts: a bucket of `burst` tokens that fills at `rate` tokens a second.
///
/// A value type: the caller passes the time.
package struct TokenBucket: Hashable, Sendable {
    /// Tokens a second, above 0.
    package let rate: Double
    /// The most tokens that can be saved, at least 1.
    package let burst: Double
    /// Negative while requests wait: they have taken their tokens already.
    private var tokens: Double
    private var asOf: Duration?

    /// A full bucket.
    package init(rate: Double, burst: Int) {
        self.rate = max(rate, 0.001)
        self.burst = Double(max(1, burst))
        tokens = self.burst
    }

    /// Takes a token, and returns how long to wait before it may be used. `nil` if that is longer than `longest`; no token is
    /// taken then.
    package mutating func take(at now: Duration, waitingUpTo longest: Duration) -> Duration? {
        if let asOf, now > asOf { tokens = min(burst, tokens + (now - asOf).inSeconds * rate) }
        asOf = max(asOf ?? now, now)
        let wait: Duration = tokens >= 1 ? .zero : .seconds((1 - tokens) / rate)
        guard wait <= longest else { return nil }
        tokens -= 1
        return wait
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
