import AlexaProtocol
import EventGateway

/// Makes entries of what the table has.
struct StoredEntry {
    /// The attribute of an event's blob.
    static let bodyName = "body"
    /// The attribute of a dead letter's slip.
    static let slipName = "slip"

    let customer: String
    let slip: Slip

    /// The entry; without customer and event, but for its message id and kind, if the body is damaged.
    ///
    /// - Parameter body: the item with its event, if there is one.
    func entry(_ body: JSONObject?, _ cipher: ItemCipher) -> OutboxEntry {
        let stored = body?.bytes(Self.bodyName).flatMap { cipher.open($0, in: .body(customer, slip.number)) }
            .flatMap { StoredBody($0) }
        return OutboxEntry(
            id: OutboxEntry.ID(customer: customer, number: slip.number), customer: stored?.customer ?? CustomerID(""),
            event: stored?.event(messageId: slip.messageId, kind: slip.kind)
                ?? .damaged(messageId: slip.messageId, kind: slip.kind),
            isDamaged: stored == nil, state: slip.state, attempts: slip.attempts,
            countedAttempts: slip.countedAttempts, lostLeases: slip.lostLeases, createdAt: slip.createdAt,
            notBefore: slip.notBefore, expiresAt: slip.expiresAt, reason: slip.reason, lease: slip.lease)
    }
}

extension OutboxEntry.ID {
    /// The id of an entry in this kind of store.
    init(customer: String, number: Int64) {
        // A hash may begin with a minus sign, and the id is an argument of a command.
        self.init("\(number).\(customer)")
    }

    /// The customer's hash and the number; `nil` if this is not an id of this kind of store.
    var parts: (customer: String, number: Int64)? {
        let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, let number = Int64(parts[0]) else { return nil }
        return (String(parts[1]), number)
    }
}
