import AlexaProtocol
import Crypto

/// A public key with which tokens are checked. Source: RFC 7517 (JWK); RFC 7518, 6; RFC 8037.
struct SigningKey: Sendable {
    /// The `kid` of the key; `nil` if it has none.
    let id: String?
    /// The only algorithm that the key may be used for; `nil` for all of its kind.
    private let algorithm: JWTAlgorithm?
    private let material: Material

    fileprivate enum Material: Sendable {
        case rsa(RSAPublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// Reads a JWK; `nil` if its kind or use is not supported, or if it is damaged: a set may contain such keys (RFC 7517, 5).
    init?(_ jwk: JSONObject) {
        if let use = jwk["use"], use != "sig" { return nil }
        if let operations = jwk["key_ops"]?.array, !operations.contains("verify") { return nil }
        guard let material = Material(jwk) else { return nil }
        self.material = material
        id = jwk["kid"]?.string
        guard let name = jwk["alg"] else {
            algorithm = nil
            return
        }
        guard let algorithm = name.string.flatMap({ JWTAlgorithm(named: $0) }), material.fits(algorithm) else {
            return nil
        }
        self.algorithm = algorithm
    }

    /// The key's algorithm or kind, for an operator.
    var kind: String {
        if let algorithm { return algorithm.rawValue }
        return switch material {
        case .rsa: "RSA"
        case .p256: JWTAlgorithm.es256.rawValue
        case .p384: JWTAlgorithm.es384.rawValue
        case .ed25519: JWTAlgorithm.edDSA.rawValue
        }
    }

    /// Whether signatures of this algorithm may be checked with the key.
    func fits(_ algorithm: JWTAlgorithm) -> Bool {
        self.algorithm.map { $0 == algorithm } ?? material.fits(algorithm)
    }

    /// Whether the key's owner has signed the token.
    func hasSigned(_ token: SignedToken) -> Bool {
        switch material {
        case .rsa(let key): Self.has(key, signed: token)
        case .p256(let key): token.algorithm == .es256 && Self.has(key, signed: token)
        case .p384(let key): token.algorithm == .es384 && Self.has(key, signed: token)
        case .ed25519(let key):
            token.algorithm == .edDSA && key.isValidSignature(token.signature, for: token.signed)
        }
    }

    private static func has(_ key: RSAPublicKey, signed token: SignedToken) -> Bool {
        switch token.algorithm {
        case .rs256: key.isPKCS1Signature(token.signature, of: token.signed, .sha256)
        case .rs384: key.isPKCS1Signature(token.signature, of: token.signed, .sha384)
        case .rs512: key.isPKCS1Signature(token.signature, of: token.signed, .sha512)
        case .ps256: key.isPSSSignature(token.signature, of: token.signed, .sha256)
        case .ps384: key.isPSSSignature(token.signature, of: token.signed, .sha384)
        case .ps512: key.isPSSSignature(token.signature, of: token.signed, .sha512)
        case .es256, .es384, .edDSA: false
        }
    }

    private static func has(_ key: P256.Signing.PublicKey, signed token: SignedToken) -> Bool {
        do {
            return key.isValidSignature(
                try P256.Signing.ECDSASignature(rawRepresentation: token.signature), for: token.signed)
        } catch {
            // The signature does not have 64 bytes.
            return false
        }
    }

    private static func has(_ key: P384.Signing.PublicKey, signed token: SignedToken) -> Bool {
        do {
            return key.isValidSignature(
                try P384.Signing.ECDSASignature(rawRepresentation: token.signature), for: token.signed)
        } catch {
            // The signature does not have 96 bytes.
            return false
        }
    }
}

extension SigningKey.Material {
    /// The key in a JWK; `nil` if it is of another kind or damaged.
    fileprivate init?(_ jwk: JSONObject) {
        func bytes(_ name: String) -> [UInt8]? { jwk[name]?.string.flatMap { Base64URL.bytes(Array($0.utf8)[...]) } }
        do {
            switch (jwk["kty"]?.string, jwk["crv"]?.string) {
            case ("RSA", _):
                guard let modulus = bytes("n"), let exponent = bytes("e"),
                    let key = RSAPublicKey(modulus: modulus, exponent: exponent)
                else { return nil }
                self = .rsa(key)
            case ("EC", "P-256"):
                guard let x = bytes("x"), let y = bytes("y"), x.count == 32 else { return nil }
                self = .p256(try P256.Signing.PublicKey(x963Representation: [4] + x + y))
            case ("EC", "P-384"):
                guard let x = bytes("x"), let y = bytes("y"), x.count == 48 else { return nil }
                self = .p384(try P384.Signing.PublicKey(x963Representation: [4] + x + y))
            case ("OKP", "Ed25519"):
                guard let x = bytes("x") else { return nil }
                self = .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: x))
            default: return nil
            }
        } catch {
            // Not a point of the curve.
            return nil
        }
    }

    /// Whether the algorithm uses keys of this kind.
    fileprivate func fits(_ algorithm: JWTAlgorithm) -> Bool {
        switch (algorithm, self) {
        case (.rs256, .rsa), (.rs384, .rsa), (.rs512, .rsa), (.ps256, .rsa), (.ps384, .rsa), (.ps512, .rsa),
            (.es256, .p256), (.es384, .p384), (.edDSA, .ed25519):
            true
        case (.rs256, _), (.rs384, _), (.rs512, _), (.ps256, _), (.ps384, _), (.ps512, _), (.es256, _), (.es384, _),
            (.edDSA, _):
            false
        }
    }
}
