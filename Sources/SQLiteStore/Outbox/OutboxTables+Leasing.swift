import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension OutboxTables {
    /// A queue whose first entry may be leased.
    private struct Candidate {
        let queue: Queue
        /// The entry of a lease that ended without a settlement.
        let lost: Int64?
        /// The time from which it could be leased.
        let since: Int64
    }

    func lease(upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp) throws -> [OutboxEntry] {
        try promoteDuePromises(at: now)
        let candidates = try candidates(upTo: count, perCustomer: perCustomer, at: now)
        guard !candidates.isEmpty else { return [] }
        // The processes with the lost leases may have sent these entries.
        let lost = candidates.compactMap(\.lost)
        if !lost.isEmpty {
            try db.run(
                "UPDATE entries SET may_be_sent = 1, lost_leases = lost_leases + 1 "
                    + "WHERE id IN (SELECT value FROM json_each(?))", [json(lost)])
        }
        let taken = try take(candidates.map(\.queue.id), until: until)
        var entries: [OutboxEntry] = []
        for candidate in candidates {
            guard let stored = taken[candidate.queue.id] else {
                try refresh(candidate.queue, releasing: candidate.lost)
                continue
            }
            entries.append(stored)
        }
        for customer in Set(candidates.map(\.queue.customer)) { try refreshCustomer(customer) }
        return entries
    }

    /// Leases the first entry of each of these queues, with two statements for all.
    private func take(_ queues: [Int64], until: Timestamp) throws -> [Int64: OutboxEntry] {
        try db.run(
            """
            UPDATE queues SET
                held_entry = (
                    SELECT id FROM entries WHERE queue = queues.id AND state = 'waiting' ORDER BY place LIMIT 1),
                held_until = ?1, due = ?1, lease_token = ?2
            WHERE id IN (SELECT value FROM json_each(?3))
            """, [until.milliseconds, Int64.random(in: 1...Int64.max), json(queues)])
        let rows = try db.cachedStatement(
            sql: StoredEntry.select
                + " WHERE queues.id IN (SELECT value FROM json_each(?)) AND entries.id = queues.held_entry"
        ).rows([json(queues)])
        return try Dictionary(
            rows.map { row in (try row.value(StoredEntry.queueColumn), try StoredEntry.entry(row, cipher)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The numbers as one JSON argument of a statement.
    private func json(_ numbers: [Int64]) -> String {
        "[\(numbers.map(String.init).joined(separator: ","))]"
    }

    func nextDue() throws -> Timestamp? {
        try db.number(
            """
            SELECT min(due) FROM (
                SELECT min(due) AS due FROM customers WHERE due IS NOT NULL
                UNION ALL SELECT min(not_before) FROM entries WHERE state = 'promised')
            """
        ).map(Timestamp.init(milliseconds:))
    }

    /// Changes promises whose fallback is due to the waiting state, at most 128 in one call: after a long pause there can be so
    /// many that other calls would time out.
    private func promoteDuePromises(at now: Timestamp) throws {
        let rows = try db.cachedStatement(
            sql: """
                SELECT entries.id, queues.id, queues.customer, queues.due FROM entries JOIN queues ON queues.id = entries.queue
                WHERE state = 'promised' AND not_before <= ? ORDER BY not_before LIMIT 128
                """
        ).rows([now.milliseconds])
        for row in rows {
            try db.run("UPDATE entries SET state = 'waiting' WHERE id = ?", [try row.value(0) as Int64])
            try refresh(Queue(id: try row.value(1), customer: try row.value(2), due: try row.value(3)))
        }
    }

    /// The queues that have waited longest, of each customer at most as many as it may still lease. It is enough to read the
    /// first `count` customers in the order of waiting time.
    private func candidates(upTo count: Int, perCustomer: Int, at now: Timestamp) throws -> ArraySlice<Candidate> {
        let due = try db.cachedStatement(sql: "SELECT id, hold_until FROM customers WHERE due <= ? ORDER BY due")
        let held = "SELECT count(*) FROM queues WHERE customer = ? AND held_until > ?"
        let queues = try db.cachedStatement(
            sql: "SELECT id, due, held_entry FROM queues WHERE customer = ? AND due <= ? ORDER BY due, id LIMIT ?")
        var candidates: [Candidate] = []
        var customers = 0
        let cursor = try Row.fetchCursor(due, arguments: [now.milliseconds])
        while customers < count, let row = try cursor.next() {
            let (customer, holdUntil) = (try row.value(0) as Int64, try row.value(1) as Int64)
            let taken = Int(try db.number(held, [customer, now.milliseconds]) ?? 0)
            guard taken < perCustomer else { continue }
            customers += 1
            for row in try queues.rows([customer, now.milliseconds, min(count, perCustomer - taken)]) {
                let due: Int64 = try row.value(1)
                let queue = Queue(id: try row.value(0), customer: customer, due: due)
                candidates.append(Candidate(queue: queue, lost: try row.value(2), since: max(due, holdUntil)))
            }
        }
        candidates.sort { ($0.since, $0.queue.id) < ($1.since, $1.queue.id) }
        return candidates.prefix(max(0, count))
    }
}
