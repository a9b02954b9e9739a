package import AlexaProtocol
package import Logging
package import Timing

/// Refuses every grant, because a setting is missing or wrong, and says which.
package struct NoGrants: GrantReceiver {
    private let reason: String
    private let logger: Logger?

    /// - Parameter missing: the settings that are missing.
    package init(missing: String) {
        reason = "this skill cannot keep grants; please set \(missing)"
        logger = nil
    }

    /// - Parameters:
    ///   - reason: why no grant is kept, and what to do.
    ///   - logger: gets a line with the reason each time.
    package init(because reason: String, logger: Logger) {
        self.reason = reason
        self.logger = logger
    }

    package func accept(
        _ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline
    ) async throws(AlexaError) {
        logger?.warning("grant_refused", metadata: ["reason": "\(reason)"])
        throw AlexaError(Authorization.Failure.acceptGrantFailed, reason)
    }
}
