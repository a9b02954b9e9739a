/// `Alexa.Discovery`: what the customer has. Never declared as a capability, always answered synchronously.
/// Source: Alexa.Discovery.
package enum Discovery: AlexaInterface {
    package static let namespace = "Alexa.Discovery"
    package static let directives = [
        DirectiveKind("Discover", answer: nil) { (payload: Payload) throws(AlexaError) in
            Directive.discover(Scope(payload.object["scope"]))
        }
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// List all endpoints of the customer whom the scope names.
        case discover(Scope?)
    }
}
