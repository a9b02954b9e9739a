import AlexaProtocol
import EventGateway

/// The entries that wait for one customer, without their events: the item `outbox`. A value type; ``MailboxWriter`` writes it, on
/// the condition that no other process has changed it meanwhile.
///
/// Every rule of the outbox is a function of this value: one change is one write, whatever the number of entries.
struct Mailbox: Hashable, Sendable {
    /// The slips in the order of their places.
    private(set) var slips: [Slip] = []
    /// No event of this customer is sent before this time.
    var holdUntil = Timestamp(milliseconds: 0)
    /// The number of the latest entry; numbers are never reused.
    private var lastNumber: Int64 = 0

    /// An empty mailbox.
    init() {}

    /// The distance of two entries, so that the parts of a split entry fit between them.
    private static let placesPerEntry: Int64 = 1 << 20

    /// Adds a slip at the end of its queue or at the given place.
    ///
    /// - Returns: the slip's number.
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

    /// Inserts a slip at its place.
    mutating func put(_ slip: Slip) {
        let index = slips.firstIndex { ($0.place, $0.number) > (slip.place, slip.number) } ?? slips.endIndex
        slips.insert(slip, at: index)
    }

    /// The slip with this number; `nil` if there is none.
    subscript(number: Int64) -> Slip? {
        get { slips.first { $0.number == number } }
        set {
            guard let index = slips.firstIndex(where: { $0.number == number }) else { return }
            if let newValue { slips[index] = newValue } else { slips.remove(at: index) }
        }
    }

    /// When an entry may be leased, or a promise's fallback is due; `nil` if nothing waits.
    var due: Timestamp? {
        let first = queues.compactMap(\.due).min().map { max($0, holdUntil) }
        let promised = slips.lazy.filter { $0.state == .promised }.map(\.notBefore).min()
        return [first, promised].compactMap(\.self).min()
    }

    mutating func removeAll() {
        slips.removeAll()
        holdUntil = Timestamp(milliseconds: 0)
    }
}

extension Mailbox {
    /// The entries for one endpoint, or those of the customer that name no endpoint.
    struct Queue {
        let hash: String
        /// The leased entry, even if the lease has ended.
        let held: Slip?
        /// The first waiting entry.
        let first: Slip?

        /// When the first entry may be leased; `nil` if nothing waits.
        var due: Timestamp? { held?.lease?.until ?? first?.notBefore }
    }

    /// All queues with a waiting or leased entry, in the order of their first entries.
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
