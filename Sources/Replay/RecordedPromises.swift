import AlexaProtocol
import EventGateway
import Synchronization

/// Keeps the one promise of a replay, to be looked at.
final class RecordedPromises: PromiseStore {
    private let event = Mutex<OutgoingEvent?>(nil)

    /// What goes to the gateway, with a word in the place of the token; `nil` if nothing was promised.
    var kept: [UInt8]? {
        event.withLock { event in
            event.map { event in
                let body = event.body(token: Secret("amazon-token"))
                return JSONDocument(parsing: body).value?.encoded(style: .pretty) ?? body
            }
        }
    }

    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) {
        event.withLock { $0 = fallback }
    }

    func fulfil(_ event: OutgoingEvent, at now: Timestamp) -> Bool {
        self.event.withLock { $0 = event }
        return true
    }

    func withdraw(_ messageId: String) {
        event.withLock { $0 = nil }
    }
}
