import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxEntry.ID {
    /// The row's id; `nil` if this is not an id of this kind of store.
    var number: Int64? { Int64(rawValue) }
}

/// Reads an entry from a row.
enum StoredEntry {
    /// What to read; a condition follows.
    static let select = """
        SELECT entries.id, customers.name, queues.endpoint, entries.state, entries.attempts, entries.created_at,
            entries.not_before, entries.expires_at, entries.reason,
            CASE WHEN queues.held_entry = entries.id THEN queues.lease_token END, queues.held_until,
            entries.message_id, entries.kind, entries.namespace, entries.name, entries.template,
            entries.queue
        FROM entries JOIN queues ON queues.id = entries.queue JOIN customers ON customers.id = queues.customer
        """

    /// Where the queue's number is.
    static let queueColumn = 16

    /// The entry of a row; without a template if that was damaged.
    static func entry(_ row: Row, _ cipher: RecordCipher) throws -> OutboxEntry {
        let (id, customer) = (try row.value(0) as Int64, CustomerID(try row.value(1)))
        let endpoint: String = try row.value(2)
        guard let state = OutboxEntry.State(rawValue: try row.value(3)),
            let kind = OutgoingEvent.Kind(rawValue: try row.value(12))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        let template = cipher.open(try row.value(15), at: .template(entry: id, customer))
        var lease: OutboxEntry.Lease?
        if let token: Int64 = try row.value(9), let until: Int64 = try row.value(10) {
            lease = OutboxEntry.Lease(token: token, until: Timestamp(milliseconds: until))
        }
        return OutboxEntry(
            id: OutboxEntry.ID(String(id)), customer: customer,
            event: OutgoingEvent(
                messageId: try row.value(11), kind: kind, namespace: try row.value(13), name: try row.value(14),
                endpointId: endpoint.isEmpty ? nil : endpoint, template: template.map(Array.init) ?? []),
            isDamaged: template == nil, state: state, attempts: try row.value(4), lostLeases: 0,
            createdAt: Timestamp(milliseconds: try row.value(5)),
            notBefore: Timestamp(milliseconds: try row.value(6)), expiresAt: Timestamp(milliseconds: try row.value(7)),
            reason: try row.value(8), lease: lease)
    }
}
