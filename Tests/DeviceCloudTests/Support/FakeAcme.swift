import AlexaProtocol
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport

/// The fictional vendor's servers: they check key, token and signature, and return scripted answers.
final class FakeAcme: Sendable {
    struct Call: Sendable {
        let method: String
        let path: String
        let query: String
        let body: [UInt8]
        let token: String?
        var traceparent: String?
    }

    private struct State {
        var calls: [Call] = []
        var answers: [LoopbackAnswer] = []
        var logins: [LoopbackAnswer] = []
        var tokens = 0
        var goodTokens: Set<String> = []
        var devices = ["lamp"]
        var loginDelay: Duration?
        var usesTokens = true
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// The answers to the next calls other than logins; all further ones succeed.
    func answer(_ answers: [LoopbackAnswer]) { state.withLock { $0.answers = answers } }
    /// The answers to the next logins; all further ones get a new token.
    func answerLogins(_ answers: [LoopbackAnswer]) { state.withLock { $0.logins = answers } }
    /// Invalidates all tokens issued so far.
    func revokeTokens() { state.withLock { $0.goodTokens = [] } }
    func delayLogins(_ delay: Duration?) { state.withLock { $0.loginDelay = delay } }
    func useNoTokens() { state.withLock { $0.usesTokens = false } }

    /// Waits until a call has arrived. Without a timeout, because each test has a time limit.
    func waitForCall() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if !state.calls.isEmpty { return true }
                state.waiters.append(continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    var calls: [Call] { state.withLock { $0.calls.filter { $0.path != "/api/token" } } }
    var logins: [Call] { state.withLock { $0.calls.filter { $0.path == "/api/token" } } }
    var commands: [Call] { calls.filter { $0.method == "POST" } }
    var reads: [Call] { calls.filter { $0.path.hasSuffix("/state") } }

    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let target = (request.path ?? "").split(separator: "?", maxSplits: 1).map(String.init)
        let query = target.count > 1 ? target[1] : ""
        let call = Call(
            method: request.method.rawValue, path: target.first ?? "", query: query, body: body,
            token: request.headerFields[.acmeToken],
            traceparent: HTTPField.Name("traceparent").flatMap { request.headerFields[$0] })
        let waiters = state.withLock { state in
            state.calls.append(call)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
        return state.withLock { state in
            guard request.headerFields[.acmeKey] == AcmeAPI.key else { return .refusal(code: "1005") }
            let decoded = query.replacing("%20", with: " ").replacing("%2C", with: ",")
            let signature = AcmeAPI.signature(call.method, call.path, decoded, body, call.token)
            guard request.headerFields[.acmeSignature] == signature else { return .refusal(code: "1004") }
            if call.path == "/api/token" {
                guard String(decoding: body, as: UTF8.self) == "grant=client" else { return .refusal(code: "1003") }
                if !state.logins.isEmpty { return state.logins.removeFirst() }
                state.tokens += 1
                let token = "token-\(state.tokens)-never-shown"
                state.goodTokens.insert(token)
                return .success(["token": .string(token), "ttl": 7200], after: state.loginDelay)
            }
            if state.usesTokens {
                guard let token = call.token, state.goodTokens.contains(token) else { return .refusal(code: "1010") }
            }
            if !state.answers.isEmpty { return state.answers.removeFirst() }
            if call.path == "/api/devices" { return .success(.array(state.devices.map(JSONValue.string))) }
            return call.path.hasSuffix("/state") ? .success(["power": true]) : .success(true)
        }
    }
}

extension LoopbackAnswer {
    static func success(_ data: JSONValue, after delay: Duration? = nil) -> LoopbackAnswer {
        let body: JSONValue = ["ok": true, "data": data, "trace": "trace-ok"]
        return LoopbackAnswer(.ok, body: body.encoded(), after: delay)
    }

    static func refusal(_ status: Int = 200, code: JSONValue, _ more: JSONObject = [:]) -> LoopbackAnswer {
        var body: JSONObject = ["ok": false, "code": code, "trace": "trace-1"]
        for member in more.members { body[member.key] = member.value }
        return LoopbackAnswer(HTTPResponse.Status(code: status), body: JSONValue.object(body).encoded())
    }

    static func text(_ status: Int, _ text: String, _ fields: HTTPFields = [:]) -> LoopbackAnswer {
        LoopbackAnswer(HTTPResponse.Status(code: status), fields, body: Array(text.utf8))
    }
}
