/// A customer: our account id, not a token. Never logged in plain text.
package struct CustomerID: Hashable, Sendable {
    /// The account id.
    package let rawValue: String

    /// The customer with this account id.
    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// The one customer of a skill that serves one household.
    package static let household = CustomerID("household")
}
