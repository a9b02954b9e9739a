package import AlexaProtocol
package import Timing

/// Says which customer a directive's token means.
package protocol CustomerResolver: Sendable {
    /// The customer of that token.
    ///
    /// - Throws: INVALID_AUTHORIZATION_CREDENTIAL or EXPIRED_AUTHORIZATION_CREDENTIAL if it is nobody's, INTERNAL_ERROR
    ///   if that cannot be found out just now.
    func customer(of credential: Scope?, deadline: Deadline) async throws(AlexaError) -> CustomerID
}

/// One household: whoever asks is the one configured customer. For a private skill, which nobody else can enable.
package struct HouseholdResolver: CustomerResolver {
    private let customer: CustomerID

    /// - Parameter customer: the one customer.
    package init(_ customer: CustomerID = .household) {
        self.customer = customer
    }

    package func customer(of credential: Scope?, deadline: Deadline) -> CustomerID { customer }
}
