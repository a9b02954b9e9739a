import HTTPTypes
import LoopbackServer
import Synchronization

/// Simulates Login with Amazon and the event gateway: accepts every code, and answers events with the given statuses.
final class DemoGateway: Sendable {
    static let loginPath = "/auth/o2/token"
    static let eventsPath = "/v3/events"

    private let statuses = Mutex<[Int]>([])
    private let accepted = Mutex<[UInt8]>([])

    /// Sets the statuses for the next events; all later events get 202.
    func expect(_ statuses: [Int]) {
        self.statuses.withLock { $0 = statuses }
    }

    /// The last event that was accepted.
    var lastAccepted: [UInt8] { accepted.withLock { $0 } }

    /// The server's script.
    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        guard request.path == Self.eventsPath else {
            return LoopbackAnswer(
                .ok,
                body: Array(
                    #"{"access_token": "demo-token", "refresh_token": "demo-refresh", "expires_in": 3600}"#.utf8))
        }
        let status = statuses.withLock { $0.isEmpty ? 202 : $0.removeFirst() }
        let code: String
        switch status {
        case 202:
            accepted.withLock { $0 = body }
            return LoopbackAnswer(.accepted)
        case 429: code = "THROTTLING_EXCEPTION"
        default: code = "SERVICE_UNAVAILABLE_EXCEPTION"
        }
        return LoopbackAnswer(
            HTTPResponse.Status(code: status),
            body: Array(#"{"payload": {"code": "\#(code)", "description": ""}}"#.utf8))
    }
}
