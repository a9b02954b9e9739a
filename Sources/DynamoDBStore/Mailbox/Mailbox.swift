import AlexaProtocol
import EventGateway

/// What waits for one customer, without the events themselves: the item `outbox`. A value; ``MailboxWriter`` writes it, on the
/// condition that nobody else has changed it meanwhile.
///
/// So every rule of the outbox is a function of this value: one change is one write, however many entries it touches.
struct Mailbox: Hashable, Sendable {
    /// In the order of their places.
    private(set) var slips: [Slip] = []
    /// Nothing of this customer is sent before.
    var holdUntil = Timestamp(milliseconds: 0)
    /// The number of the latest entry; numbers are not used again.
    private var lastNumber: Int64 = 0

    /// An empty mailbox.
    init() {}

    /// Between two entries there is room for what one of them may be split into.
    private static let placesPerEntry: Int64 = 1 << 20

    /// A slip at the end of its queue, or at a place before others.
    ///
    /// - Returns: its number.
    mutating func insert(
        _ event: OutgoingEvent, queue: String, state: OutboxEntry.State = .waiting, createdAt: Timestamp,
        notBefore: Timestamp, expiresAt: Timestamp, place: Int64? = nil
    ) -> Int64 {
        lastNumber += 1
        put(
            Slip(
                number: lastNumber, place: place ?? lastNumber * Self.placesPerEntry, queue: queue, state: state,
                createdAt: createdAt, notBefore: notBefore, expiresAt: expiresAt, isFallback: state == .promised,
                messageId: event.messageId, kind: event.kind))
        return lastNumber
    }

    /// Puts a slip in its place.
    mutating func put(_ slip: Slip) {
        let index = slips.firstIndex { ($0.place, $0.number) > (slip.place, slip.number) } ?? slips.endIndex
        slips.insert(slip, at: index)
    }

    /// The slip of this number; `nil` if there is none.
    subscript(number: Int64) -> Slip? {
        get { slips.first { $0.number == number } }
        set {
            guard let index = slips.firstIndex(where: { $0.number == number }) else { return }
            if let newValue { slips[index] = newValue } else { slips.remove(at: index) }
        }
    }

    /// When something of it may be taken, or has to be moved; `nil` if nothing waits.
    var due: Timestamp? {
        let first = queues.compactMap(\.due).min().map { max($0, holdUntil) }
        let promised = slips.lazy.filter { $0.state == .promised }.map(\.notBefore).min()
        return [first, promised].compactMap(\.self).min()
    }

    /// Removes every entry that waits.
    mutating func removeAll() {
        slips.removeAll()
        holdUntil = Timestamp(milliseconds: 0)
    }
}

extension Mailbox {
    /// What waits for one endpoint, or for the customer alone.
    struct Queue {
        let hash: String
        /// The entry that a relay has leased, even if the lease has ended.
        let held: Slip?
        /// The first of those that wait.
        let first: Slip?

        /// When its first entry may be taken; `nil` if nothing waits in it.
        var due: Timestamp? { held?.lease?.until ?? first?.notBefore }
    }

    /// All queues in which something waits or is leased, in the order of their first entries.
    var queues: [Queue] {
        var order: [String] = []
        var held: [String: Slip] = [:]
        var first: [String: Slip] = [:]
        for slip in slips where slip.state == .waiting {
            if first[slip.queue] == nil {
                first[slip.queue] = slip
                order.append(slip.queue)
            }
            if slip.lease != nil { held[slip.queue] = slip }
        }
        return order.map { Queue(hash: $0, held: held[$0], first: first[$0]) }
    }
}

extension Mailbox {
    /// The mailbox as the text of an attribute.
    var json: JSONValue {
        [
            "last": .number(Double(lastNumber)), "hold": .number(Double(holdUntil.milliseconds)),
            "slips": .array(slips.map(\.json)),
        ]
    }

    /// Reads what ``json`` wrote; `nil` for anything else.
    init?(_ json: JSONValue) {
        guard let object = json.object, let last = object["last"]?.integer, let hold = object["hold"]?.integer,
            let slips = object["slips"]?.array
        else { return nil }
        self.slips = slips.compactMap(Slip.init)
        guard self.slips.count == slips.count else { return nil }
        lastNumber = Int64(last)
        holdUntil = Timestamp(milliseconds: Int64(hold))
    }
}
