/// A message to Alexa.
///
/// Each case carries exactly what its row of the envelope rules allows: an ErrorResponse has no context, a
/// DeferredResponse no endpoint, a ChangeReport no correlation token. What is forbidden cannot be built.
/// Sources: Alexa.Response, Alexa.ErrorResponse, Alexa.StateReport, Alexa.DeferredResponse, Alexa.ChangeReport,
/// Alexa.Discovery, Alexa.Authorization.
package struct Event: Sendable {
    /// The event's own id, fresh for each event and kept when it is sent again: letters, digits and `-`, 1 to 127.
    package let messageId: String
    /// The content.
    package let body: Body

    /// The content of an event. Indirect, because it is passed on more often than read.
    package indirect enum Body: Sendable {
        /// A directive was carried out; the context has the state afterwards.
        case response(Answer, ReplyAddress, context: [Property])
        /// A directive could not be carried out.
        case errorResponse(AlexaError, ReplyAddress)
        /// The state that ReportState asked for.
        case stateReport(ReplyAddress, context: [Property])
        /// The answer takes longer and follows through the event gateway.
        case deferredResponse(correlationToken: Secret?, estimatedDeferralInSeconds: Int?)
        /// The properties that changed, and in the context those that did not.
        case changeReport(EndpointID, ChangeCause, changed: [Property], unchanged: [Property])
        /// An interface's own event.
        case interfaceEvent(InterfaceEvent, EndpointID)
        /// All endpoints of the customer.
        case discoverResponse([DiscoveredEndpoint])
        /// New or changed endpoints.
        case addOrUpdateReport([Endpoint])
        /// Endpoints that are gone.
        case deleteReport([EndpointID])
        /// The customer lets us send events.
        case acceptGrantResponse
    }

    /// An event. The caller makes `messageId` unique.
    package init(messageId: String, _ body: Body) {
        self.messageId = messageId
        self.body = body
    }

    /// An upper bound of the bytes of an event without its endpoints and its context.
    static let largestEnvelope = 4096

    /// Whether the event is larger than Lambda accepts as an answer. Source: Lambda quotas, response payload.
    package var isTooLarge: Bool {
        // A character may need six bytes. ``DiscoveryRules`` limit the size of a discovery answer.
        let token = body.address.correlationToken?.exposed.utf8.count ?? 0
        guard body.textSize + token > Inspection.maximumAnswerBytes / 8 else { return false }
        return encoded().count > Inspection.maximumAnswerBytes
    }

    /// The event as JSON, in the order of keys that Amazon's documentation uses.
    ///
    /// - Parameter scope: the customer's Amazon token, for an event that goes to the event gateway; `nil` for a
    ///   synchronous answer, which needs none.
    // Swift 6.3.1 crashes when it inlines this into isTooLarge.
    @inline(never)
    package func encoded(style: JSONWriter.Style = .compact, scope: Scope? = nil) -> [UInt8] {
        var json = JSONWriter(style: style)
        EventEncoder(event: self, scope: scope).write(to: &json)
        return json.bytes
    }
}

extension Event.Body {
    /// The address of the answer; empty for an event that answers no directive about an endpoint.
    package var address: ReplyAddress {
        switch self {
        case .response(_, let address, _), .errorResponse(_, let address), .stateReport(let address, _): address
        case .deferredResponse(let token, _): ReplyAddress(correlationToken: token)
        case .changeReport, .interfaceEvent, .discoverResponse, .addOrUpdateReport, .deleteReport,
            .acceptGrantResponse:
            ReplyAddress()
        }
    }
}

extension Event.Body {
    /// The bytes of all texts from a cloud; 0 for a body that has a limit of its own.
    fileprivate var textSize: Int {
        switch self {
        case .response(let answer, _, let context):
            // In a loop: an array of the values would be made for each directive.
            context.reduce(JSONValue.object(answer.payload).textSize) { $0 + $1.state.value.textSize }
        case .stateReport(_, let context): context.reduce(0) { $0 + $1.state.value.textSize }
        case .errorResponse(let error, _): error.message.utf8.count + JSONValue.object(error.type.fields).textSize
        case .deferredResponse, .changeReport, .interfaceEvent, .discoverResponse, .addOrUpdateReport, .deleteReport,
            .acceptGrantResponse:
            0
        }
    }
}

extension JSONValue {
    /// The bytes of all texts in it.
    fileprivate var textSize: Int {
        switch self {
        case .null, .bool, .number: 0
        case .string(let text): text.utf8.count
        case .array(let elements): elements.reduce(0) { $0 + $1.textSize }
        case .object(let object): object.members.reduce(0) { $0 + $1.key.utf8.count + $1.value.textSize }
        }
    }
}
