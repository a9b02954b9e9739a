import AlexaProtocol
import Synchronization

/// The customers of tokens that were accepted recently.
final class TokenCache: Sendable {
    /// The cached result for a token.
    enum Finding: Hashable, Sendable {
        case current(CustomerID)
        /// The token was accepted once, and has to be checked again.
        case outdated
        case unknown
    }

    /// The longest cache lifetime of a token. A revoked token is accepted for that long.
    static let lifetime = Duration.seconds(600)
    /// The most tokens in the cache.
    private static let capacity = 10_000

    private let known = Mutex<[Secret: (customer: CustomerID, until: Duration)]>([:])

    /// - Parameter now: the monotonic clock.
    func finding(_ token: Secret, at now: Duration) -> Finding {
        guard let entry = known.withLock({ $0[token] }) else { return .unknown }
        return now < entry.until ? .current(entry.customer) : .outdated
    }

    /// Caches a token's customer.
    ///
    /// - Parameter lifetime: how long the token is valid; `nil` if unknown. Limited to ``lifetime``.
    func keep(_ token: Secret, of customer: CustomerID, at now: Duration, for lifetime: Duration? = nil) {
        let lifetime = min(lifetime ?? Self.lifetime, Self.lifetime)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[token] = (customer, now + lifetime)
        }
    }
}
