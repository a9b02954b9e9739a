package import AlexaProtocol
import FoundationEssentials
package import HTTPTransport
import HTTPTypes
package import Timing

/// Looks tokens up at the operator's own authorization server, for tokens that only the server can read. Source: RFC 7662.
package final class IntrospectionResolver: CustomerResolver {
    /// The server's endpoint, our credential there, and the rules for its answers.
    package struct Configuration: Sendable {
        /// The introspection endpoint.
        package var url: ServiceURL
        /// Our credential at the endpoint.
        package var credential: Credential
        /// The claims that an answer must have. Without rules the server alone decides.
        package var rules: TokenRules

        /// Our credential at the endpoint.
        package enum Credential: Sendable {
            /// Client id and secret, by HTTP Basic.
            case client(id: String, Secret)
            /// An access token.
            case bearer(Secret)
        }

        /// A server and its rules.
        package init(_ url: ServiceURL, _ credential: Credential, _ rules: TokenRules) {
            self.url = url
            self.credential = credential
            self.rules = rules
        }
    }

    private let transport: HTTPTransport
    private let configuration: Configuration
    private let environment: SkillEnvironment
    private let timeout: Duration
    private let cache = TokenCache()

    /// A resolver that looks each token up at most every ten minutes.
    ///
    /// - Parameter timeout: the most that one request may take.
    package init(
        _ transport: HTTPTransport, _ configuration: Configuration, environment: SkillEnvironment,
        timeout: Duration = .seconds(3)
    ) {
        self.transport = transport
        self.configuration = configuration
        self.environment = environment
        self.timeout = timeout
    }

    package func customer(of credential: Scope?, deadline: Deadline) async throws(CustomerFailure) -> CustomerID {
        guard let token = Secret(token: credential?.token) else {
            throw .invalidToken("the directive carries no token that could be an access token")
        }
        let uptime = environment.uptime()
        let finding = cache.finding(token, at: uptime)
        if case .current(let customer) = finding { return customer }
        let answer = try await ask(token, deadline)
        guard answer["active"] == true else { throw inactive(token, answer, wasActive: finding == .outdated) }
        try configuration.rules.checkOrigin(answer, isAnswer: true)
        let timeLeft = try configuration.rules.timeLeft(answer, at: environment.now())
        let customer = try configuration.rules.customer(answer)
        cache.keep(token, of: customer, at: uptime, for: timeLeft)
        return customer
    }

    /// Why a token is not active. The server does not say whether it has expired or was never valid (RFC 7662, 2.2), and Alexa
    /// ends the account linking in either case. So the distinction only affects the log: a token that was active before, or whose
    /// own expiry has passed, has expired. The expiry in a JWT is read without checking its signature, since the token is refused
    /// anyway.
    private func inactive(_ token: Secret, _ answer: JSONObject, wasActive: Bool) -> CustomerFailure {
        let now = environment.now()
        let isOver = [answer, SignedToken.uncheckedClaims(token) ?? [:]].contains { claims in
            do throws(CustomerFailure) {
                return try TokenRules.time("exp", claims).map { $0 <= now } ?? false
            } catch {
                // An expiry that cannot be read is ignored.
                return false
            }
        }
        return wasActive || isOver
            ? .expiredToken("the authorization server says that the directive's token is not active any more")
            : .invalidToken(
                "the authorization server says that the directive's token is not active: it has expired, was revoked, or is "
                    + "not one of its own")
    }

    /// The server's answer about a token; it has the field `active`.
    private func ask(_ token: Secret, _ deadline: Deadline) async throws(CustomerFailure) -> JSONObject {
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(
                configuration.url.request(
                    .post,
                    [
                        .authorization: authorization, .accept: "application/json",
                        .contentType: "application/x-www-form-urlencoded",
                    ]),
                body: PercentEncoding.form([("token", token.exposed), ("token_type_hint", "access_token")]),
                within: min(timeout, deadline.timeLeft))
        } catch {
            throw .lookupFailed("the authorization server cannot be asked whose token this is: \(error)")
        }
        let body = JSONDocument(parsing: answer.body)
        let status = answer.head.status.code
        guard status == 200 else {
            if status == 401 || status == 403 || body.value?.object?["error"] == "invalid_client" {
                throw .lookupFailed(
                    "the authorization server refuses our own credentials (HTTP \(status)): check introspection.client_id "
                        + "and introspection.client_secret, or introspection.token, and whether they may introspect tokens"
                )
            }
            throw .lookupFailed(
                "the authorization server does not say whose token this is: \(configuration.url) answers HTTP \(status)"
            )
        }
        guard body.problem == nil, let object = body.value?.object, object["active"]?.bool != nil else {
            throw .lookupFailed(
                "the answer of \(configuration.url) is no introspection: it is no JSON object with a boolean `active`")
        }
        return object
    }

    /// The Authorization field. Id and secret are encoded before they are joined (RFC 6749, 2.3.1).
    private var authorization: String {
        switch configuration.credential {
        case .bearer(let token): return "Bearer \(token.exposed)"
        case .client(let id, let secret):
            let parts = [id, secret.exposed].map {
                String(decoding: PercentEncoding.form([("", $0)]).dropFirst(), as: UTF8.self)
            }
            return "Basic " + Data(parts.joined(separator: ":").utf8).base64EncodedString()
        }
    }
}

extension IntrospectionResolver {
    /// Looks up a token that was never issued, for `porchlight check`.
    package func check(before deadline: Deadline) async -> ResolverCheck {
        do throws(CustomerFailure) {
            guard try await ask(Secret("porchlight-check"), deadline)["active"] == false else {
                return ResolverCheck(works: false, "The server reports a token as active that was never issued.")
            }
            return ResolverCheck(works: true, "The server accepts our credentials and answers.")
        } catch {
            return ResolverCheck(works: false, error.message)
        }
    }
}
