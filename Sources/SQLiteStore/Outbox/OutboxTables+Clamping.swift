import AlexaProtocol
import EventGateway
import GRDB
import Timing

extension OutboxTables {
    /// Shortens waits that are longer than the longest wait: the clock was set back after they were stored. A promise waits again
    /// for its original time. Reads every queue.
    func clampWaits(at now: Timestamp) throws {
        let now = now.milliseconds
        let limit = now + Int64(RetryPolicy.longestWait.milliseconds)
        try db.run(
            """
            UPDATE entries SET not_before = CASE state
                WHEN 'promised' THEN ?1 + min(max(not_before - created_at, 0), ?2 - ?1) ELSE ?1 END
            WHERE not_before > ?2 AND state <> 'dead'
            """, [now, limit])
        try db.run("UPDATE queues SET held_until = ?1 WHERE held_until > ?2", [now, limit])
        try db.run("UPDATE customers SET hold_until = 0 WHERE hold_until > ?", [limit])
        try db.run(
            """
            UPDATE queues SET due = CASE WHEN held_entry IS NULL THEN (
                SELECT not_before FROM entries WHERE queue = queues.id AND state = 'waiting' ORDER BY place LIMIT 1
            ) ELSE held_until END
            WHERE due > ?
            """, [limit])
        try db.run(
            """
            UPDATE customers SET due = (
                SELECT max(due, hold_until) FROM queues WHERE customer = customers.id AND due IS NOT NULL
                ORDER BY queues.due LIMIT 1)
            WHERE due > ?
            """, [limit])
    }
}
