import AlexaProtocol
import HTTPTypes
import LoopbackServer
import Synchronization

/// Login with Amazon, which gives tokens for an hour, and the event gateway, which takes every event.
final class AmazonScript: Sendable {
    private struct State {
        var received: [JSONObject] = []
        var answers: [LoopbackAnswer] = []
    }

    private let state = Mutex(State())

    /// The events that were sent, whatever was answered.
    var whole: [JSONObject] { state.withLock { $0.received } }
    /// Their headers.
    var events: [JSONObject] { whole.map { $0["header"]?.object ?? [:] } }

    /// The next events are answered so, in this order; all further ones are taken.
    func answerEvents(with answers: LoopbackAnswer...) { state.withLock { $0.answers += answers } }

    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        guard request.path == "/v3/events" else {
            let tokens: JSONValue = [
                "access_token": "Atza|one", "refresh_token": "Atzr|one", "token_type": "bearer", "expires_in": 3600,
            ]
            return LoopbackAnswer(.ok, body: tokens.encoded())
        }
        let event = JSONDocument(parsing: body).value?.object?["event"]?.object ?? [:]
        return state.withLock { state in
            state.received.append(event)
            return state.answers.isEmpty ? LoopbackAnswer(.accepted) : state.answers.removeFirst()
        }
    }
}

extension LoopbackAnswer {
    /// The gateway has trouble, and asks for patience.
    static func unavailable(retryAfter seconds: Int) -> LoopbackAnswer {
        LoopbackAnswer(.serviceUnavailable, [.retryAfter: "\(seconds)"])
    }
}
