import AlexaProtocol

/// Splits a report on endpoints that is too large for the gateway. Sources: Alexa.ErrorResponse, status 413; Alexa.Discovery,
/// AddOrUpdateReport: at most 256 KB, and a customer has at most 300 endpoints.
package enum EventSplit {
    /// The most endpoints in one report.
    package static let mostEndpoints = 300
    /// The most bytes of one report. A token needs up to 2 KB of Amazon's 256.
    package static let mostBytes = 254 * 1024

    /// Reports that the gateway accepts, in order, each with its own message id; the event itself if it is small enough or cannot
    /// be split.
    package static func parts(of event: OutgoingEvent, makeMessageId: () -> String) -> [OutgoingEvent] {
        guard event.kind == .discovery, let report = Report(event) else { return [event] }
        return fitting(report, as: event, makeMessageId)
    }

    /// The halves of a report on several endpoints, each with its own message id; `nil` if it cannot be split.
    package static func halves(of event: OutgoingEvent, makeMessageId: () -> String) -> [OutgoingEvent]? {
        guard event.kind == .discovery, let report = Report(event), report.endpoints.count > 1 else { return nil }
        let halves = report.halves.compactMap { report.event(of: $0, makeMessageId()) }
        return halves.count == 2 ? halves : nil
    }

    private static func fitting(
        _ report: Report, as event: OutgoingEvent, _ makeMessageId: () -> String
    ) -> [OutgoingEvent] {
        let isSmall = report.endpoints.count <= mostEndpoints && event.template.count <= mostBytes
        guard !isSmall, report.endpoints.count > 1 else { return [event] }
        return report.halves.flatMap { half -> [OutgoingEvent] in
            guard let part = report.event(of: half, makeMessageId()) else { return [] }
            return fitting(report.with(half), as: part, makeMessageId)
        }
    }
}

/// A parsed report on endpoints.
private struct Report {
    private let message: JSONObject
    private let body: JSONObject
    private let header: JSONObject
    private let payload: JSONObject
    private(set) var endpoints: ArraySlice<JSONValue>

    init?(_ event: OutgoingEvent) {
        guard let message = event.json, let body = message["event"]?.object, let header = body["header"]?.object,
            let payload = body["payload"]?.object, let endpoints = payload["endpoints"]?.array
        else { return nil }
        self.message = message
        self.body = body
        self.header = header
        self.payload = payload
        self.endpoints = endpoints[...]
    }

    var halves: [ArraySlice<JSONValue>] {
        let middle = endpoints.startIndex + endpoints.count / 2
        return [endpoints[..<middle], endpoints[middle...]]
    }

    func with(_ endpoints: ArraySlice<JSONValue>) -> Report {
        var report = self
        report.endpoints = endpoints
        return report
    }

    /// The report with these endpoints only.
    func event(of endpoints: ArraySlice<JSONValue>, _ messageId: String) -> OutgoingEvent? {
        var (message, body, header, payload) = (message, body, header, payload)
        header["messageId"] = .string(messageId)
        payload["endpoints"] = .array(Array(endpoints))
        body["header"] = .object(header)
        body["payload"] = .object(payload)
        message["event"] = .object(body)
        return try? OutgoingEvent(json: JSONValue.object(message).encoded())
    }
}
