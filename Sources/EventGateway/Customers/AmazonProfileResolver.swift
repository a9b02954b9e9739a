package import AlexaProtocol
package import HTTPTransport
import HTTPTypes
package import Timing

/// Resolves tokens with the profile service of Login with Amazon, for skills whose account linking is Login with Amazon itself.
/// The customer is Amazon's `user_id`, which is the same for all apps of one developer.
///
/// Source: Login with Amazon, Obtain Customer Profile Information.
package final class AmazonProfileResolver: CustomerResolver {
    /// The profile address of Login with Amazon.
    package static let usualURL = ServiceURL(https: "api.amazon.com", path: "/user/profile")

    private let transport: HTTPTransport
    private let url: ServiceURL
    private let environment: SkillEnvironment
    private let timeout: Duration
    private let cache = TokenCache()

    /// A resolver that sends its requests to `url`.
    ///
    /// - Parameter timeout: the most that one look-up may take.
    package init(
        _ transport: HTTPTransport, url: ServiceURL, environment: SkillEnvironment, timeout: Duration = .seconds(3)
    ) {
        self.transport = transport
        self.url = url
        self.environment = environment
        self.timeout = timeout
    }

    package func customer(of credential: Scope?, deadline: Deadline) async throws(CustomerFailure) -> CustomerID {
        guard let token = Secret(token: credential?.token) else {
            throw .invalidToken("the directive carries no token that could be Login with Amazon's")
        }
        let now = environment.uptime()
        if case .current(let customer) = cache.finding(token, at: now) { return customer }
        let customer = try await lookUp(token, deadline)
        cache.keep(token, of: customer, at: now)
        return customer
    }

    private func lookUp(_ token: Secret, _ deadline: Deadline) async throws(CustomerFailure) -> CustomerID {
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(
                url.request(.get, [.authorization: "Bearer \(token.exposed)", .accept: "application/json"]),
                within: min(timeout, deadline.timeLeft))
        } catch {
            throw .lookupFailed("Login with Amazon cannot be asked whose token this is: \(error)")
        }
        let body = JSONDocument(parsing: answer.body).value?.object
        let status = answer.head.status.code
        guard status != 200 else {
            guard let id = body?["user_id"]?.string, (1...256).contains(id.utf8.count) else {
                throw .lookupFailed("Login with Amazon sent a profile without user_id")
            }
            return CustomerID(id)
        }
        // Only `invalid_token` is about the token itself: it is expired, revoked or malformed.
        if status == 400 || status == 401, body?["error"]?.string == "invalid_token" {
            throw .expiredToken(
                "Login with Amazon says that the token of the directive is expired, revoked or malformed")
        }
        if status == 401 || status == 403 {
            throw .lookupFailed(
                "Login with Amazon refuses the profile (HTTP \(status)): account linking must ask for the scope profile:user_id"
            )
        }
        throw .lookupFailed("Login with Amazon does not say whose token this is (HTTP \(status))")
    }
}
