import AlexaProtocol
import Timing

/// The public keys of an authorization server at one time. Source: RFC 7517, 5 (JWK Set).
struct SigningKeySet: Sendable {
    /// The usable keys.
    let keys: [SigningKey]
    /// When they were read, by the time of day, to compare with a token's time of issue.
    let readAt: Timestamp
    /// When they were read, by the monotonic clock.
    let uptime: Duration
    /// How long they are used before they are refreshed.
    let freshness: Duration
    /// The number of refreshes before.
    let number: Int

    /// Whether the set has a key that the token may be signed with.
    func knowsKey(of token: SignedToken) -> Bool { !candidates(token).isEmpty }

    /// Whether one of the keys has signed the token.
    func hasSigned(_ token: SignedToken) -> Bool { candidates(token).contains { $0.hasSigned(token) } }

    /// The keys with the `kid` of the token's header. Without a `kid`, the key that fits if there is only one.
    private func candidates(_ token: SignedToken) -> [SigningKey] {
        let fitting = keys.filter { $0.fits(token.algorithm) }
        guard let id = token.keyId else { return fitting.count == 1 ? fitting : [] }
        return fitting.filter { $0.id == id }
    }

    /// The number of keys by kind, for an operator: `RS256 (2), ES256 (1)`.
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
