import AlexaProtocol

/// A signed JWT in its compact form, parsed but not checked. Source: RFC 7515; RFC 7519.
struct SignedToken: Sendable {
    /// The algorithm of the signature.
    let algorithm: JWTAlgorithm
    /// The `kid` of the key; `nil` if the header has none.
    let keyId: String?
    let claims: JSONObject
    /// The bytes that the signature covers.
    let signed: [UInt8]
    let signature: [UInt8]

    /// - Throws: `invalidToken` if this is not a signed JWT, or has to be refused whatever its claims are.
    init(_ token: Secret) throws(CustomerFailure) {
        let text = Array(token.exposed.utf8)
        let parts = Self.parts(text)
        guard parts.count != 5 else {
            throw .invalidToken(
                "the directive's token is an encrypted JWT (JWE); the authorization server has to issue signed ones")
        }
        guard parts.count == 3 else {
            throw .invalidToken(
                "the directive's token is not a JWT, which has three parts with dots between them; "
                    + "tokens without a form need customer.resolver = introspection")
        }
        guard let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64URL.bytes(parts[2])
        else { throw .invalidToken("the directive's token is not a JWT: a part of it is not JSON in base64url") }
        // Refused: extensions that must be understood (RFC 7515, 4.1.11), and a payload that is not encoded (RFC 7797).
        guard header["crit"] == nil, header["b64"] == nil else {
            throw .invalidToken("the directive's token demands an extension of JWT that is not supported (crit)")
        }
        guard let algorithm = header["alg"]?.string.flatMap({ JWTAlgorithm(named: $0) }) else {
            throw .invalidToken(
                "the directive's token is signed with no public-key algorithm that is supported, or not at all (alg)")
        }
        self.algorithm = algorithm
        keyId = header["kid"]?.string
        self.claims = claims
        self.signature = signature
        signed = Array(text[..<parts[1].endIndex])
    }

    /// The unchecked claims of a JWT; `nil` if the token is not a JWT.
    static func uncheckedClaims(_ token: Secret) -> JSONObject? {
        let text = Array(token.exposed.utf8)
        let parts = parts(text)
        return parts.count == 3 ? object(parts[1]) : nil
    }

    private static func parts(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    private static func object(_ part: ArraySlice<UInt8>) -> JSONObject? {
        guard let bytes = Base64URL.bytes(part), case let document = JSONDocument(parsing: bytes),
            document.problem == nil
        else { return nil }
        return document.value?.object
    }
}
