import AlexaProtocol
import EventGateway
import Synchronization
import Timing

/// Promises in memory, with their outcomes.
final class MemoryPromises: PromiseStore {
    private let fulfilled = Mutex<[OutgoingEvent]>([])

    /// The final events, in order.
    var replies: [Reply] {
        fulfilled.withLock { $0 }.compactMap { event in
            JSONDocument(parsing: event.body(token: Secret("t"))).value?.object.map(Reply.init)
        }
    }

    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {}

    func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {}

    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        fulfilled.withLock { $0.append(event) }
        return true
    }

    func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) {}
}
