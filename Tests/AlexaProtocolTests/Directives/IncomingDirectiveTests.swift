import AlexaProtocol
import Testing

@Suite("IncomingDirective: the address first")
struct IncomingDirectiveTests {
    /// An input, and the parts of it that can be read.
    struct Row: CustomTestStringConvertible {
        let name: String
        let text: String
        var token: String?
        var endpoint: String?
        /// A word of the reason why it is unreadable; `nil` if it is readable.
        var problem: String?

        var testDescription: String { name }
    }

    private static let header =
        #""header": {"namespace": "Alexa.PowerController", "name": "TurnOn", "messageId": "1", "payloadVersion": "3", "correlationToken": "tok+/=="}"#
    private static let endpoint =
        #""endpoint": {"endpointId": "lamp", "cookie": {"k": "v"}, "scope": {"type": "BearerToken", "token": "x"}}"#

    static let partial: [Row] = [
        Row(name: "nothing", text: "", problem: "not JSON"),
        Row(name: "white space", text: " \n", problem: "not JSON"),
        Row(name: "plain text", text: "TurnOn", problem: "not JSON"),
        Row(name: "an array", text: "[]", problem: "directive"),
        Row(name: "a number", text: "7", problem: "directive"),
        Row(name: "an empty object", text: "{}", problem: "directive"),
        Row(name: "an event", text: #"{"event": {\#(header)}}"#, problem: "directive"),
        Row(name: "directive null", text: #"{"directive": null}"#, problem: "directive"),
        Row(name: "directive a list", text: #"{"directive": [{\#(header)}]}"#, problem: "directive"),
        Row(name: "no header", text: #"{"directive": {\#(endpoint)}}"#, endpoint: "lamp", problem: "header"),
        Row(
            name: "header a string", text: #"{"directive": {"header": "x", \#(endpoint)}}"#, endpoint: "lamp",
            problem: "header"),
        Row(
            name: "no namespace", text: #"{"directive": {"header": {"name": "TurnOn", "correlationToken": "t"}}}"#,
            token: "t", problem: "namespace"),
        Row(
            name: "no name", text: #"{"directive": {"header": {"namespace": "Alexa", "correlationToken": "t"}}}"#,
            token: "t", problem: "name"),
        Row(
            name: "name a number",
            text: #"{"directive": {"header": {"namespace": "Alexa", "name": 1, "correlationToken": "t"}}}"#, token: "t",
            problem: "header.name is a number"),
        Row(
            name: "token a number",
            text: #"{"directive": {"header": {"namespace": "A", "name": "B", "correlationToken": 1}, \#(endpoint)}}"#,
            endpoint: "lamp", problem: "header.correlationToken is a number"),
        Row(
            name: "token empty",
            text: #"{"directive": {"header": {"namespace": "A", "name": "B", "correlationToken": ""}, \#(endpoint)}}"#,
            endpoint: "lamp"),
        Row(
            name: "instance a number",
            text: #"{"directive": {"header": {"namespace": "A", "name": "B", "instance": 1}, \#(endpoint)}}"#,
            endpoint: "lamp", problem: "header.instance is a number"),
        Row(
            name: "endpoint a string", text: #"{"directive": {\#(header), "endpoint": "lamp"}}"#, token: "tok+/==",
            problem: "endpoint is a string"),
        Row(
            name: "endpoint without id", text: #"{"directive": {\#(header), "endpoint": {}}}"#, token: "tok+/==",
            problem: "endpointId"),
        Row(
            name: "endpoint id a number", text: #"{"directive": {\#(header), "endpoint": {"endpointId": 7}}}"#,
            token: "tok+/==", problem: "endpointId"),
        Row(
            name: "endpoint id with a space",
            text: #"{"directive": {\#(header), "endpoint": {"endpointId": "a b"}}}"#, token: "tok+/==", endpoint: "a b"),
        Row(
            name: "endpoint null", text: #"{"directive": {\#(header), "endpoint": null}}"#, token: "tok+/=="),
        Row(
            name: "cut off after the header", text: #"{"directive": {\#(header),"#, token: "tok+/==",
            problem: "not JSON"),
        Row(
            name: "cut off in the payload",
            text: #"{"directive": {\#(header), \#(endpoint), "payload": {"brightness": 4"#, token: "tok+/==",
            endpoint: "lamp", problem: "not JSON"),
        Row(
            name: "cut off in the token",
            text: #"{"directive": {"header": {"namespace": "Alexa", "correlationToken": "dFM"#, problem: "not JSON"),
        Row(
            name: "a trailing comma", text: #"{"directive": {\#(header), \#(endpoint), "payload": {},}}"#,
            token: "tok+/==", endpoint: "lamp", problem: "not JSON"),
        Row(
            name: "something after the end", text: #"{"directive": {\#(header), \#(endpoint)}} x"#, token: "tok+/==",
            endpoint: "lamp", problem: "not JSON"),
        Row(
            name: "the payload first", text: #"{"directive": {"payload": {}, \#(endpoint), \#(header)}}"#,
            token: "tok+/==", endpoint: "lamp"),
        Row(
            name: "a payload nested too deep",
            text: #"{"directive": {\#(header), \#(endpoint), "payload": \#(String(repeating: "[", count: 10_000))"#,
            token: "tok+/==", endpoint: "lamp", problem: "not JSON"),
    ]

    @Test(
        "an id that Alexa allows in no discovery answer is nobody's, and stands in no answer",
        arguments: ["küche", "sensor.outdoor", "a/b", String(repeating: "x", count: 257)])
    func forbiddenId(id: String) {
        let text = #"{"directive": {\#(Self.header), "endpoint": {"endpointId": "\#(id)"}}}"#
        let incoming = IncomingDirective(Array(text.utf8))
        #expect(incoming.address.endpointId == nil)
        #expect(incoming.address.correlationToken?.exposed == "tok+/==")
        switch incoming.directive {
        case .success: Issue.record("it was read")
        case .failure(let error): #expect(error.type == .generic(.noSuchEndpoint))
        }
    }

    @Test(
        "a message of payload version 2 is called one, and nothing of it is quoted",
        arguments: [
            #"{"header": {"namespace": "Alexa.ConnectedHome.Control", "name": "TurnOnRequest", "payloadVersion": "2"}, "payload": {"accessToken": "secret"}}"#,
            #"{"header": {"namespace": "Alexa.ConnectedHome.System", "name": "HealthCheckRequest", "payloadVersion": "2"}}"#,
            #"{"header": {"namespace": "X", "name": "Y", "payloadVersion": "2"}}"#,
            #"{"directive": {"header": {"namespace": "Alexa.ConnectedHome.Query", "name": "GetLockStateRequest"}}}"#,
        ])
    func version2(text: String) {
        switch IncomingDirective(Array(text.utf8)).directive {
        case .success: Issue.record("it was read")
        case .failure(let error):
            #expect(error.type == .generic(.invalidDirective))
            #expect(error.message.contains("payload version 2"))
            #expect(!error.message.contains("secret"))
        }
    }

    @Test(
        "what is odd but JSON does not matter where nobody reads it",
        arguments: ["1e999", "-1e999", #""\ud800""#, #""\udc00x""#])
    func unread(value: String) {
        let text =
            #"{"directive": {\#(Self.header), "endpoint": {"endpointId": "x"}, "payload": {"unknown": \#(value)}}}"#
        switch IncomingDirective(Array(text.utf8)).directive {
        case .success: break
        case .failure(let error): Issue.record("\(error.message)")
        }
    }

    @Test("is known of whatever arrives", arguments: partial)
    func address(row: Row) {
        let incoming = IncomingDirective(Array(row.text.utf8))
        #expect(incoming.address.correlationToken?.exposed == row.token)
        #expect(incoming.address.endpointId?.rawValue == row.endpoint)
        switch incoming.directive {
        case .success:
            #expect(row.problem == nil)
        case .failure(let error):
            #expect(error.type == .generic(.invalidDirective))
            #expect(error.message.contains(row.problem ?? "no problem"), "\(error.message)")
        }
    }

    @Test("is known although the bytes are no UTF-8")
    func invalidUTF8() {
        let text = #"{"directive": {\#(Self.header), \#(Self.endpoint), "payload": {"mode": ""#
        let incoming = IncomingDirective(Array(text.utf8) + [0xFF, 0xFE] + Array(#""}}}"#.utf8))
        #expect(incoming.address.correlationToken?.exposed == "tok+/==")
        #expect(incoming.address.endpointId?.rawValue == "lamp")
        #expect(AlexaError.thrown { () throws(AlexaError) in try incoming.directive.get() } != nil)
    }

    @Test("a whole directive is read with all its parts")
    func whole() throws {
        let directive = try IncomingDirective(
            Array(#"{"directive": {\#(Self.header), \#(Self.endpoint), "payload": {"a": 1}}, "x": null}"#.utf8)
        ).directive.get()
        #expect(directive.header.fullName == "Alexa.PowerController.TurnOn")
        #expect(directive.header.messageId == "1")
        #expect(directive.header.payloadVersion == "3")
        #expect(directive.header.instance == nil)
        #expect(directive.endpoint?.endpointId == "lamp")
        #expect(directive.endpoint?.scope == Scope(token: "x"))
        #expect(directive.endpoint?.cookie == ["k": "v"])
        #expect(directive.payload == ["a": 1])
    }

    @Test(
        "a part that is missing, null or of the wrong type reads as empty",
        arguments: ["", #", "payload": null"#, #", "payload": {}"#])
    func emptyPayload(payload: String) throws {
        let text =
            #"{"directive": {"header": {"namespace": "A", "name": "B", "instance": null, "payloadVersion": 3}, "#
            + #""endpoint": {"endpointId": "lamp", "cookie": null, "scope": "none"}\#(payload)}}"#
        let directive = try IncomingDirective(Array(text.utf8)).directive.get()
        #expect(directive.payload == [:])
        #expect(directive.header.payloadVersion == "3")
        #expect(directive.header.instance == nil)
        #expect(directive.endpoint?.cookie.isEmpty == true)
        #expect(directive.endpoint?.scope == nil)
    }
}
