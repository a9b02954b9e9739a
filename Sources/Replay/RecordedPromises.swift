import AlexaProtocol
import EventGateway
import Synchronization
import Timing

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
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) {
        event.withLock { $0 = fallback }
    }

    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) -> Bool {
        self.event.withLock { $0 = event }
        return true
    }

    func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline) {
        event.withLock { $0 = nil }
    }
}
