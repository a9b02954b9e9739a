package import AlexaProtocol
import Skill
package import Timing

/// Stands in for Login with Amazon: every code that is well-formed is taken, and nothing is kept.
package struct SimulatedGrants: GrantReceiver {
    /// Takes grants.
    package init() {}

    package func accept(_ grant: Authorization.AcceptGrant, deadline: Deadline) async throws(AlexaError) {}
}
