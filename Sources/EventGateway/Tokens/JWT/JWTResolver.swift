package import AlexaProtocol
package import HTTPTransport
package import Logging
package import Timing

/// Checks JWTs of the operator's own authorization server, and reads the customer from their claims. Only the server's public
/// keys are requested.
///
/// Source: RFC 7519 (JWT), RFC 7515 (JWS), RFC 7517 (JWK), RFC 8725 (best current practices), RFC 9068 (access tokens).
package final class JWTResolver: CustomerResolver {
    /// The rules, keys and algorithms by which tokens are accepted.
    package struct Configuration: Sendable {
        /// The claims that a token must have. The issuer has to be set.
        package var rules: TokenRules
        /// Where the issuer's keys are.
        package var keys: KeySource
        /// The algorithms that are accepted.
        package var algorithms = JWTAlgorithm.allCases

        /// Accepts all algorithms.
        package init(_ rules: TokenRules, keys: KeySource) {
            self.rules = rules
            self.keys = keys
        }
    }

    private let configuration: Configuration
    private let keys: IssuerKeys
    private let cache = TokenCache()
    private let environment: SkillEnvironment

    /// A resolver that reads the issuer's keys when the first token is to be checked.
    ///
    /// - Parameter timeout: the most that one request for keys may take.
    package init(
        _ transport: HTTPTransport, _ configuration: Configuration, environment: SkillEnvironment, logger: Logger,
        timeout: Duration = .seconds(3)
    ) {
        self.configuration = configuration
        self.environment = environment
        keys = IssuerKeys(
            configuration.keys, issuer: configuration.rules.issuer ?? "",
            KeySourceClient(transport: transport, timeout: timeout), environment: environment, logger: logger)
    }

    package func customer(of credential: Scope?, deadline: Deadline) async throws(CustomerFailure) -> CustomerID {
        guard let secret = Secret(token: credential?.token) else {
            throw .invalidToken("the directive carries no token that could be a JWT")
        }
        let uptime = environment.uptime()
        if case .current(let customer) = cache.finding(secret, at: uptime) { return customer }
        let token = try SignedToken(secret)
        guard configuration.algorithms.contains(token.algorithm) else {
            throw .invalidToken("the directive's token is signed with an algorithm that jwt.algorithms does not have")
        }
        // A token from or for another party is refused before its signature is checked, which may cost a request.
        try configuration.rules.checkOrigin(token.claims, isAnswer: false)
        try await checkSignature(token, deadline)
        guard let timeLeft = try configuration.rules.timeLeft(token.claims, at: environment.now()) else {
            throw .invalidToken("the directive's token does not say when it ends (exp)")
        }
        let customer = try configuration.rules.customer(token.claims)
        cache.keep(secret, of: customer, at: uptime, for: timeLeft)
        return customer
    }

    /// - Throws: `invalidToken` if none of the issuer's keys has signed the token, `lookupFailed` if the keys could not be
    ///   refreshed.
    private func checkSignature(_ token: SignedToken, _ deadline: Deadline) async throws(CustomerFailure) {
        var (set, isNew) = try await keys.current(before: deadline)
        if set.hasSigned(token) { return }
        // The issuer may have new keys.
        if !isNew {
            if let newer = try await keys.newer(than: set, before: deadline) {
                set = newer
                if set.hasSigned(token) { return }
            } else if !set.knowsKey(of: token), try isLater(token, than: set) {
                throw .lookupFailed(
                    "the authorization server's keys have no key of the directive's token, which may be newer than they are; "
                        + "too many such tokens came to read them again at once")
            }
        }
        throw .invalidToken(
            set.knowsKey(of: token)
                ? "the signature of the directive's token is wrong"
                : "the directive's token is not signed with a key that the authorization server publishes")
    }

    /// Whether the token was issued after the keys were read, or has no time of issue.
    private func isLater(_ token: SignedToken, than set: SigningKeySet) throws(CustomerFailure) -> Bool {
        guard let issued = try TokenRules.time("iat", token.claims) else { return true }
        return issued > set.readAt
    }
}

extension JWTResolver {
    /// Requests the issuer's keys, for `porchlight check`.
    package func check(before deadline: Deadline) async -> ResolverCheck {
        do throws(CustomerFailure) {
            let (set, _) = try await keys.current(before: deadline)
            guard set.keys.contains(where: { key in configuration.algorithms.contains { key.fits($0) } }) else {
                return ResolverCheck(
                    works: false, "The server's keys are for \(set.summary), and jwt.algorithms has none of these.")
            }
            return ResolverCheck(works: true, "The server's keys can be read: \(set.summary).")
        } catch {
            return ResolverCheck(works: false, error.message)
        }
    }
}
