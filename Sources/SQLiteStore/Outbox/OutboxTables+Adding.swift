import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxTables {
    /// The columns of an entry besides its event.
    struct Terms {
        var state = OutboxEntry.State.waiting
        var createdAt: Timestamp
        var notBefore: Timestamp
        var expiresAt: Timestamp
        /// The position in its queue; `nil`: at the end.
        var place: Int64?
    }

    func add(_ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp) throws {
        let queue = try queue(of: customer, endpointId: event.endpointId)
        if try merge(event, into: queue, of: customer, expiresAt: expiresAt) { return }
        try insert(event, for: customer, in: queue, Terms(createdAt: now, notBefore: now, expiresAt: expiresAt))
        try announce(queue, due: now)
    }

    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) throws {
        let queue = try queue(of: customer, endpointId: fallback.endpointId)
        try insert(
            fallback, for: customer, in: queue,
            Terms(state: .promised, createdAt: now, notBefore: dueAt, expiresAt: expiresAt))
    }

    /// Inserts an event. If it waits, the caller has to refresh its queue.
    func insert(_ event: OutgoingEvent, for customer: CustomerID, in queue: Queue, _ terms: Terms) throws {
        guard let id = try db.number("UPDATE store SET last_entry = last_entry + 1 RETURNING last_entry") else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        try db.run(
            """
            INSERT INTO entries (
                id, queue, state, place, created_at, not_before, expires_at, is_fallback, message_id, kind, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, queue.id, terms.state.rawValue, terms.place ?? id * Self.placesPerEntry,
                terms.createdAt.milliseconds, terms.notBefore.milliseconds, terms.expiresAt.milliseconds,
                terms.state == .promised, event.messageId, event.kind.rawValue,
                try sealed(event, of: customer, entry: id),
            ])
    }

    /// The distance of two entries, so that the parts of a split entry fit between them.
    private static var placesPerEntry: Int64 { 1 << 20 }

    /// Replaces the event of an entry; the entry's number and position stay.
    func replace(eventOf id: Int64, of customer: CustomerID, by event: OutgoingEvent) throws {
        try db.run(
            "UPDATE entries SET message_id = ?, kind = ?, body = ? WHERE id = ?",
            [event.messageId, event.kind.rawValue, try sealed(event, of: customer, entry: id), id])
    }

    private func sealed(_ event: OutgoingEvent, of customer: CustomerID, entry: Int64) throws -> Data {
        try cipher.seal(StoredBody(event, of: customer).bytes, at: .body(entry: entry))
    }

    /// Merges a change report into the last event of its queue, if that is a change report that cannot have been sent.
    private func merge(
        _ event: OutgoingEvent, into queue: Queue, of customer: CustomerID, expiresAt: Timestamp
    ) throws -> Bool {
        guard event.kind == .changeReport, event.endpointId != nil else { return false }
        let row = try db.cachedStatement(
            sql: """
                SELECT entries.id, message_id, body, kind, may_be_sent OR held_entry IS entries.id
                FROM entries JOIN queues ON queues.id = queue
                WHERE queue = ? AND state = 'waiting' ORDER BY place DESC LIMIT 1
                """
        ).row([queue.id])
        guard let row, try row.value(3) == OutgoingEvent.Kind.changeReport.rawValue, try row.value(4) == false else {
            return false
        }
        let id: Int64 = try row.value(0)
        guard let body = cipher.open(try row.value(2), at: .body(entry: id)).flatMap({ StoredBody($0) }) else {
            return false
        }
        let last = body.event(messageId: try row.value(1), kind: .changeReport)
        guard let merged = ChangeReportMerge.merged(last, event) else { return false }
        try replace(eventOf: id, of: customer, by: merged)
        try db.run(
            "UPDATE entries SET expires_at = max(expires_at, ?) WHERE id = ?", [expiresAt.milliseconds, id])
        return true
    }

    func fulfil(_ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp) throws -> Bool {
        guard let (id, old) = try promise(event.messageId, of: customer) else { return false }
        let queue = try queue(of: customer, endpointId: event.endpointId)
        try replace(eventOf: id, of: customer, by: event)
        try db.run(
            "UPDATE entries SET queue = ?, state = 'waiting', is_fallback = 0, not_before = ? WHERE id = ?",
            [queue.id, now.milliseconds, id])
        try refresh(queue)
        if old.id != queue.id { try refresh(old) }
        return true
    }

    func withdraw(_ messageId: String, of customer: CustomerID) throws {
        guard let (id, queue) = try promise(messageId, of: customer) else { return }
        try delete(id)
        try refresh(queue)
        try forget(queue)
    }

    /// The promise whose fallback has this message id, unless the fallback is being sent or may have been sent.
    private func promise(_ messageId: String, of customer: CustomerID) throws -> (id: Int64, queue: Queue)? {
        let row = try db.cachedStatement(
            sql: """
                SELECT entries.id, queues.id, queues.customer, queues.due
                FROM entries JOIN queues ON queues.id = entries.queue JOIN customers ON customers.id = queues.customer
                WHERE message_id = ? AND customers.hash = ? AND is_fallback = 1 AND NOT may_be_sent
                    AND held_entry IS NOT entries.id AND state IN ('waiting', 'promised')
                LIMIT 1
                """
        ).row([messageId, cipher.hash(of: customer)])
        guard let row else { return nil }
        let queue = Queue(id: try row.value(1), customer: try row.value(2), due: try row.value(3))
        return (try row.value(0), queue)
    }
}
