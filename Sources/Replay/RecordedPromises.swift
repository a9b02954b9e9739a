import AlexaProtocol
import EventGateway
import Synchronization
import Timing

/// Stores the one promise of a replay, and the event that is sent before its outcome, for comparison.
final class RecordedPromises: PromiseStore {
    private let event = Mutex<OutgoingEvent?>(nil)
    private let enqueued = Mutex<OutgoingEvent?>(nil)

    /// The body that goes to the gateway, with a placeholder for the token; `nil` if nothing was promised.
    var kept: [UInt8]? { event.withLock { Self.body($0) } }
    /// The body that goes to the gateway during the work; `nil` if there is none.
    var interim: [UInt8]? { enqueued.withLock { Self.body($0) } }

    private static func body(_ event: OutgoingEvent?) -> [UInt8]? {
        event.map { event in
            let body = event.body(token: Secret("amazon-token"))
            return JSONDocument(parsing: body).value?.encoded(style: .pretty) ?? body
        }
    }

    func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) {
        enqueued.withLock { $0 = event }
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
