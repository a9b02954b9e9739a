package import AlexaProtocol
package import EventGateway
package import Timing

/// Replaces Login with Amazon: every well-formed code is accepted, and nothing is stored.
package struct SimulatedGrants: GrantReceiver {
    /// A receiver that accepts every grant.
    package init() {}

    package func accept(_ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline) {}
}
