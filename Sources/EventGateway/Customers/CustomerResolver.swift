package import AlexaProtocol
package import Timing

/// Finds the customer that a directive's token belongs to.
package protocol CustomerResolver: Sendable {
    /// The customer that the token in `credential` belongs to.
    ///
    /// - Parameter deadline: when the caller stops waiting.
    func customer(of credential: Scope?, deadline: Deadline) async throws(CustomerFailure) -> CustomerID
}

/// Why the customer of a token is not known.
///
/// Alexa ends the customer's account linking after INVALID_ and EXPIRED_AUTHORIZATION_CREDENTIAL, so only a definite answer
/// of the token's issuer about this token may be `invalidToken` or `expiredToken`. Source: Alexa.ErrorResponse.
package enum CustomerFailure: Error, Hashable, Sendable {
    /// The token is missing, or belongs to no customer.
    case invalidToken(String)
    /// The token was valid and has expired.
    case expiredToken(String)
    /// The look-up failed; whether the token is valid is unknown. An operator has to find the cause.
    case lookupFailed(String)

    /// What happened, why, and what to do; without the token.
    package var message: String {
        switch self {
        case .invalidToken(let message), .expiredToken(let message), .lookupFailed(let message): message
        }
    }
}

/// Assigns every directive to one configured customer. For a private skill that only one household can enable.
package struct HouseholdResolver: CustomerResolver {
    private let customer: CustomerID

    /// - Parameter customer: the customer of every directive.
    package init(_ customer: CustomerID = .household) {
        self.customer = customer
    }

    package func customer(of credential: Scope?, deadline: Deadline) -> CustomerID { customer }
}
