import AlexaProtocol
import EventGateway

/// An entry of the outbox without its event.
struct Slip: Hashable, Sendable {
    /// The number of the entry, never reused for this customer.
    let number: Int64
    /// The position in its queue: the lowest is first.
    var place: Int64
    /// The hash of its endpoint; empty for the queue of events that name no endpoint.
    var queue: String
    /// Never `dead`: dead letters are separate items.
    var state: OutboxEntry.State
    let createdAt: Timestamp
    var notBefore: Timestamp
    var expiresAt: Timestamp
    var attempts = 0
    var countedAttempts = 0
    var lostLeases = 0
    /// Whether it is the fallback of a promise that was not fulfilled.
    var isFallback = false
    /// Whether Alexa may have received it already.
    var mayBeSent = false
    var messageId: String
    var kind: OutgoingEvent.Kind
    var reason: String?
    /// The last lease, unless it was settled.
    var lease: OutboxEntry.Lease?

    /// The longest stored reason, in characters.
    static let longestReason = 500
}

extension Slip {
    /// The slip as an array, which costs fewer bytes in each write of a mailbox than an object.
    var json: JSONValue {
        [
            .number(Double(number)), .number(Double(place)), .string(queue), .string(state.rawValue),
            .number(Double(createdAt.milliseconds)), .number(Double(notBefore.milliseconds)),
            .number(Double(expiresAt.milliseconds)), .number(Double(attempts)), .number(Double(countedAttempts)),
            .number(Double(lostLeases)), .bool(isFallback), .bool(mayBeSent), .string(messageId),
            .string(kind.rawValue), reason.map { .string($0) } ?? .null,
            // As text: a token has more digits than a JSON number can hold.
            lease.map { .string(String($0.token)) } ?? .null,
            lease.map { .number(Double($0.until.milliseconds)) } ?? .null,
        ]
    }

    /// Parses what ``json`` returned; `nil` for anything else.
    init?(_ json: JSONValue) {
        guard let parts = json.array, parts.count == 17 else { return nil }
        func time(_ index: Int) -> Timestamp? {
            parts[index].integer.map { Timestamp(milliseconds: Int64($0)) }
        }
        guard let number = parts[0].integer, let place = parts[1].integer, let queue = parts[2].string,
            let state = parts[3].string.flatMap({ OutboxEntry.State(rawValue: $0) }), let createdAt = time(4),
            let notBefore = time(5), let expiresAt = time(6), let attempts = parts[7].integer,
            let countedAttempts = parts[8].integer, let lostLeases = parts[9].integer,
            let isFallback = parts[10].bool, let mayBeSent = parts[11].bool, let messageId = parts[12].string,
            let kind = parts[13].string.flatMap({ OutgoingEvent.Kind(rawValue: $0) })
        else { return nil }
        self.init(
            number: Int64(number), place: Int64(place), queue: queue, state: state, createdAt: createdAt,
            notBefore: notBefore, expiresAt: expiresAt, attempts: attempts, countedAttempts: countedAttempts,
            lostLeases: lostLeases, isFallback: isFallback, mayBeSent: mayBeSent, messageId: messageId, kind: kind,
            reason: parts[14].string)
        if let token = parts[15].string.flatMap({ Int64($0) }), let until = time(16) {
            lease = OutboxEntry.Lease(token: token, until: until)
        }
    }
}
