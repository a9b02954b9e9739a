/// The algorithms of signatures that are accepted. Source: RFC 7518, 3.1; RFC 8037.
///
/// `none` and those with a shared key (HS256 ...) are missing on purpose: a public key must never be used as a shared one (RFC
/// 8725, 2.1).
package enum JWTAlgorithm: String, CaseIterable, Sendable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case edDSA = "EdDSA"

    /// The algorithm with this name; `Ed25519` (RFC 9864) is EdDSA.
    package init?(named name: String) {
        if name == "Ed25519" {
            self = .edDSA
        } else {
            self.init(rawValue: name)
        }
    }
}
