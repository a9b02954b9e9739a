import AlexaProtocol
import EventGateway
import Testing

@Suite struct OutgoingEventTests {
    private static func json(_ bytes: [UInt8]) -> JSONObject { JSONDocument(parsing: bytes).value?.object ?? [:] }

    private static let now = Timestamp(milliseconds: 1_767_225_600_000)
    private static let address = ReplyAddress(correlationToken: Secret("corr=/+"), endpointId: EndpointID("lamp"))

    @Test(arguments: [
        (Event(messageId: "m1", .response(.response, address, context: [])), OutgoingEvent.Kind.answer),
        (Event(messageId: "m1", .errorResponse(.internalError("no"), address)), .answer),
        (Event(messageId: "m1", .stateReport(address, context: [])), .answer),
    ])
    func carriesTheTokenInTheEndpoint(event: Event, kind: OutgoingEvent.Kind) {
        let outgoing = OutgoingEvent(event)
        #expect(outgoing.kind == kind)
        #expect(outgoing.messageId == "m1")
        #expect(outgoing.endpointId == "lamp")
        let body = outgoing.body(token: Secret(#"a"b\c"#))
        let inner = Self.json(body)["event"]?.object
        #expect(inner?["endpoint"]?.object?["scope"]?.object?["token"]?.string == #"a"b\c"#)
        #expect(inner?["header"]?.object?["correlationToken"]?.string == "corr=/+")
        #expect(body == event.encoded(scope: Scope(token: #"a"b\c"#)))
    }

    @Test func aReportOnEndpointsCarriesItInThePayload() throws {
        let outgoing = OutgoingEvent(Event(messageId: "m1", .deleteReport([try #require(EndpointID("lamp"))])))
        #expect(outgoing.kind == .discovery)
        #expect(outgoing.endpointId == nil)
        let inner = Self.json(outgoing.body(token: Secret("t")))["event"]?.object
        #expect(inner?["payload"]?.object?["scope"]?.object?["token"]?.string == "t")
        #expect(inner?["endpoint"] == nil)
    }

    @Test func theTemplateHoldsNoToken() {
        let outgoing = OutgoingEvent(Event(messageId: "m1", .errorResponse(.internalError("no"), Self.address)))
        #expect(outgoing.template.count { $0 == 0 } == 1)
        #expect(outgoing.body(token: Secret("one")) == outgoing.body(token: Secret("one")))
    }

    @Test(arguments: [
        (
            #"{"event": {"header": {"namespace": "Alexa", "name": "ChangeReport", "messageId": "m"}, "endpoint": {"endpointId": "e", "scope": {"type": "BearerToken", "token": "old"}}, "payload": {}}}"#,
            "endpoint", OutgoingEvent.Kind.changeReport
        ),
        (
            #"{"event": {"header": {"namespace": "Alexa", "name": "Response", "messageId": "m"}, "endpoint": {"endpointId": "e"}, "payload": {}}}"#,
            "endpoint", .answer
        ),
        (
            #"{"event": {"header": {"namespace": "Alexa.Discovery", "name": "DeleteReport", "messageId": "m"}, "payload": {"endpoints": []}}}"#,
            "payload", .discovery
        ),
        (
            #"{"event": {"header": {"namespace": "Alexa.DoorbellEventSource", "name": "DoorbellPress", "messageId": "m"}, "endpoint": {"endpointId": "e"}, "payload": {}}, "context": {}}"#,
            "endpoint", .notice
        ),
    ])
    func readsAFile(text: String, place: String, kind: OutgoingEvent.Kind) throws {
        let outgoing = try OutgoingEvent(json: Array(text.utf8))
        #expect(outgoing.kind == kind)
        let body = outgoing.body(token: Secret("new"))
        let inner = Self.json(body)["event"]?.object
        #expect(inner?[place]?.object?["scope"]?.object?["token"]?.string == "new")
        #expect(!String(decoding: body, as: UTF8.self).contains("old"))
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{}", #"{"event": 5}"#, #"{"event": {}}"#, #"{"event": {"header": {}}}"#,
        #"{"event": {"header": {"namespace": "Alexa", "name": "Response"}}}"#,
        #"{"directive": {"header": {"namespace": "Alexa", "name": "ReportState", "messageId": "m"}}}"#,
    ])
    func refusesWhatIsNoEvent(text: String) {
        #expect(throws: InvalidEvent.self) { try OutgoingEvent(json: Array(text.utf8)) }
    }

    @Test(arguments: [
        ("Alexa", "DeferredResponse", "the event that follows it"),
        ("Alexa.Discovery", "Discover.Response", "AddOrUpdateReport"),
        ("Alexa.Authorization", "AcceptGrant.Response", "AcceptGrant"),
        ("Alexa.Authorization", "ErrorResponse", "AcceptGrant"),
    ])
    func refusesWhatNeverGoesThroughTheGateway(namespace: String, name: String, reason: String) {
        let event: JSONValue = [
            "event": [
                "header": ["namespace": .string(namespace), "name": .string(name), "messageId": "m"], "payload": [:],
            ]
        ]
        let failure = #expect(throws: InvalidEvent.self) { try OutgoingEvent(json: event.encoded()) }
        #expect(failure?.description.contains(reason) == true)
    }

    @Test func splitsAReportInHalves() throws {
        let ids = try (1...5).map { try #require(EndpointID("e\($0)")) }
        let outgoing = OutgoingEvent(Event(messageId: "m", .deleteReport(ids)))
        var count = 0
        let halves = try #require(
            EventSplit.halves(of: outgoing) {
                count += 1
                return "half-\(count)"
            })
        #expect(halves.map(\.messageId) == ["half-1", "half-2"])
        let parts = halves.map { half in
            let payload = Self.json(half.body(token: Secret("t")))["event"]?.object?["payload"]?.object
            #expect(payload?["scope"]?.object?["token"]?.string == "t")
            return payload?["endpoints"]?.array?.compactMap { $0.object?["endpointId"]?.string }
        }
        #expect(parts == [["e1", "e2"], ["e3", "e4", "e5"]])
    }

    @Test func doesNotSplitWhatHasOneEndpoint() throws {
        let one = OutgoingEvent(Event(messageId: "m", .deleteReport([try #require(EndpointID("e"))])))
        #expect(EventSplit.halves(of: one) { "x" } == nil)
        let answer = OutgoingEvent(Event(messageId: "m", .errorResponse(.internalError("no"), Self.address)))
        #expect(EventSplit.halves(of: answer) { "x" } == nil)
    }
}
