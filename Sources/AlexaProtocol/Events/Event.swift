/// A message to Alexa.
///
/// Each case carries exactly what its row of the envelope rules allows: an ErrorResponse has no context, a
/// DeferredResponse no endpoint, a ChangeReport no correlation token. What is forbidden cannot be built.
/// Sources: Alexa.Response, Alexa.ErrorResponse, Alexa.StateReport, Alexa.DeferredResponse, Alexa.ChangeReport,
/// Alexa.Discovery, Alexa.Authorization.
package struct Event: Sendable {
    /// The event's own id, fresh for each event and kept when it is sent again: letters, digits and `-`, 1 to 127.
    package let messageId: String
    /// What is told.
    package let body: Body

    /// What an event tells. In a box, because it is handed on more often than looked at.
    package indirect enum Body: Sendable {
        /// A directive was carried out; the context has the state afterwards.
        case response(Answer, ReplyAddress, context: [Property])
        /// A directive could not be carried out.
        case errorResponse(AlexaError, ReplyAddress)
        /// What was asked by ReportState.
        case stateReport(ReplyAddress, context: [Property])
        /// The answer takes longer and follows through the event gateway.
        case deferredResponse(correlationToken: String?, estimatedDeferralInSeconds: Int?)
        /// The properties that changed, and in the context those that did not.
        case changeReport(EndpointID, ChangeCause, changed: [Property], unchanged: [Property])
        /// An interface's own event.
        case interfaceEvent(InterfaceEvent, EndpointID)
        /// The customer's home, whole.
        case discoverResponse([DiscoveredEndpoint])
        /// New or changed endpoints.
        case addOrUpdateReport([Endpoint])
        /// Endpoints that are gone.
        case deleteReport([EndpointID])
        /// The customer lets us send events.
        case acceptGrantResponse
    }

    /// An event; `messageId` is for the caller to make unique.
    package init(messageId: String, _ body: Body) {
        self.messageId = messageId
        self.body = body
    }

    /// The event as JSON, in the order of keys that Amazon's documentation uses.
    ///
    /// - Parameter scope: the customer's Amazon token, for an event that goes to the event gateway; `nil` for a
    ///   synchronous answer, which needs none.
    package func encoded(style: JSONWriter.Style = .compact, scope: Scope? = nil) -> [UInt8] {
        var json = JSONWriter(style: style)
        EventEncoder(event: self, scope: scope).write(to: &json)
        return json.bytes
    }
}
