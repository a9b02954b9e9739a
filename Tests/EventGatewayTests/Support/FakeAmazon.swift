import AlexaProtocol
import HTTPTypes
import LoopbackServer
import Synchronization

/// Login with Amazon and the event gateway as a script for a loopback server; records all requests.
final class FakeAmazon: Sendable {
    /// A recorded request.
    struct Call: Sendable {
        let path: String
        let authorization: String?
        let contentType: String?
        let body: [UInt8]

        var json: JSONObject { JSONDocument(parsing: body).value?.object ?? [:] }
        var messageId: String? { json["event"]?.object?["header"]?.object?["messageId"]?.string }
        /// The token in the event's body.
        var scopeToken: String? {
            let event = json["event"]?.object
            let scope = event?["endpoint"]?.object?["scope"] ?? event?["payload"]?.object?["scope"]
            return scope?.object?["token"]?.string
        }
        /// The number of endpoints in a report on endpoints.
        var endpointCount: Int {
            (json["event"]?.object?["payload"]?.object?["endpoints"]?.array ?? []).count
        }
        var form: String { String(decoding: body, as: UTF8.self) }
    }

    private struct State {
        var calls: [Call] = []
        var events: [LoopbackAnswer] = []
        var logins: [LoopbackAnswer] = []
        var goodTokens: Set<String>?
        var region = "https://api.amazonalexa.com"
        var whenAskedForTokens: @Sendable () async -> Void = {}
    }

    private let state = Mutex(State())

    /// The answers to the next events, in this order; all further events get 202.
    func answerEvents(_ answers: [LoopbackAnswer]) { state.withLock { $0.events = answers } }
    /// The answers to the next token requests; all further ones get `token-N`.
    func answerLogins(_ answers: [LoopbackAnswer]) { state.withLock { $0.logins = answers } }
    /// Events with any other token are answered with 401.
    func accept(onlyTokens tokens: Set<String>) { state.withLock { $0.goodTokens = tokens } }
    /// Called while Login with Amazon answers a token request.
    func whenAskedForTokens(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.whenAskedForTokens = body }
    }
    func place(in region: String) { state.withLock { $0.region = region } }

    var events: [Call] { state.withLock { $0.calls.filter { $0.path == "/v3/events" } } }
    var logins: [Call] { state.withLock { $0.calls.filter { $0.path == "/auth/o2/token" } } }
    var lookups: [Call] { state.withLock { $0.calls.filter { $0.path == "/v1/alexaApiEndpoint" } } }

    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let call = Call(
            path: request.path ?? "", authorization: request.headerFields[.authorization],
            contentType: request.headerFields[.contentType], body: body)
        if call.path == "/auth/o2/token" { await state.withLock { $0.whenAskedForTokens }() }
        return state.withLock { state in
            state.calls.append(call)
            switch call.path {
            case "/v3/events":
                if let good = state.goodTokens, !good.contains(String((call.authorization ?? "").dropFirst(7))) {
                    return .refusal(401, "INVALID_ACCESS_TOKEN_EXCEPTION")
                }
                return state.events.isEmpty ? LoopbackAnswer(.accepted) : state.events.removeFirst()
            case "/auth/o2/token":
                if !state.logins.isEmpty { return state.logins.removeFirst() }
                let number = state.calls.count { $0.path == "/auth/o2/token" }
                return .tokens("token-\(number)", refresh: nil)
            case "/v1/alexaApiEndpoint":
                return LoopbackAnswer(.ok, body: Array(#"{"endpoints": ["\#(state.region)"]}"#.utf8))
            default:
                return LoopbackAnswer(.notFound)
            }
        }
    }
}

extension LoopbackAnswer {
    /// An error of the event gateway.
    static func refusal(_ status: Int, _ code: String, retryAfter: String? = nil) -> LoopbackAnswer {
        var fields: HTTPFields = [.contentType: "application/json"]
        fields[.retryAfter] = retryAfter
        let body =
            #"{"header": {"namespace": "System", "name": "Exception"}, "payload": {"code": "\#(code)", "description": "d"}}"#
        return LoopbackAnswer(HTTPResponse.Status(code: status), fields, body: Array(body.utf8))
    }

    /// An answer of Login with Amazon.
    static func tokens(_ access: String, refresh: String?) -> LoopbackAnswer {
        let refresh = refresh.map { #", "refresh_token": "\#($0)""# } ?? ""
        return LoopbackAnswer(
            .ok,
            body: Array(#"{"access_token": "\#(access)", "token_type": "bearer", "expires_in": 3600\#(refresh)}"#.utf8))
    }

    /// An error of Login with Amazon.
    static func loginError(_ status: Int, _ error: String) -> LoopbackAnswer {
        LoopbackAnswer(
            HTTPResponse.Status(code: status), body: Array(#"{"error": "\#(error)", "error_description": "d"}"#.utf8))
    }
}
