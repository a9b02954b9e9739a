import AlexaProtocol
import EventGateway

/// Creates entries from slips and items of the table.
struct StoredEntry {
    /// The attribute of an event's encrypted body.
    static let bodyName = "body"
    /// The attribute of a dead letter's slip.
    static let slipName = "slip"

    let customer: String
    let slip: Slip

    /// The entry. If the body is damaged, customer and event are missing except for message id and kind.
    ///
    /// - Parameter body: the item with the event, if there is one.
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
    /// The id of an entry in a DynamoDB store.
    init(customer: String, number: Int64) {
        // The number goes first: a hash may begin with a minus sign, and the id is an argument of a command.
        self.init("\(number).\(customer)")
    }

    /// The customer's hash and the number; `nil` if this is not an id of a DynamoDB store.
    var parts: (customer: String, number: Int64)? {
        let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, let number = Int64(parts[0]) else { return nil }
        return (String(parts[1]), number)
    }
}
