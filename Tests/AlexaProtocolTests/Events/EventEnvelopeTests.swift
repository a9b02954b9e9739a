import AlexaProtocol
import Testing

/// The envelope table of the message guide: an event has exactly the listed parts.
@Suite("Event: what an envelope has and what it must not have")
struct EventEnvelopeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let body: Event.Body
        let name: String
        var hasContext = false
        var hasEndpoint = false
        var hasCorrelationToken = false
        /// The place of the scope, if there is one: "endpoint", "payload" or nowhere.
        var scopeIn: String?

        var testDescription: String { name }
    }

    private static let address = ReplyAddress(correlationToken: Secret("t"), endpointId: EndpointID("lamp"))
    private static let property = PowerController.powerState(true).sampled(at: Timestamp(milliseconds: 0))

    static let rows: [Row] = {
        guard let lamp = EndpointID("lamp") else { return [] }
        return [
            Row(
                body: .response(.response, address, context: [property]), name: "Response", hasContext: true,
                hasEndpoint: true, hasCorrelationToken: true, scopeIn: "endpoint"),
            Row(
                body: .errorResponse(.internalError("m"), address), name: "ErrorResponse", hasEndpoint: true,
                hasCorrelationToken: true, scopeIn: "endpoint"),
            Row(
                body: .stateReport(address, context: [property]), name: "StateReport", hasContext: true,
                hasEndpoint: true, hasCorrelationToken: true, scopeIn: "endpoint"),
            Row(
                body: .deferredResponse(correlationToken: Secret("t"), estimatedDeferralInSeconds: 1),
                name: "DeferredResponse", hasCorrelationToken: true),
            Row(
                body: .changeReport(lamp, .periodicPoll, changed: [property], unchanged: []), name: "ChangeReport",
                hasContext: true, hasEndpoint: true, scopeIn: "endpoint"),
            Row(
                body: .interfaceEvent(DoorbellEventSource.doorbellPress(at: Timestamp(milliseconds: 0)), lamp),
                name: "DoorbellPress", hasContext: true, hasEndpoint: true, scopeIn: "endpoint"),
            Row(body: .discoverResponse([]), name: "Discover.Response"),
            Row(body: .addOrUpdateReport([]), name: "AddOrUpdateReport", scopeIn: "payload"),
            Row(body: .deleteReport([lamp]), name: "DeleteReport", scopeIn: "payload"),
            Row(body: .acceptGrantResponse, name: "AcceptGrant.Response"),
        ]
    }()

    @Test("has its parts", arguments: rows)
    func parts(row: Row) throws {
        let root = try #require(JSONDocument(parsing: Event(messageId: "1", row.body).encoded()).value?.object)
        let event = try #require(root["event"]?.object)
        let header = try #require(event["header"]?.object)
        #expect(header["name"]?.string == row.name)
        #expect((root["context"] != nil) == row.hasContext)
        #expect((event["endpoint"] != nil) == row.hasEndpoint)
        #expect(header["correlationToken"]?.string == (row.hasCorrelationToken ? "t" : nil))
        #expect(event["payload"]?.object != nil)
        #expect(
            Set(header.members.map(\.key)).isSubset(
                of: ["namespace", "name", "messageId", "correlationToken", "payloadVersion"]))
        #expect(Set(event.members.map(\.key)).isSubset(of: ["header", "endpoint", "payload"]))
        #expect(Set(root.members.map(\.key)).isSubset(of: ["event", "context"]))
    }

    @Test("names the scope in one place, and only if there is one", arguments: rows)
    func scope(row: Row) throws {
        let event = Event(messageId: "1", row.body)
        #expect(!String(decoding: event.encoded(), as: UTF8.self).contains("scope"))
        let bytes = event.encoded(scope: Scope(token: "secret"))
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: "secret").count == (row.scopeIn == nil ? 1 : 2))
        let parts = try #require(JSONDocument(parsing: bytes).value?.object?["event"]?.object)
        for part in ["endpoint", "payload"] {
            let scope = parts[part]?.object?["scope"]
            #expect(scope == (part == row.scopeIn ? ["type": "BearerToken", "token": "secret"] : nil))
        }
    }

    @Test("has no null anywhere", arguments: rows)
    func noNull(row: Row) throws {
        let root = try #require(JSONDocument(parsing: Event(messageId: "1", row.body).encoded()).value)
        #expect(!hasNull(root))
    }

    @Test("looks the same in both styles", arguments: rows)
    func styles(row: Row) {
        let event = Event(messageId: "1", row.body)
        #expect(
            JSONDocument(parsing: event.encoded(style: .pretty)).value == JSONDocument(parsing: event.encoded()).value)
    }

    @Test("a token is never described")
    func describedScope() {
        let scope = Scope(token: "secret")
        #expect(!"\(scope)".contains("secret"))
        #expect(!String(reflecting: scope).contains("secret"))
        var dump = ""
        Swift.dump(scope, to: &dump)
        #expect(!dump.contains("secret"))
    }

    private func hasNull(_ json: JSONValue) -> Bool {
        switch json {
        case .null: true
        case .bool, .number, .string: false
        case .array(let elements): elements.contains(where: hasNull)
        case .object(let object): object.members.contains { hasNull($0.value) }
        }
    }
}
