package import AlexaProtocol
package import HTTPTransport
import HTTPTypes
import Synchronization
package import Timing

/// Looks the token up at Login with Amazon, for skills whose account linking is Login with Amazon itself. The customer
/// is Amazon's `user_id`, which is the same for all apps of one developer.
///
/// Source: Login with Amazon, Obtain Customer Profile Information.
package final class AmazonProfileResolver: CustomerResolver {
    /// Where Login with Amazon tells a profile.
    package static let usualURL = ServiceURL(https: "api.amazon.com", path: "/user/profile")
    /// How long an answer is believed: a token that was taken back is good for that long at most.
    private static let lifetime = Duration.seconds(600)
    private static let capacity = 10_000

    private let transport: HTTPTransport
    private let url: ServiceURL
    private let environment: SkillEnvironment
    private let patience: Duration
    private let known = Mutex<[Secret: (customer: CustomerID, asOf: Duration)]>([:])

    /// A resolver that asks `url`.
    ///
    /// - Parameter patience: how long one look-up may take.
    package init(
        _ transport: HTTPTransport, url: ServiceURL, environment: SkillEnvironment, patience: Duration = .seconds(3)
    ) {
        self.transport = transport
        self.url = url
        self.environment = environment
        self.patience = patience
    }

    package func customer(of credential: Scope?, deadline: Deadline) async throws(AlexaError) -> CustomerID {
        guard let text = credential?.token, !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AlexaError(.generic(.invalidAuthorizationCredential), "the directive carries no usable token")
        }
        let token = Secret(text)
        let now = environment.uptime()
        if let entry = known.withLock({ $0[token] }), now - entry.asOf < Self.lifetime { return entry.customer }
        let customer = try await lookUp(token, deadline)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[token] = (customer, now)
        }
        return customer
    }

    private func lookUp(_ token: Secret, _ deadline: Deadline) async throws(AlexaError) -> CustomerID {
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(
                url.request(.get, [.authorization: "Bearer \(token.exposed)", .accept: "application/json"]),
                within: min(patience, deadline.timeLeft))
        } catch {
            throw .internalError("Login with Amazon cannot say whose token this is: \(error)")
        }
        let body = JSONDocument(parsing: answer.body).value?.object
        switch answer.head.status.code {
        case 200:
            guard let id = body?["user_id"]?.string, (1...256).contains(id.utf8.count) else {
                throw .internalError("Login with Amazon told a profile without user_id")
            }
            return CustomerID(id)
        case 400, 401:
            // `invalid_token` is an expired, revoked or malformed token; Alexa asks the customer to link again.
            throw AlexaError(
                .generic(
                    body?["error"]?.string == "invalid_token"
                        ? .expiredAuthorizationCredential : .invalidAuthorizationCredential),
                "Login with Amazon does not accept the token of the directive")
        case 403:
            throw AlexaError(
                .generic(.invalidAuthorizationCredential),
                "the token does not let us read the profile: account linking must ask for the scope profile:user_id")
        default:
            throw .internalError(
                "Login with Amazon cannot say whose token this is (HTTP \(answer.head.status.code))")
        }
    }
}
