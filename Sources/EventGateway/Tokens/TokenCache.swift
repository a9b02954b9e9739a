import AlexaProtocol
import Synchronization

/// Whose tokens were accepted lately.
final class TokenCache: Sendable {
    /// What is known of a token.
    enum Finding: Hashable, Sendable {
        case current(CustomerID)
        /// It was accepted once, and has to be checked again.
        case outdated
        case unknown
    }

    /// How long an answer is cached at most. A revoked token is accepted for that long.
    static let lifetime = Duration.seconds(600)
    /// The most tokens in the cache.
    private static let capacity = 10_000

    private let known = Mutex<[Secret: (customer: CustomerID, until: Duration)]>([:])

    /// - Parameter now: the monotonic clock.
    func finding(_ token: Secret, at now: Duration) -> Finding {
        guard let entry = known.withLock({ $0[token] }) else { return .unknown }
        return now < entry.until ? .current(entry.customer) : .outdated
    }

    /// Keeps a token's customer.
    ///
    /// - Parameter lifetime: how long it is valid; `nil` if that is not known. More than ``lifetime`` counts as that.
    func keep(_ token: Secret, of customer: CustomerID, at now: Duration, for lifetime: Duration? = nil) {
        let lifetime = min(lifetime ?? Self.lifetime, Self.lifetime)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[token] = (customer, now + lifetime)
        }
    }
}
