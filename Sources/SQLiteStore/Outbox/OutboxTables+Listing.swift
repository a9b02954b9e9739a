import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxTables {
    func entries(_ state: OutboxEntry.State?, after id: Int64, limit: Int) throws -> [OutboxEntry] {
        // The state is written out, for the sake of the indices that hold one state only.
        let condition = state.map { " AND entries.state = '\($0.rawValue)'" } ?? ""
        let select = StoredEntry.select + " WHERE entries.id > ?\(condition) ORDER BY entries.id LIMIT ?"
        return try db.cachedStatement(sql: select).rows([id, max(0, limit)]).map { try StoredEntry($0, cipher).entry }
    }

    func entry(_ id: Int64) throws -> OutboxEntry? {
        try stored(id)?.entry
    }

    func retry(_ id: Int64, at now: Timestamp, expiresAt: Timestamp) throws -> Bool {
        guard let stored = try stored(id), !stored.entry.isHeld(at: now) else { return false }
        switch stored.entry.state {
        case .promised: return false
        case .waiting, .dead: break
        }
        guard stored.isReadable else {
            throw StoreFailure(
                .damaged, "Entry \(id) cannot be sent again: its body in the store is damaged. Drop it instead.")
        }
        try db.run(
            """
            UPDATE entries
            SET state = 'waiting', attempts = 0, not_before = ?, expires_at = ?, reason = NULL, may_be_sent = 1
            WHERE id = ?
            """, [now.milliseconds, expiresAt.milliseconds, id])
        _ = try refreshQueue(of: stored.entry)
        return true
    }

    func drop(_ id: Int64, at now: Timestamp) throws -> Bool {
        guard let stored = try stored(id), !stored.entry.isHeld(at: now) else { return false }
        try delete(id)
        try count(1, .byHand)
        try forget(try refreshQueue(of: stored.entry))
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

    private func stored(_ id: Int64) throws -> StoredEntry? {
        try db.cachedStatement(sql: StoredEntry.select + " WHERE entries.id = ?").row([id])
            .map { try StoredEntry($0, cipher) }
    }

    private func refreshQueue(of entry: OutboxEntry) throws -> Queue {
        let queue = try queue(of: entry.customer, endpointId: entry.event.endpointId)
        try refresh(queue, releasing: entry.id)
        return queue
    }
}

extension OutboxEntry {
    /// Whether somebody may be sending it.
    fileprivate func isHeld(at now: Timestamp) -> Bool {
        lease.map { $0.until > now } ?? false
    }
}
