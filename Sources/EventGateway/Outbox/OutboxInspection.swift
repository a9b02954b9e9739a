package import AlexaProtocol
package import Timing

/// Lists and repairs the outbox. Every call returns by its deadline, as in ``DeliveryQueue``.
package protocol OutboxInspection: Sendable {
    /// A page of entries in the store's order, of all states or one, from the beginning or from a cursor.
    ///
    /// - Parameter limit: the most entries of the page; a page may have fewer although more follow.
    func entries(
        _ state: OutboxEntry.State?, from cursor: OutboxPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> OutboxPage

    /// The entry with this id; `nil` if there is none.
    func entry(_ id: OutboxEntry.ID, before deadline: Deadline) async throws(StoreFailure) -> OutboxEntry?

    /// Resets an entry (a dead one, or one that waits for its next attempt), so that it is sent with all attempts of the retry
    /// policy. Its message id stays, and the log continues to count its attempts.
    ///
    /// - Returns: `false` if there is no such entry or it is leased.
    func retry(
        _ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Deletes an entry, and counts it as dropped by hand.
    ///
    /// - Returns: `false` if there is no such entry or it is leased.
    func drop(_ id: OutboxEntry.ID, at now: Timestamp, before deadline: Deadline) async throws(StoreFailure) -> Bool

    /// The entries by state, and the events dropped since the store was created.
    func census(before deadline: Deadline) async throws(StoreFailure) -> OutboxCensus
}

extension OutboxInspection {
    /// All entries, page by page.
    package func allEntries(
        _ state: OutboxEntry.State?, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        var entries: [OutboxEntry] = []
        var cursor: OutboxPage.Cursor?
        repeat {
            let page = try await self.entries(state, from: cursor, limit: 1000, before: deadline)
            entries += page.entries
            cursor = page.next
        } while cursor != nil
        return entries
    }
}

/// Some entries of an outbox, in the store's order.
package struct OutboxPage: Sendable {
    /// Where the next page begins. Only the store interprets its text.
    package struct Cursor: Hashable, Sendable {
        /// The store's text.
        package let rawValue: String

        /// The cursor with this text.
        package init(_ rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// The entries.
    package let entries: [OutboxEntry]
    /// Where the next page begins; `nil` if this was the last one.
    package let next: Cursor?

    /// A page of these entries.
    package init(entries: [OutboxEntry], next: Cursor?) {
        self.entries = entries
        self.next = next
    }
}

/// Counts of entries and dropped events.
package struct OutboxCensus: Hashable, Sendable {
    /// Entries by state.
    package var entries: [OutboxEntry.State: Int]
    /// Events dropped since the store was created, by reason.
    package var dropped: [DropReason: Int]

    /// A census of these numbers.
    package init(entries: [OutboxEntry.State: Int], dropped: [DropReason: Int]) {
        self.entries = entries
        self.dropped = dropped
    }
}
