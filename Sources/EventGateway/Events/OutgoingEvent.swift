/// An event on its way to the event gateway: its bytes, but for the customer's token, which is filled in when it is sent.
///
/// The bytes never change between attempts, whatever becomes of the token. Source: Send Events to the Event Gateway.
package struct OutgoingEvent: Hashable, Sendable {
    /// What kinds of event wait in an outbox: they live differently long.
    package enum Kind: String, CaseIterable, Sendable {
        /// The answer to a directive.
        case answer
        /// What has changed at an endpoint.
        case changeReport = "change_report"
        /// New, changed or deleted endpoints.
        case discovery
        /// Anything else: a doorbell, a delivery.
        case notice
    }

    /// The event's own id.
    package let messageId: String
    /// What kind of event it is.
    package let kind: Kind
    /// The header's namespace.
    package let namespace: String
    /// The header's name.
    package let name: String
    /// The endpoint that it is about; `nil` if it names none.
    package let endpointId: String?
    /// The event as compact JSON with a zero byte, which JSON never has, in each place of the token.
    package let template: [UInt8]
}
