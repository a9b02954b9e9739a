package import AlexaProtocol
package import Timing

/// Finds the customer to whom a directive's token belongs.
package protocol CustomerResolver: Sendable {
    /// The customer of that token.
    ///
    /// - Parameter deadline: when the caller stops waiting.
    func customer(of credential: Scope?, deadline: Deadline) async throws(CustomerFailure) -> CustomerID
}

/// Why the customer of a token is not known.
///
/// Alexa ends the customer's account linking after INVALID_ and EXPIRED_AUTHORIZATION_CREDENTIAL, so only a definite answer
/// of the token's issuer about this token may be `invalidToken` or `expiredToken`. Source: Alexa.ErrorResponse.
package enum CustomerFailure: Error, Hashable, Sendable {
    /// The token is missing or is nobody's.
    case invalidToken(String)
    /// The token was valid once.
    case expiredToken(String)
    /// The look-up failed, which says nothing about the token. An operator has to look into it.
    case lookupFailed(String)

    /// What happened, why, and what to do; without the token.
    package var message: String {
        switch self {
        case .invalidToken(let message), .expiredToken(let message), .lookupFailed(let message): message
        }
    }
}

/// Takes every directive as one configured customer's. For a private skill that only one household can enable.
package struct HouseholdResolver: CustomerResolver {
    private let customer: CustomerID

    /// - Parameter customer: the one customer.
    package init(_ customer: CustomerID = .household) {
        self.customer = customer
    }

    package func customer(of credential: Scope?, deadline: Deadline) -> CustomerID { customer }
}
