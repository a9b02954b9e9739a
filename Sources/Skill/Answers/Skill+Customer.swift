import AlexaProtocol
import EventGateway
import Logging
import Timing

extension Skill {
    /// The scope types that Alexa sends. Source: Alexa message guide; Alexa Smart Properties.
    private static let scopeTypes: Set<String> = ["BearerToken", "BearerTokenWithPartition"]

    /// The context of calls to adapters for this directive.
    ///
    /// - Throws: INVALID_ or EXPIRED_AUTHORIZATION_CREDENTIAL if the token is refused; INTERNAL_ERROR if the customer
    ///   cannot be looked up.
    func call(_ credential: Scope?, _ request: Request) async throws(DirectiveFailure) -> (AdapterCall, CustomerHome) {
        let customer = try await customer(of: credential, request)
        let home = homes.home(of: customer)
        request.record.noteCustomer(home.hash)
        let call = AdapterCall(
            customer: customer, credential: credential, messageId: request.directive.header.messageId ?? "",
            answerBy: request.answerBy, record: request.record)
        return (call, home)
    }

    /// The customer of a token. Until the customer is found, ``late(_:)`` reports that the look-up is too slow.
    func customer(of credential: Scope?, _ request: Request) async throws(DirectiveFailure) -> CustomerID {
        request.record.noteStep(.customer)
        if let problem = Self.problem(with: credential) {
            guard !options.requiresCredential else {
                throw DirectiveFailure(
                    AlexaError(.generic(.invalidAuthorizationCredential), problem), rule: "skill.no_credential")
            }
            logger.warning(
                "no_credential",
                metadata: [
                    "reason": "\(problem); tolerated because everything is simulated"
                ])
        }
        do throws(CustomerFailure) {
            return try await customers.customer(of: credential, deadline: request.answerBy)
        } catch {
            throw DirectiveFailure(error)
        }
    }

    private static func problem(with credential: Scope?) -> String? {
        guard let credential, !credential.token.isEmpty else { return "the directive has no token" }
        return scopeTypes.contains(credential.type) ? nil : "the type of the directive's scope is unknown"
    }
}
