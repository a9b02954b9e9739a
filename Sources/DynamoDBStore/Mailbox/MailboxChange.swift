import AlexaProtocol
import EventGateway

/// A change of a mailbox and of other items in the same transaction.
struct MailboxChange: Sendable {
    /// The customer's hash.
    let customer: String
    /// The changed mailbox.
    var mailbox: Mailbox
    /// Writes and deletions of bodies and dead letters. Of two for one item the later one counts.
    private(set) var writes: [ItemKey: Write] = [:]
    let cipher: ItemCipher
    let table: Table

    init(_ mailbox: Mailbox, of customer: String, _ table: Table, _ cipher: ItemCipher) {
        self.customer = customer
        self.mailbox = mailbox
        self.table = table
        self.cipher = cipher
    }

    /// Stores the event of an entry.
    mutating func putBody(_ event: OutgoingEvent, of owner: CustomerID, _ number: Int64) throws(StoreFailure) {
        let key = ItemKey.body(customer, number)
        let blob = try cipher.seal(StoredBody(event, of: owner).bytes, in: key)
        writes[key] = .put(key, [StoredEntry.bodyName: .bytes(blob)])
    }

    /// Removes an entry and its event.
    mutating func remove(_ number: Int64) {
        mailbox[number] = nil
        let key = ItemKey.body(customer, number)
        writes[key] = .delete(key)
    }

    /// Makes an entry a dead letter; its event stays.
    mutating func bury(_ slip: Slip) {
        mailbox[slip.number] = nil
        let key = ItemKey.dead(customer, slip.number)
        writes[key] = .put(
            key,
            [
                StoredEntry.slipName: .text(String(decoding: slip.json.encoded(), as: UTF8.self)),
                Query.shardName: .text(table.deadShard(of: customer)),
                Query.dueName: .whole(slip.createdAt.milliseconds),
            ])
    }

    /// Moves a dead letter back into the mailbox.
    mutating func exhume(_ slip: Slip) {
        mailbox.put(slip)
        let key = ItemKey.dead(customer, slip.number)
        writes[key] = .delete(key)
    }

    /// Removes a dead letter and its event.
    mutating func removeDead(_ number: Int64) {
        for key in [ItemKey.dead(customer, number), .body(customer, number)] { writes[key] = .delete(key) }
    }
}
