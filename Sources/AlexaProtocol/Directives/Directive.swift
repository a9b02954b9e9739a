/// A message from Alexa, as far as it could be understood without knowing the endpoint.
///
/// The payload stays as it came until the endpoint's capability is known; ``AlexaInterface`` then types it.
/// Source: Alexa message guide, "Directive".
package struct Directive: Sendable {
    /// Who is asked to do what.
    package let header: Header
    /// The endpoint that is meant; Discover and AcceptGrant have none.
    package let endpoint: Endpoint?
    /// The arguments; an absent or null payload is an empty one.
    package let payload: JSONValue

    /// The header of a directive.
    package struct Header: Sendable {
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
        /// What Alexa calls the endpoint; not checked here, an unknown id is NO_SUCH_ENDPOINT whatever it looks like.
        package let endpointId: String
        /// Who asks.
        package let scope: Scope?
        /// What discovery gave Alexa to hand back, or empty.
        package let cookie: JSONObject
    }
}

/// Where the answer to a directive belongs: read first, so that even nonsense is answered to the right address.
package struct ReplyAddress: Hashable, Sendable {
    /// Alexa's opaque token, copied byte for byte and never logged; `nil` if the directive had none.
    package let correlationToken: String?
    /// The endpoint to name in the answer; `nil` if there was none or its id is one that Alexa itself refuses.
    package let endpointId: EndpointID?

    /// An address of these parts; an empty token counts as none.
    package init(correlationToken: String? = nil, endpointId: EndpointID? = nil) {
        self.correlationToken = correlationToken.flatMap { $0.isEmpty ? nil : $0 }
        self.endpointId = endpointId
    }
}

/// The credential that comes with a message. Its token is never described, so it cannot slip into a log.
package struct Scope: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `BearerToken`, or `BearerTokenWithPartition` in Alexa Smart Properties.
    package let type: String
    /// The bearer token.
    package let token: String

    /// A bearer token.
    package init(type: String = "BearerToken", token: String) {
        self.type = type
        self.token = token
    }

    package var description: String { "\(type) (token not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["type": type]) }
}
