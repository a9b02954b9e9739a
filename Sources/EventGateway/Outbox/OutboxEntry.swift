package import AlexaProtocol

/// An event in the outbox.
package struct OutboxEntry: Sendable {
    /// The store's id of an entry, never reused. Only the store interprets its text.
    package struct ID: Hashable, Sendable, CustomStringConvertible {
        /// The store's text: letters, digits and `-`, `_`, `.`, `:`.
        package let rawValue: String

        /// The id with this text.
        package init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        package var description: String { rawValue }
    }

    /// The state of an entry.
    package enum State: String, CaseIterable, Sendable {
        /// Waits for its delivery.
        case waiting
        /// Waits for the end of the work that it answers; if that does not end in time, the stored fallback is sent.
        case promised
        /// A dead letter, which is sent only after `outbox retry`.
        case dead
    }

    /// The store's id.
    package let id: ID
    /// The customer that the event belongs to.
    package let customer: CustomerID
    /// The event. Its template is empty if the entry is damaged.
    package let event: OutgoingEvent
    /// Whether the body in the store was changed or destroyed, so that it cannot be sent.
    package let isDamaged: Bool
    /// The state of the entry.
    package let state: State
    /// The number of attempts so far, as in the log.
    package let attempts: Int
    /// The number of attempts that count for the retry policy: not those that led to a new token or another region.
    package let countedAttempts: Int
    /// The number of leases that ended without a settlement, most likely because the process was killed or crashed.
    package let lostLeases: Int
    /// When it was stored.
    package let createdAt: Timestamp
    /// The event is not sent before this time.
    package let notBefore: Timestamp
    /// The event is dropped as expired after this time.
    package let expiresAt: Timestamp
    /// Why the entry is dead, or why its last attempt failed.
    package let reason: String?
    /// The current lease; `nil` if the entry is not leased.
    package let lease: Lease?

    /// The right of one relay to send an entry.
    package struct Lease: Hashable, Sendable {
        /// A random number that identifies the lease.
        package let token: Int64
        /// When the lease ends, and others may lease the entry.
        package let until: Timestamp

        /// A lease of these parts.
        package init(token: Int64, until: Timestamp) {
            self.token = token
            self.until = until
        }
    }

    /// An entry of these parts.
    package init(
        id: ID, customer: CustomerID, event: OutgoingEvent, isDamaged: Bool, state: State, attempts: Int,
        countedAttempts: Int,
        lostLeases: Int, createdAt: Timestamp, notBefore: Timestamp, expiresAt: Timestamp, reason: String?,
        lease: Lease?
    ) {
        self.id = id
        self.customer = customer
        self.event = event
        self.isDamaged = isDamaged
        self.state = state
        self.attempts = attempts
        self.countedAttempts = countedAttempts
        self.lostLeases = lostLeases
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
        self.reason = reason
        self.lease = lease
    }
}
