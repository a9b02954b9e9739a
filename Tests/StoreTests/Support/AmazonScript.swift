import AlexaProtocol
import HTTPTypes
import LoopbackServer
import Synchronization

/// Login with Amazon, which issues tokens for an hour, and the event gateway, which accepts every event.
final class AmazonScript: Sendable {
    private struct State {
        var received: [JSONObject] = []
        var taken: [JSONObject] = []
        var answers: [LoopbackAnswer] = []
        /// The message ids so far, and the answer to the first attempt of each seventh of them.
        var ids: Set<String> = []
        var refusal: LoopbackAnswer?

        mutating func answer(to event: JSONObject) -> LoopbackAnswer {
            if !answers.isEmpty { return answers.removeFirst() }
            let isNew = ids.insert(event["header"]?.object?["messageId"]?.string ?? "").inserted
            guard let refusal, isNew, ids.count % 7 == 0 else { return LoopbackAnswer(.accepted) }
            return refusal
        }
    }

    private let state = Mutex(State())

    /// All events that were sent, whatever the answer was.
    var whole: [JSONObject] { state.withLock { $0.received } }
    /// The events that were accepted with 202.
    var taken: [JSONObject] { state.withLock { $0.taken } }
    /// The headers of all events.
    var events: [JSONObject] { whole.map { $0["header"]?.object ?? [:] } }

    /// The answer to the first attempt of each seventh event.
    func refuseEverySeventhEventOnce(with answer: LoopbackAnswer) { state.withLock { $0.refusal = answer } }

    /// The answers to the next events, in this order; all further ones are accepted.
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
            let answer = state.answer(to: event)
            if answer.status == .accepted { state.taken.append(event) }
            return answer
        }
    }
}

extension LoopbackAnswer {
    /// The gateway is unavailable, and sends a `Retry-After`.
    static func unavailable(retryAfter seconds: Int) -> LoopbackAnswer {
        LoopbackAnswer(.serviceUnavailable, [.retryAfter: "\(seconds)"])
    }
}
