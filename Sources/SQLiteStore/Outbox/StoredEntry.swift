import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxEntry.ID {
    /// The row's id; `nil` if this is not an id of an SQLite store.
    var number: Int64? { Int64(rawValue) }
}

/// Reads an entry from a row.
enum StoredEntry {
    /// The beginning of a query, to be followed by a condition.
    static let select = """
        SELECT entries.id, entries.state, entries.attempts, entries.counted_attempts, entries.lost_leases,
            entries.created_at, entries.not_before, entries.expires_at, entries.reason,
            CASE WHEN queues.held_entry = entries.id THEN queues.lease_token END, queues.held_until,
            entries.message_id, entries.kind, entries.body, entries.queue
        FROM entries JOIN queues ON queues.id = entries.queue
        """

    /// The index of the column with the queue's number.
    static let queueColumn = 14

    /// The entry of a row. If the body is damaged, customer and event are missing except for message id and kind.
    static func entry(_ row: Row, _ cipher: RecordCipher) throws -> OutboxEntry {
        let id: Int64 = try row.value(0)
        guard let state = OutboxEntry.State(rawValue: try row.value(1)),
            let kind = OutgoingEvent.Kind(rawValue: try row.value(12))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        let body = cipher.open(try row.value(13), at: .body(entry: id)).flatMap { StoredBody($0) }
        let messageId: String = try row.value(11)
        var lease: OutboxEntry.Lease?
        if let token: Int64 = try row.value(9), let until: Int64 = try row.value(10) {
            lease = OutboxEntry.Lease(token: token, until: Timestamp(milliseconds: until))
        }
        return OutboxEntry(
            id: OutboxEntry.ID(String(id)), customer: body?.customer ?? CustomerID(""),
            event: body?.event(messageId: messageId, kind: kind) ?? .damaged(messageId: messageId, kind: kind),
            isDamaged: body == nil, state: state, attempts: try row.value(2), countedAttempts: try row.value(3),
            lostLeases: try row.value(4), createdAt: Timestamp(milliseconds: try row.value(5)),
            notBefore: Timestamp(milliseconds: try row.value(6)), expiresAt: Timestamp(milliseconds: try row.value(7)),
            reason: try row.value(8), lease: lease)
    }
}
