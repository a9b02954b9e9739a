import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Timing

/// A cloud with one lock, `door`, whose bolt moves when the test allows it.
struct SlowLock: DeviceAdapter {
    let cloud = "slow"
    /// Opened to let the bolt move.
    let moved = Gate()
    /// Opens when the work was cancelled.
    let cancelled = Gate()
    /// Opens when the work has returned.
    let returned = Gate()

    private static let door = Endpoint(
        endpointId: "door", manufacturerName: "Porchlight", friendlyName: "Door", description: "A door lock",
        displayCategories: ["SMARTLOCK"], capabilities: [Capability(LockController.self)])

    func discover(_ call: AdapterCall) -> [Endpoint] { [Self.door] }
    func endpoint(_ endpointId: String, _ call: AdapterCall) -> Endpoint? {
        endpointId == Self.door.endpointId ? Self.door : nil
    }
    func state(of endpoint: EndpointReference, _ call: AdapterCall) -> DeviceState { DeviceState([]) }

    /// Ends when the bolt has moved, even if cancelled, because a cloud may ignore cancellation.
    func perform(_ command: Command, _ call: AdapterCall) async -> Outcome {
        defer { returned.open() }
        await withTaskCancellationHandler {
            await moved.pass()
        } onCancel: {
            cancelled.open()
        }
        return Outcome([LockController.lockState(.locked).sampled(at: Timestamp(milliseconds: 0))])
    }
}

/// A store of promises in memory, which accepts outcomes only when the test allows it.
final class HeldPromises: PromiseStore {
    /// Opens when an outcome may be stored.
    let opened: Gate
    /// Opens when the skill tries to store an outcome.
    let asked = Gate()
    private let events = Mutex<[OutgoingEvent]>([])

    init(isOpen: Bool = true) {
        opened = Gate()
        if isOpen { opened.open() }
    }

    /// The final event of each directive.
    var final: [Answer] { events.withLock { $0.map { Answer(JSONValue.object($0.json ?? [:]).encoded()) } } }

    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) { events.withLock { $0.append(fallback) } }

    func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) {}

    func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async -> Bool {
        asked.open()
        await opened.pass()
        return events.withLock { events in
            guard let index = events.firstIndex(where: { $0.messageId == event.messageId }) else { return false }
            events[index] = event
            return true
        }
    }

    func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline) {
        events.withLock { $0.removeAll { $0.messageId == messageId } }
    }
}
