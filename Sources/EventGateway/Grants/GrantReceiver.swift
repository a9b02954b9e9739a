package import AlexaProtocol
package import Timing

/// Accepts the permission to send events to Alexa in a customer's name.
package protocol GrantReceiver: Sendable {
    /// Exchanges the code for tokens and stores them.
    ///
    /// - Throws: ACCEPT_GRANT_FAILED with a message that tells an engineer what to fix.
    func accept(
        _ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline
    ) async throws(AlexaError)
}
