import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxTables {
    func settle(_ entry: OutboxEntry, _ settlement: Settlement) throws {
        guard let lease = entry.lease, let id = entry.id.number else { return }
        let row = try db.cachedStatement(
            sql: """
                SELECT queues.id, queues.customer, queues.due, place
                FROM entries JOIN queues ON queues.id = queue
                WHERE entries.id = ? AND held_entry = entries.id AND lease_token = ?
                """
        ).row([id, lease.token])
        guard let row else { return }
        let queue = Queue(id: try row.value(0), customer: try row.value(1), due: try row.value(2))
        switch settlement {
        case .delivered:
            try delete(id)
        case .dropped(let reason):
            try delete(id)
            try count(1, reason)
        case .dead(let reason, let attempts):
            try markDead(id, reason: reason, attempts: attempts)
        case .resend(let notBefore, let attempts, let counted, let reason, let holdsCustomer):
            try db.run(
                """
                UPDATE entries
                SET not_before = ?1, attempts = ?2, counted_attempts = ?3, reason = ?4, lost_leases = 0,
                    may_be_sent = may_be_sent OR ?2 > 0
                WHERE id = ?5
                """, [notBefore.milliseconds, attempts, counted, reason, id])
            guard holdsCustomer else { break }
            try db.run(
                "UPDATE customers SET hold_until = max(hold_until, ?) WHERE id = ?",
                [notBefore.milliseconds, queue.customer])
        case .split(let parts):
            try split(entry, id, into: parts, at: try row.value(3), in: queue)
        }
        try refresh(queue, releasing: id)
        // There may never be another event for this customer.
        if case .dropped = settlement { try forget(queue) }
    }

    /// Makes an entry a dead letter; the caller has to refresh its queue.
    func markDead(_ id: Int64, reason: String, attempts: Int) throws {
        try db.run(
            """
            UPDATE entries
            SET state = 'dead', reason = ?, attempts = ?, may_be_sent = 1
            WHERE id = ?
            """, [reason, attempts, id])
    }

    /// Replaces an entry that was too large by its parts, before all entries behind it.
    private func split(
        _ entry: OutboxEntry, _ id: Int64, into parts: [OutgoingEvent], at place: Int64, in queue: Queue
    ) throws {
        guard !parts.isEmpty else {
            return try markDead(id, reason: "It was too large and cannot be split.", attempts: entry.attempts)
        }
        try delete(id)
        for (index, part) in parts.enumerated() {
            let target = try self.queue(of: entry.customer, endpointId: part.endpointId)
            try insert(
                part, for: entry.customer, in: target,
                Terms(
                    createdAt: entry.createdAt, notBefore: entry.notBefore, expiresAt: entry.expiresAt,
                    place: place - Int64(parts.count - 1 - index)))
            if target.id != queue.id { try refresh(target) }
        }
    }
}
