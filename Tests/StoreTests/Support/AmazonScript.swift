import AlexaProtocol
import HTTPTypes
import LoopbackServer
import Synchronization

/// Login with Amazon, which gives tokens for an hour, and the event gateway, which takes every event.
final class AmazonScript: Sendable {
    private let received = Mutex<[JSONObject]>([])

    /// The headers of the events that were sent.
    var events: [JSONObject] { received.withLock { $0 } }

    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        guard request.path == "/v3/events" else {
            let tokens: JSONValue = [
                "access_token": "Atza|one", "refresh_token": "Atzr|one", "token_type": "bearer", "expires_in": 3600,
            ]
            return LoopbackAnswer(.ok, body: tokens.encoded())
        }
        let header = JSONDocument(parsing: body).value?.object?["event"]?.object?["header"]?.object ?? [:]
        received.withLock { $0.append(header) }
        return LoopbackAnswer(.accepted)
    }
}
