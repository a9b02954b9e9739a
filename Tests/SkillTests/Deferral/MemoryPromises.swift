import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Timing

final class MemoryPromises: PromiseStore {
    /// The events of each promise by message id: the fallback, then the event that replaced it.
    private let events = Mutex<[String: [OutgoingEvent]]>([:])
    private let dueTimes = Mutex<[Timestamp]>([])

    /// The final events, as JSON.
    var final: [JSONObject] { events.withLock { $0.values.compactMap { $0.last?.json } } }
    /// When each fallback is due.
    var due: [Timestamp] { dueTimes.withLock(\.self) }

    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) {
        events.withLock { $0[fallback.messageId] = [fallback] }
        dueTimes.withLock { $0.append(dueAt) }
    }

    private let enqueued = Mutex<[OutgoingEvent]>([])

    /// The interim events that were sent, as JSON.
    var interim: [JSONObject] { enqueued.withLock { $0.compactMap(\.json) } }

    func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) {
        enqueued.withLock { $0.append(event) }
    }

    func fulfil(_ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline) -> Bool
    {
        events.withLock { events in
            guard events[event.messageId]?.count == 1 else { return false }
            events[event.messageId]?.append(event)
            return true
        }
    }

    func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline) {
        events.withLock { $0[messageId] = nil }
    }

    /// A deferral over this store; every customer has a grant.
    func deferral(_ time: ManualTime, _ change: (inout Deferral.Policy) -> Void = { _ in }) -> Deferral {
        var policy = Deferral.Policy()
        change(&policy)
        return Deferral(Promises(self, environment: time.environment) { _, _ in true }, policy: policy)
    }
}
