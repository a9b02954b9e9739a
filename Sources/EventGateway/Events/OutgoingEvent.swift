package import AlexaProtocol

/// An event for the event gateway: its bytes without the customer's token, which is filled in when it is sent.
///
/// Apart from the token the bytes are the same in every attempt. Source: Send Events to the Event Gateway.
package struct OutgoingEvent: Hashable, Sendable {
    /// The kinds of event in an outbox. Each has its own time to live.
    package enum Kind: String, CaseIterable, Sendable {
        /// The answer to a directive.
        case answer
        /// Changed properties of an endpoint.
        case changeReport = "change_report"
        /// New, changed or deleted endpoints.
        case discovery
        /// Anything else: a doorbell, a delivery.
        case notice
    }

    /// The id of the event.
    package let messageId: String
    /// The kind, which determines the time to live.
    package let kind: Kind
    /// The header's namespace.
    package let namespace: String
    /// The header's name.
    package let name: String
    /// The endpoint of the event; `nil` if it names none.
    package let endpointId: String?
    /// The event as compact JSON with a zero byte, which JSON never has, wherever the token belongs.
    package let template: [UInt8]

    /// An event that was read from a store.
    package init(
        messageId: String, kind: Kind, namespace: String, name: String, endpointId: String?, template: [UInt8]
    ) {
        self.messageId = messageId
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.endpointId = endpointId
        self.template = template
    }

    /// The bytes to send: the template with `token` in place of each zero byte.
    package func body(token: Secret) -> [UInt8] {
        let quoted = JSONValue.string(token.exposed).encoded()
        let escaped = quoted[1..<(quoted.count - 1)]
        var body: [UInt8] = []
        body.reserveCapacity(template.count + escaped.count)
        var rest = template[...]
        while let place = rest.firstIndex(of: 0) {
            body += rest[..<place]
            body += escaped
            rest = rest[(place + 1)...]
        }
        return body + rest
    }
}
