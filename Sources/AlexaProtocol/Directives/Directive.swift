/// A message from Alexa, as far as it could be understood without knowing the endpoint.
///
/// The payload stays as it came until the endpoint's capability is known; ``AlexaInterface`` then types it.
/// Source: Alexa message guide, "Directive". A class, like its header, because it is handed from one to the next unchanged.
package final class Directive: Sendable {
    /// Who is asked to do what.
    package let header: Header
    /// The endpoint that is meant; Discover and AcceptGrant have none.
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
        /// Which of several equal capabilities is meant, on interfaces that can occur more than once.
        package let instance: String?
        /// The version of the payload, `3` for most interfaces; absent is read as the interface's own.
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
        /// What Alexa calls the endpoint: an id that Alexa accepts in discovery.
        package let endpointId: String
        /// Who asks.
        package let scope: Scope?
        /// What discovery gave Alexa to hand back, or empty.
        package let cookie: JSONObject
    }
}
