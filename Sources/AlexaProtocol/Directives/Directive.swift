/// A message from Alexa, decoded as far as possible without knowing the endpoint.
///
/// The payload stays untyped until the endpoint's capability is known; ``AlexaInterface`` then types it. Source: Alexa message
/// guide, "Directive". A class, like its header, because it is passed on unchanged many times.
package final class Directive: Sendable {
    /// The interface, the directive's name and the message id.
    package let header: Header
    /// The addressed endpoint; Discover and AcceptGrant have none.
    package let endpoint: Endpoint?
    /// The arguments; an absent or null payload is an empty one.
    package let payload: JSONValue

    init(header: Header, endpoint: Endpoint?, payload: JSONValue) {
        self.header = header
        self.endpoint = endpoint
        self.payload = payload
    }

    /// The header of a directive.
    package final class Header: Sendable {
        /// The interface, such as `Alexa.PowerController`.
        package let namespace: String
        /// The directive's name within its interface, such as `TurnOn`.
        package let name: String
        /// The addressed capability, on interfaces that an endpoint can have several times.
        package let instance: String?
        /// The version of the payload, `3` for most interfaces; `nil` means the interface's own.
        package let payloadVersion: String?
        /// Alexa's id of the message, for logs.
        package let messageId: String?

        /// The header of a directive of that name; the rest may be unknown.
        package init(
            _ namespace: String, _ name: String, instance: String? = nil, payloadVersion: String? = nil,
            messageId: String? = nil
        ) {
            self.namespace = namespace
            self.name = name
            self.instance = instance
            self.payloadVersion = payloadVersion
            self.messageId = messageId
        }

        /// `Alexa.PowerController.TurnOn`, for messages and logs.
        package var fullName: String { "\(namespace).\(name)" }
    }

    /// The endpoint part of a directive.
    package struct Endpoint: Sendable {
        /// The endpoint's id, in the form that Alexa accepts in discovery.
        package let endpointId: String
        /// The customer's credential.
        package let scope: Scope?
        /// The cookie from discovery, which Alexa sends back; empty if there is none.
        package let cookie: JSONObject
    }
}
