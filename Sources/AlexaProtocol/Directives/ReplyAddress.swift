/// The address of the answer to a directive. It is read first, so that even an invalid directive is answered at the right
/// address.
package struct ReplyAddress: Hashable, Sendable {
    /// Alexa's opaque token, copied byte for byte and never logged; `nil` if the directive had none.
    package let correlationToken: Secret?
    /// The endpoint to name in the answer; `nil` if there was none or its id is one that Alexa itself refuses.
    package let endpointId: EndpointID?

    /// An address of these parts; an empty token counts as none.
    package init(correlationToken: Secret? = nil, endpointId: EndpointID? = nil) {
        self.correlationToken = correlationToken.flatMap { $0.exposed.isEmpty ? nil : $0 }
        self.endpointId = endpointId
    }
}
