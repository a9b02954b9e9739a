package import AlexaProtocol
package import HTTPTransport
import HTTPTypes
package import Timing

/// Amazon's OAuth 2 service, which exchanges codes and refresh tokens for access tokens.
///
/// Source: Login with Amazon, Access Token Response; Alexa.Authorization.
package struct LoginWithAmazon: Sendable {
    /// The client id and secret of the skill's *Permissions* page, not those of account linking.
    package struct Client: Sendable {
        /// The client id.
        package let id: String
        /// The client secret.
        package let secret: Secret

        /// A client.
        package init(id: String, secret: Secret) {
            self.id = id
            self.secret = secret
        }
    }

    /// The tokens that Login with Amazon returns.
    package struct Tokens: Hashable, Sendable {
        /// The access token, good for `lifetime`.
        package let access: Secret
        /// The new refresh token; `nil` if the old one stays valid.
        package let refresh: Secret?
        /// How long the access token is valid.
        package let lifetime: Duration
    }

    /// The token endpoint of Login with Amazon.
    package static let usualURL = ServiceURL(https: "api.amazon.com", path: "/auth/o2/token")
    private static let retries = RetryPolicy(resends: 2, firstPause: .milliseconds(500), jitter: 0.5)

    private let transport: HTTPTransport
    private let url: ServiceURL
    private let client: Client
    private let environment: SkillEnvironment
    private let timeout: Duration

    /// A client of Login with Amazon at `url`.
    ///
    /// - Parameter timeout: of one request; after a timeout the request is sent again within the deadline.
    package init(
        _ transport: HTTPTransport, url: ServiceURL, client: Client, environment: SkillEnvironment,
        timeout: Duration = .seconds(3)
    ) {
        self.transport = transport
        self.url = url
        self.client = client
        self.environment = environment
        self.timeout = timeout
    }

    /// Exchanges the code of an AcceptGrant.
    package func exchange(code: String, deadline: Deadline) async throws(LoginFailure) -> Tokens {
        let tokens = try await ask([("grant_type", "authorization_code"), ("code", code)], deadline)
        guard tokens.refresh != nil else {
            throw .unexpected("Login with Amazon exchanged the code without giving a refresh token")
        }
        return tokens
    }

    /// Renews an access token.
    package func refresh(_ token: Secret, deadline: Deadline) async throws(LoginFailure) -> Tokens {
        try await ask([("grant_type", "refresh_token"), ("refresh_token", token.exposed)], deadline)
    }

    private func ask(_ fields: [(String, String)], _ deadline: Deadline) async throws(LoginFailure) -> Tokens {
        let form = PercentEncoding.form(fields + [("client_id", client.id), ("client_secret", client.secret.exposed)])
        var attempts = 0
        while true {
            attempts += 1
            do throws(LoginFailure) {
                return try await once(form, deadline)
            } catch .unavailable(let reason) {
                let pause = Self.retries.pause(after: attempts, retryAfter: nil, random: environment.random())
                guard let pause, pause < deadline.timeLeft else { throw .unavailable(reason) }
                await environment.sleep(pause)
            }
        }
    }

    private func once(_ form: [UInt8], _ deadline: Deadline) async throws(LoginFailure) -> Tokens {
        let request = url.request(
            .post,
            [.contentType: "application/x-www-form-urlencoded;charset=UTF-8", .accept: "application/json"])
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(request, body: form, within: min(timeout, deadline.timeLeft))
        } catch {
            let text = "Login with Amazon cannot be reached: \(error)"
            switch error.kind {
            case .refusedByUs, .certificateRefused: throw .misconfigured(text)
            case .couldNotResolve, .couldNotConnect, .tls, .timedOutConnecting, .timedOutWaiting, .connectionLost,
                .tooLarge, .cancelled, .libraryFailure:
                throw .unavailable(text)
            }
        }
        let body = JSONDocument(parsing: answer.body).value?.object
        guard answer.head.status.code == 200 else {
            throw Self.failure(status: answer.head.status.code, error: body?["error"]?.string)
        }
        guard let access = Secret(token: body?["access_token"]?.string) else {
            throw .unexpected("Login with Amazon answered 200 without a usable access_token")
        }
        return Tokens(
            access: access, refresh: Secret(token: body?["refresh_token"]?.string),
            lifetime: Self.lifetime(body?["expires_in"]))
    }

    /// The lifetime of a token; an hour, as documented, if the answer does not say.
    private static func lifetime(_ value: JSONValue?) -> Duration {
        let seconds = value?.number ?? value?.string.flatMap(Double.init) ?? .nan
        return .seconds(seconds.isNaN ? 3600 : min(max(seconds, 0), 86_400))
    }

    /// HTTP 400 means a bug, a wrong setting or a revoked grant: only `error` distinguishes them.
    private static func failure(status: Int, error: String?) -> LoginFailure {
        let clientError = (400..<500).contains(status)
        return switch error {
        case "invalid_grant" where clientError:
            .refused(
                "Login with Amazon refused the code or token (invalid_grant): it is used, expired, revoked, "
                    + "or belongs to another client id than lwa.client_id")
        case "invalid_client" where clientError:
            .misconfigured(
                "Login with Amazon does not know this client (invalid_client): lwa.client_id and lwa.client_secret "
                    + "must be those of the skill's Permissions page, Send Alexa Events")
        case "unauthorized_client" where clientError:
            .misconfigured(
                "Login with Amazon does not let this client do this (unauthorized_client): switch on Send Alexa Events "
                    + "on the skill's Permissions page and use the client id shown there")
        case "invalid_request" where clientError, "unsupported_grant_type" where clientError,
            "invalid_scope" where clientError:
            .unexpected("Login with Amazon finds our request wrong (HTTP \(status)); please report this as a bug")
        default:
            status == 429 || status == 408 || status >= 500
                ? .unavailable("Login with Amazon is in trouble (HTTP \(status))")
                : .unexpected("Login with Amazon answered HTTP \(status) without an error that is documented")
        }
    }
}
