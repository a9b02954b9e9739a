import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxTables {
    func entries(_ state: OutboxEntry.State?, from cursor: OutboxPage.Cursor?, limit: Int) throws -> OutboxPage {
        // The state is a literal, so that SQLite can use the partial indices for one state.
        let condition = state.map { " AND entries.state = '\($0.rawValue)'" } ?? ""
        let select = StoredEntry.select + " WHERE entries.id > ?\(condition) ORDER BY entries.id LIMIT ?"
        let limit = max(0, limit)
        let last = cursor.flatMap { Int64($0.rawValue) } ?? 0
        let rows = try db.cachedStatement(sql: select).rows([last, limit])
        let entries = try rows.map { try StoredEntry.entry($0, cipher) }
        let isLast = limit == 0 || entries.count < limit
        return OutboxPage(
            entries: entries, next: isLast ? nil : entries.last.map { OutboxPage.Cursor($0.id.rawValue) })
    }

    func entry(_ id: OutboxEntry.ID) throws -> OutboxEntry? {
        guard let number = id.number else { return nil }
        return try db.cachedStatement(sql: StoredEntry.select + " WHERE entries.id = ?").row([number])
            .map { try StoredEntry.entry($0, cipher) }
    }

    func retry(_ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp) throws -> Bool {
        guard let entry = try entry(id), let number = id.number, !entry.isLeased(at: now) else { return false }
        switch entry.state {
        case .promised: return false
        case .waiting, .dead: break
        }
        guard !entry.isDamaged else {
            throw StoreFailure(
                .damaged, "Entry \(id) cannot be sent again: its body in the store is damaged. Drop it instead.")
        }
        let queue = try queue(of: number)
        try db.run(
            """
            UPDATE entries
            SET state = 'waiting', counted_attempts = 0, lost_leases = 0, not_before = ?, expires_at = ?, reason = NULL,
                may_be_sent = 1
            WHERE id = ?
            """, [now.milliseconds, expiresAt.milliseconds, number])
        try refresh(queue, releasing: number)
        return true
    }

    func drop(_ id: OutboxEntry.ID, at now: Timestamp) throws -> Bool {
        guard let entry = try entry(id), let number = id.number, !entry.isLeased(at: now) else { return false }
        let queue = try queue(of: number)
        try delete(number)
        try count(1, .byHand)
        try refresh(queue, releasing: number)
        try forget(queue)
        return true
    }

    func census() throws -> OutboxCensus {
        var census = OutboxCensus(entries: [:], dropped: [:])
        let states = try db.cachedStatement(sql: "SELECT state, count(*) FROM entries GROUP BY state").rows()
        for row in states {
            guard let state = OutboxEntry.State(rawValue: try row.value(0)) else { continue }
            census.entries[state] = try row.value(1)
        }
        for row in try db.cachedStatement(sql: "SELECT reason, events FROM dropped").rows() {
            guard let reason = DropReason(rawValue: try row.value(0)) else { continue }
            census.dropped[reason] = try row.value(1)
        }
        return census
    }

    private func queue(of entry: Int64) throws -> Queue {
        let row = try db.cachedStatement(
            sql: """
                SELECT queues.id, queues.customer, queues.due FROM entries JOIN queues ON queues.id = queue
                WHERE entries.id = ?
                """
        ).row([entry])
        guard let row else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        return Queue(id: try row.value(0), customer: try row.value(1), due: try row.value(2))
    }
}

extension OutboxEntry {
    /// Whether a relay may be sending it.
    fileprivate func isLeased(at now: Timestamp) -> Bool {
        lease.map { $0.until > now } ?? false
    }
}
