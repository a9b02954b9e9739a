/// A customer: our account id, not a token. Never logged as it is.
package struct CustomerID: Hashable, Sendable {
    /// The id.
    package let rawValue: String

    /// The customer of that id.
    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// The one customer of a skill that serves one household.
    package static let household = CustomerID("household")
}
