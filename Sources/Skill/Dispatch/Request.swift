import AlexaProtocol
import EventGateway
import Timing

/// A directive that could be read, with what its answer needs.
struct Request: Sendable {
    let directive: Directive
    let address: ReplyAddress
    /// When an answer on the same connection is no longer worth anything.
    let deadline: Deadline
    /// Whose it is, once somebody has looked that up.
    var customer: Result<CustomerID, AlexaError>?

    /// The customer's credential as the directive carries it.
    var credential: Scope? { directive.endpoint?.scope }
}

extension Directive {
    /// Whether it is for an endpoint, as Alexa.Discovery and Alexa.Authorization never are. Only then may its answer follow
    /// later.
    var isForEndpoint: Bool {
        endpoint != nil && header.namespace != Discovery.namespace && header.namespace != Authorization.namespace
    }
}
