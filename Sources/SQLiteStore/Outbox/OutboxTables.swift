import AlexaProtocol
import EventGateway
import Foundation
import GRDB

/// The tables of the outbox, inside a transaction.
///
/// Whoever changes an entry that waits, or its lease, calls ``refresh(_:)`` for its queue afterwards: `due` of a queue and
/// of its customer say what a lease may take.
struct OutboxTables {
    /// What waits for one endpoint of one customer, or for the customer alone.
    struct Queue {
        let id: Int64
        let customer: Int64
        /// When its first entry may be taken; `nil` if nothing waits in it.
        let due: Int64?
    }

    let db: Database
    let cipher: RecordCipher

    init(_ db: Database, _ cipher: RecordCipher) {
        self.db = db
        self.cipher = cipher
    }

    /// The queue of that endpoint; made if there is none.
    func queue(of customer: CustomerID, endpointId: String?) throws -> Queue {
        let (hash, endpoint) = (cipher.hash(of: customer), cipher.hash(ofEndpoint: endpointId))
        let found = try db.cachedStatement(
            sql: """
                SELECT customers.id, queues.id, queues.due
                FROM customers LEFT JOIN queues ON queues.customer = customers.id AND queues.endpoint = ?2
                WHERE customers.hash = ?1
                """
        ).row([hash, endpoint])
        if let found, let queue: Int64 = try found.value(1) {
            return Queue(id: queue, customer: try found.value(0), due: try found.value(2))
        }
        let id: Int64
        if let found {
            id = try found.value(0)
        } else {
            try db.run("INSERT INTO customers (hash) VALUES (?)", [hash])
            id = db.lastInsertedRowID
        }
        try db.run("INSERT INTO queues (customer, endpoint) VALUES (?, ?)", [id, endpoint])
        return Queue(id: db.lastInsertedRowID, customer: id, due: nil)
    }

    /// Brings what is known of a queue and its customer up to date.
    ///
    /// - Parameter entry: the entry whose lease has ended, unless somebody holds another one by now.
    func refresh(_ queue: Queue, releasing entry: Int64? = nil) throws {
        // On the right-hand side stands what was before.
        try db.run(
            """
            UPDATE queues SET
                due = CASE WHEN held_entry IS NULL OR held_entry = ?2 THEN (
                    SELECT not_before FROM entries WHERE queue = queues.id AND state = 'waiting' ORDER BY place LIMIT 1
                ) ELSE held_until END,
                held_until = CASE WHEN held_entry = ?2 THEN NULL ELSE held_until END,
                held_entry = NULLIF(held_entry, ?2)
            WHERE id = ?1
            """, [queue.id, entry])
        try refreshCustomer(queue.customer)
    }

    /// Brings what is known of a customer up to date.
    func refreshCustomer(_ customer: Int64) throws {
        try db.run(
            """
            UPDATE customers SET due = (
                SELECT max(due, hold_until) FROM queues WHERE customer = customers.id AND due IS NOT NULL
                ORDER BY queues.due LIMIT 1)
            WHERE id = ?
            """, [customer])
    }

    /// Like ``refresh(_:releasing:)``, after an entry was put at the end of a queue: nothing changes but for the first.
    func announce(_ queue: Queue, due: Timestamp) throws {
        guard queue.due == nil else { return }
        try db.run("UPDATE queues SET due = ? WHERE id = ?", [due.milliseconds, queue.id])
        try db.run(
            """
            UPDATE customers SET due = min(ifnull(due, max(?1, hold_until)), max(?1, hold_until)) WHERE id = ?2
            """, [due.milliseconds, queue.customer])
    }

    /// Takes an entry out; its queue has to be refreshed.
    func delete(_ id: Int64) throws {
        try db.run("DELETE FROM entries WHERE id = ?", [id])
    }

    /// Counts events that were dropped.
    func count(_ events: Int, _ reason: DropReason) throws {
        try db.run(
            """
            INSERT INTO dropped (reason, events) VALUES (?1, ?2)
            ON CONFLICT DO UPDATE SET events = events + ?2
            """, [reason.rawValue, events])
    }

    /// Drops all that waits for a customer who has revoked their grant. Dead letters stay, so that their cause can be found.
    func dropAll(of customer: CustomerID) throws -> Int {
        guard let id = try db.number("SELECT id FROM customers WHERE hash = ?", [cipher.hash(of: customer)]) else {
            return 0
        }
        try db.run(
            "DELETE FROM entries WHERE state <> 'dead' AND queue IN (SELECT id FROM queues WHERE customer = ?)", [id])
        let events = db.changesCount
        try db.run("UPDATE queues SET due = NULL, held_entry = NULL, held_until = NULL WHERE customer = ?", [id])
        try db.run("UPDATE customers SET due = NULL, hold_until = 0 WHERE id = ?", [id])
        try forgetEmptyQueues(ofCustomer: id)
        if events > 0 { try count(events, .revoked) }
        return events
    }

    /// Forgets all of a customer's queues in which there is nothing.
    private func forgetEmptyQueues(ofCustomer customer: Int64) throws {
        try db.run(
            """
            DELETE FROM queues
            WHERE customer = ? AND due IS NULL AND NOT EXISTS (SELECT 1 FROM entries WHERE queue = queues.id)
            """, [customer])
        try forgetCustomer(customer)
    }

    /// Forgets a queue if there is nothing in it.
    func forget(_ queue: Queue) throws {
        try db.run(
            """
            DELETE FROM queues
            WHERE id = ? AND due IS NULL AND NOT EXISTS (SELECT 1 FROM entries WHERE queue = queues.id)
            """, [queue.id])
        try forgetCustomer(queue.customer)
    }

    private func forgetCustomer(_ customer: Int64) throws {
        try db.run(
            """
            DELETE FROM customers
            WHERE id = ? AND NOT EXISTS (SELECT 1 FROM queues WHERE customer = customers.id)
            """, [customer])
    }
}
