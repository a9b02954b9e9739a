import AlexaProtocol
import Timing

/// The public keys of an authorization server as they were at one time. Source: RFC 7517, 5 (JWK Set).
struct SigningKeySet: Sendable {
    /// Those that can be used.
    let keys: [SigningKey]
    /// When they were read, by the time of day.
    let readAt: Timestamp
    /// The same by the monotonic clock.
    let uptime: Duration
    /// How long they are used before they are read again.
    let freshness: Duration
    /// How many times keys were read before.
    let number: Int

    /// Whether one of the keys may be the token's.
    func knowsKey(of token: SignedToken) -> Bool { !candidates(token).isEmpty }

    /// Whether one of the keys has signed the token.
    func hasSigned(_ token: SignedToken) -> Bool { candidates(token).contains { $0.hasSigned(token) } }

    /// The keys of the name in the token's header. Without a name the only key that fits.
    private func candidates(_ token: SignedToken) -> [SigningKey] {
        let fitting = keys.filter { $0.fits(token.algorithm) }
        guard let id = token.keyId else { return fitting.count == 1 ? fitting : [] }
        return fitting.filter { $0.id == id }
    }

    /// `RS256 (2), ES256 (1)`: for an operator.
    var summary: String {
        var counts: [(kind: String, count: Int)] = []
        for kind in keys.map(\.kind) {
            if let place = counts.firstIndex(where: { $0.kind == kind }) {
                counts[place].count += 1
            } else {
                counts.append((kind, 1))
            }
        }
        return counts.map { "\($0.kind) (\($0.count))" }.joined(separator: ", ")
    }
}
