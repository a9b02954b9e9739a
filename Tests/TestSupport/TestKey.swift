package import AlexaProtocol
import Crypto
import Foundation

/// A key pair that signs tokens, generated in each run.
package struct TestKey: Sendable {
    /// The algorithm in the header of its tokens.
    package var algorithm: String
    /// The public key as a JWK, with `kid`.
    package var jwk: JSONObject
    /// Signs bytes.
    package var sign: @Sendable ([UInt8]) async throws -> [UInt8]

    /// A key of these parts.
    package init(_ algorithm: String, _ jwk: JSONObject, sign: @escaping @Sendable ([UInt8]) async throws -> [UInt8]) {
        self.algorithm = algorithm
        self.jwk = jwk
        self.sign = sign
    }

    /// A new key for ES256.
    package static func es256(_ id: String?) -> TestKey {
        let key = P256.Signing.PrivateKey()
        return TestKey("ES256", point("P-256", key.publicKey.rawRepresentation, id)) {
            Array(try key.signature(for: $0).rawRepresentation)
        }
    }

    /// A new key for ES384.
    package static func es384(_ id: String?) -> TestKey {
        let key = P384.Signing.PrivateKey()
        return TestKey("ES384", point("P-384", key.publicKey.rawRepresentation, id)) {
            Array(try key.signature(for: $0).rawRepresentation)
        }
    }

    /// A new key for EdDSA.
    package static func ed25519(_ id: String?) -> TestKey {
        let key = Curve25519.Signing.PrivateKey()
        var jwk: JSONObject = [
            "kty": "OKP", "crv": "Ed25519", "x": .string(base64URL(key.publicKey.rawRepresentation)), "use": "sig",
        ]
        jwk["kid"] = id.map(JSONValue.string)
        return TestKey("EdDSA", jwk) { Array(try key.signature(for: $0)) }
    }

    private static func point(_ curve: String, _ raw: Data, _ id: String?) -> JSONObject {
        var jwk: JSONObject = [
            "kty": "EC", "crv": .string(curve), "x": .string(base64URL(raw.prefix(raw.count / 2))),
            "y": .string(base64URL(raw.suffix(raw.count / 2))), "use": "sig",
        ]
        jwk["kid"] = id.map(JSONValue.string)
        return jwk
    }

    /// A signed token.
    ///
    /// - Parameter header: members of the header that are added or replaced; `null` removes one.
    package func token(_ claims: JSONObject, header: JSONObject = [:]) async throws -> String {
        var all: JSONObject = ["typ": "JWT", "alg": .string(algorithm)]
        all["kid"] = jwk["kid"]
        for member in header.members { all[member.key] = member.value.isNull ? nil : member.value }
        let text = Self.part(all) + "." + Self.part(claims)
        return text + "." + Self.base64URL(try await sign(Array(text.utf8)))
    }

    /// An object as a part of a token.
    package static func part(_ object: JSONObject) -> String { base64URL(JSONValue.object(object).encoded()) }

    /// Base64 for URLs, without padding.
    package static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
