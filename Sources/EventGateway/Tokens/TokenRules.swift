import AlexaProtocol
import Timing

/// The claims that a token must have to be accepted, and the claim that names the customer.
///
/// Source: RFC 7519, 4.1; RFC 8725, 3.8 to 3.10; RFC 9068, 4; RFC 7662, 2.2.
package struct TokenRules: Sendable {
    /// The only issuer, compared letter by letter; `nil`: not compared.
    package var issuer: String?
    /// One of them has to be in `aud`; empty: not compared.
    package var audiences: Set<String> = []
    /// One of them has to be the client that the token was issued to; empty: not compared.
    package var clients: Set<String> = []
    /// The claim that names the customer.
    package var customerClaim = "sub"

    /// The tolerated difference between clocks.
    static let leeway = Duration.seconds(60)

    /// The claims that name the client: RFC 9068 and Cognito; OpenID Connect, Keycloak, Auth0 and Entra; Okta; Entra's version 1.
    private static let clientClaims = ["client_id", "azp", "cid", "appid"]

    /// No rules; `sub` names the customer.
    package init() {}

    /// Checks issuer, audience and client.
    ///
    /// - Parameter isAnswer: whether the claims are the server's answer about a token. A claim missing there is not the token's
    ///   fault.
    func checkOrigin(_ claims: JSONObject, isAnswer: Bool) throws(CustomerFailure) {
        func missing(_ name: String) -> CustomerFailure {
            isAnswer
                ? .lookupFailed(
                    "the authorization server does not say the token's \(name), which has to be compared with the settings: let "
                        + "it say so, or unset the setting")
                : .invalidToken("the directive's token has no \(name), which has to be compared with the settings")
        }
        if let issuer {
            guard let claim = claims["iss"] else { throw missing("iss") }
            guard claim.string == issuer else {
                let hint = claim.string.map { $0 + "/" == issuer || $0 == issuer + "/" } == true
                throw .invalidToken(
                    "the directive's token is from another issuer than \(issuer) (token.issuer)"
                        + (hint ? "; they differ in the slash at the end" : ""))
            }
        }
        if !audiences.isEmpty {
            guard let claim = claims["aud"] else { throw missing("aud") }
            guard (claim.array ?? [claim]).contains(where: { $0.string.map(audiences.contains) == true }) else {
                throw .invalidToken("the directive's token is for another audience than those of token.audiences")
            }
        }
        if !clients.isEmpty {
            guard let name = Self.clientClaims.first(where: { claims[$0] != nil }) else { throw missing("client_id") }
            guard claims[name]?.string.map(clients.contains) == true else {
                throw .invalidToken("the directive's token is for another client than those of token.client_ids")
            }
        }
    }

    /// Checks when the token becomes valid and when it expires.
    ///
    /// - Returns: how much longer it is valid, not counting the leeway; `nil` if it has no expiry.
    /// - Throws: `expiredToken` if it has expired; `lookupFailed` if it is not valid yet, which means that a clock is wrong.
    func timeLeft(_ claims: JSONObject, at now: Timestamp) throws(CustomerFailure) -> Duration? {
        for name in ["iat", "nbf"] {
            guard let begin = try Self.time(name, claims), begin > now.advanced(by: Self.leeway) else { continue }
            let seconds = (begin.milliseconds - now.milliseconds) / 1000
            throw .lookupFailed(
                "the directive's token is valid only \(seconds) s from now (\(name)): this machine's clock or the "
                    + "authorization server's is wrong, or the server issues tokens for later")
        }
        guard let end = try Self.time("exp", claims) else { return nil }
        guard now < end.advanced(by: Self.leeway) else {
            throw .expiredToken(
                "the directive's token expired \((now.milliseconds - end.milliseconds) / 1000) s ago by this machine's "
                    + "clock (exp): Alexa has not renewed it")
        }
        return .milliseconds(end.milliseconds - now.milliseconds)
    }

    /// The customer in the claim ``customerClaim``.
    func customer(_ claims: JSONObject) throws(CustomerFailure) -> CustomerID {
        let claim = claims[customerClaim]
        let id = claim?.string ?? claim?.integer.map(String.init)
        guard let id, (1...256).contains(id.utf8.count) else {
            throw .lookupFailed(
                "the token does not name its customer: it has no \(customerClaim) (token.customer_claim) of 1 to 256 "
                    + "characters")
        }
        return CustomerID(id)
    }

    /// Seconds since 1970, fractions allowed; `nil` if the claim is missing.
    static func time(_ name: String, _ claims: JSONObject) throws(CustomerFailure) -> Timestamp? {
        guard let claim = claims[name] else { return nil }
        guard let seconds = claim.number, seconds.magnitude < 1e12 else {
            throw .invalidToken("the directive's token is malformed: \(name) is not a time in seconds")
        }
        return Timestamp(milliseconds: Int64(seconds * 1000))
    }
}
