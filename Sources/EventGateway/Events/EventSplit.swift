import AlexaProtocol

/// Makes two events of one that is too large for the gateway. Source: Alexa.ErrorResponse, status 413.
package enum EventSplit {
    /// The halves of a report on several endpoints, each with a message id of its own; `nil` if it cannot be split.
    package static func halves(of event: OutgoingEvent, makeMessageId: () -> String) -> [OutgoingEvent]? {
        guard event.kind == .discovery, var message = event.json, var body = message["event"]?.object,
            var header = body["header"]?.object, var payload = body["payload"]?.object,
            let endpoints = payload["endpoints"]?.array, endpoints.count > 1
        else { return nil }
        var halves: [OutgoingEvent] = []
        for half in [endpoints[..<(endpoints.count / 2)], endpoints[(endpoints.count / 2)...]] {
            header["messageId"] = .string(makeMessageId())
            payload["endpoints"] = .array(Array(half))
            body["header"] = .object(header)
            body["payload"] = .object(payload)
            message["event"] = .object(body)
            guard let part = try? OutgoingEvent(json: JSONValue.object(message).encoded()) else { return nil }
            halves.append(part)
        }
        return halves
    }
}
