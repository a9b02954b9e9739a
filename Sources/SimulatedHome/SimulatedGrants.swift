package import AlexaProtocol
package import EventGateway
package import Timing

/// Stands in for Login with Amazon: every code that is well-formed is taken, and nothing is kept.
package struct SimulatedGrants: GrantReceiver {
    /// Takes grants.
    package init() {}

    package func accept(_ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline) {}
}
