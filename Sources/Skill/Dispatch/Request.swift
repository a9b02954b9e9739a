import AlexaProtocol
import Timing

/// A directive that could be read, with what its answer needs.
struct Request: Sendable {
    let directive: Directive
    let address: ReplyAddress
    /// When an answer on the same connection is no longer worth anything.
    let deadline: Deadline

    /// The customer's credential as the directive carries it.
    var credential: Scope? { directive.endpoint?.scope }
}

extension Directive {
    /// Whether its answer may follow later. Alexa.Discovery and Alexa.Authorization are answered at once or not at all.
    var isDeferrable: Bool {
        endpoint != nil && header.namespace != Discovery.namespace && header.namespace != Authorization.namespace
    }
}
