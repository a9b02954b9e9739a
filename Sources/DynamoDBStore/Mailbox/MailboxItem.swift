import AlexaProtocol
import EventGateway

/// A mailbox as an item of the table.
struct MailboxItem: Sendable {
    let mailbox: Mailbox
    /// The number of writes; 0 if there is no item.
    let revision: Int64
    /// A random number of the last write, by which a writer whose answer was lost recognises its own write.
    let writer: Int64

    private static let revisionName = "rev"
    private static let writerName = "writer"
    private static let mailboxName = "mailbox"
    /// The most bytes of a mailbox: an item has at most 400 KB. About 2,500 entries.
    private static let greatestSize = 380_000

    /// The value for a missing item.
    static let none = MailboxItem(mailbox: Mailbox(), revision: 0, writer: 0)

    private init(mailbox: Mailbox, revision: Int64, writer: Int64) {
        self.mailbox = mailbox
        self.revision = revision
        self.writer = writer
    }

    /// The next revision of this item, with another mailbox.
    func next(_ mailbox: Mailbox) -> MailboxItem {
        MailboxItem(mailbox: mailbox, revision: revision + 1, writer: Int64.random(in: 1...Int64.max))
    }

    /// Reads an item.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/damaged``.
    init(_ item: JSONObject) throws(StoreFailure) {
        guard let text = item.text(Self.mailboxName), let json = JSONDocument(parsing: Array(text.utf8)).value,
            let mailbox = Mailbox(json), let revision = item.whole(Self.revisionName),
            let writer = item.whole(Self.writerName)
        else {
            throw StoreFailure(
                .damaged, "A customer's outbox in the table is damaged. Restore the item `outbox` from a backup.")
        }
        self.init(mailbox: mailbox, revision: revision, writer: writer)
    }

    /// The write that replaces `old` by this item, on the condition that the table still has `old`.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/full`` if it does not fit into an item.
    func write(insteadOf old: MailboxItem, of customer: String, in table: Table) throws(StoreFailure) -> Write {
        let text = mailbox.json.encoded()
        guard text.count <= Self.greatestSize else {
            throw StoreFailure(
                .full, "\(mailbox.slips.count) events wait for one customer, and no more fit into an item of DynamoDB.")
        }
        var attributes: JSONObject = [
            Self.mailboxName: .text(String(decoding: text, as: UTF8.self)), Self.revisionName: .whole(revision),
            Self.writerName: .whole(writer),
        ]
        if let due = mailbox.due {
            attributes[Query.shardName] = .text(table.dueShard(of: customer))
            attributes[Query.dueName] = .whole(due.milliseconds)
        }
        let condition: Write.Condition =
            old.revision == 0
            ? .isNew
            : Write.Condition(
                "rev = :rev AND writer = :writer",
                [
                    ":rev": .whole(old.revision), ":writer": .whole(old.writer),
                ])
        return .put(.outbox(customer), attributes, if: condition)
    }
}
