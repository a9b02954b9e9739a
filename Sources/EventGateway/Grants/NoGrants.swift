package import AlexaProtocol
package import Timing

/// Accepts no grant, because it is not set up to, and says what is missing.
package struct NoGrants: GrantReceiver {
    private let missing: String

    /// - Parameter missing: the settings that are missing.
    package init(missing: String) {
        self.missing = missing
    }

    package func accept(
        _ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline
    ) async throws(AlexaError) {
        throw AlexaError(
            Authorization.Failure.acceptGrantFailed, "this skill cannot keep grants; please set \(missing)")
    }
}
