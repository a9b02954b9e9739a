import AlexaProtocol
import EventGateway
import Foundation
import GRDB

/// Access to the tables of the outbox, inside a transaction.
///
/// After a change of a waiting entry or its lease, ``refresh(_:)`` must be called for its queue: leasing reads `due` of queues
/// and customers.
struct OutboxTables {
    /// The entries for one endpoint of one customer, or those of the customer that name no endpoint.
    struct Queue {
        let id: Int64
        let customer: Int64
        /// When the first entry may be leased; `nil` if nothing waits.
        let due: Int64?
    }

    let db: Database
    let cipher: RecordCipher

    init(_ db: Database, _ cipher: RecordCipher) {
        self.db = db
        self.cipher = cipher
    }

    /// The queue of the endpoint; created if there is none.
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

    /// Updates `due` and the lease of a queue, and `due` of its customer.
    ///
    /// - Parameter entry: the entry whose lease has ended. A lease of another entry stays.
    func refresh(_ queue: Queue, releasing entry: Int64? = nil) throws {
        // The right-hand sides read the old values.
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

    /// Updates `due` of a customer.
    func refreshCustomer(_ customer: Int64) throws {
        try db.run(
            """
            UPDATE customers SET due = (
                SELECT max(due, hold_until) FROM queues WHERE customer = customers.id AND due IS NOT NULL
                ORDER BY queues.due LIMIT 1)
            WHERE id = ?
            """, [customer])
    }

    /// Like ``refresh(_:releasing:)``, after an entry was appended to a queue: only the first entry of a queue changes `due`.
    func announce(_ queue: Queue, due: Timestamp) throws {
        guard queue.due == nil else { return }
        try db.run("UPDATE queues SET due = ? WHERE id = ?", [due.milliseconds, queue.id])
        try db.run(
            """
            UPDATE customers SET due = min(ifnull(due, max(?1, hold_until)), max(?1, hold_until)) WHERE id = ?2
            """, [due.milliseconds, queue.customer])
    }

    /// Deletes an entry; the caller has to refresh its queue.
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

    /// Drops all events that wait for a customer who has revoked the grant. Dead letters stay, so that their cause can be found.
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

    /// Deletes a customer's empty queues.
    private func forgetEmptyQueues(ofCustomer customer: Int64) throws {
        try db.run(
            """
            DELETE FROM queues
            WHERE customer = ? AND due IS NULL AND NOT EXISTS (SELECT 1 FROM entries WHERE queue = queues.id)
            """, [customer])
        try forgetCustomer(customer)
    }

    /// Deletes a queue if it is empty.
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
