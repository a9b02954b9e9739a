package import AlexaProtocol
package import HTTPTypes
package import LoopbackServer
import Synchronization

/// An authorization server for tests, as a script for a loopback server: publishes keys and introspects tokens.
package final class TestAuthorizationServer: Sendable {
    /// The path of its keys.
    package static let keysPath = "/keys"
    /// The path of the introspection endpoint.
    package static let introspectionPath = "/introspect"
    /// The path of the discovery document.
    package static let discoveryPath = "/.well-known/openid-configuration"

    private struct State {
        var keys: LoopbackAnswer
        var discovery: LoopbackAnswer?
        var introspection: @Sendable (HTTPRequest, String) -> LoopbackAnswer = { _, _ in LoopbackAnswer(.notFound) }
        var paths: [String] = []
        var hold: (@Sendable () async -> Void)?
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    /// A server that publishes these keys.
    package init(_ keys: [TestKey] = []) {
        state = Mutex(State(keys: Self.set(keys)))
    }

    /// An answer with a JSON object.
    package static func json(_ object: JSONObject, _ fields: HTTPFields = [:]) -> LoopbackAnswer {
        LoopbackAnswer(.ok, fields, body: JSONValue.object(object).encoded())
    }

    /// An answer with keys.
    package static func set(_ keys: [TestKey], _ fields: HTTPFields = [:]) -> LoopbackAnswer {
        json(["keys": .array(keys.map { .object($0.jwk) })], fields)
    }

    /// Replaces the published keys.
    package func publish(_ keys: [TestKey], _ fields: HTTPFields = [:]) { answerKeys(Self.set(keys, fields)) }
    /// Sets the answer to requests for keys.
    package func answerKeys(_ answer: LoopbackAnswer) { state.withLock { $0.keys = answer } }
    /// Sets the answer to requests for the discovery document.
    package func answerDiscovery(_ answer: LoopbackAnswer) { state.withLock { $0.discovery = answer } }
    /// Sets how tokens are introspected; the closure gets the request and its form.
    package func introspect(_ answer: @escaping @Sendable (HTTPRequest, String) -> LoopbackAnswer) {
        state.withLock { $0.introspection = answer }
    }
    /// Sets a function that is awaited before each answer with keys.
    package func hold(_ body: @escaping @Sendable () async -> Void) { state.withLock { $0.hold = body } }

    /// The number of requests for keys.
    package var readings: Int { state.withLock { $0.paths.count { $0 == Self.keysPath } } }
    /// The requested paths, in order.
    package var paths: [String] { state.withLock { $0.paths } }

    /// Waits until there were at least `count` requests for keys.
    package func waitForReadings(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.paths.count(where: { $0 == Self.keysPath }) >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    /// Answers a request.
    @Sendable package func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let path = request.path ?? ""
        let (hold, waiters) = state.withLock { state in
            state.paths.append(path)
            let count = state.paths.count { $0 == Self.keysPath }
            let waiters = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return (path == Self.keysPath ? state.hold : nil, waiters)
        }
        for waiter in waiters { waiter.continuation.resume() }
        await hold?()
        let (keys, discovery, introspection) = state.withLock { ($0.keys, $0.discovery, $0.introspection) }
        switch path {
        case Self.keysPath: return keys
        case Self.discoveryPath: return discovery ?? LoopbackAnswer(.notFound)
        case Self.introspectionPath: return introspection(request, String(decoding: body, as: UTF8.self))
        default: return LoopbackAnswer(.notFound)
        }
    }
}
