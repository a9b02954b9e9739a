package import AlexaProtocol

/// An event in the outbox.
package struct OutboxEntry: Sendable {
    /// The store's id of an entry, never used for another one. Its text has a meaning for the store alone.
    package struct ID: Hashable, Sendable, CustomStringConvertible {
        /// The store's text: letters, digits and `-`, `_`, `.`, `:`.
        package let rawValue: String

        /// The id of that text.
        package init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        package var description: String { rawValue }
    }

    /// What an entry waits for.
    package enum State: String, CaseIterable, Sendable {
        /// Its delivery.
        case waiting
        /// The end of the work that it answers; the event kept so far is what is sent if that end never comes.
        case promised
        /// A person: a dead letter is not sent without `outbox retry`.
        case dead
    }

    /// The store's id.
    package let id: ID
    /// The customer whose event it is.
    package let customer: CustomerID
    /// The event. Its template is empty if the entry is damaged.
    package let event: OutgoingEvent
    /// Whether the body in the store is not what was put in, so that it cannot be sent.
    package let isDamaged: Bool
    /// What it waits for.
    package let state: State
    /// How often it was sent so far, as the log counts.
    package let attempts: Int
    /// How many of these attempts count for the retry policy: not those that led to a new token or another region.
    package let countedAttempts: Int
    /// How many leases have ended without a settlement: most likely the process that had it was killed or crashed.
    package let lostLeases: Int
    /// When it was put in.
    package let createdAt: Timestamp
    /// It is not sent before this.
    package let notBefore: Timestamp
    /// Afterwards it is dropped as expired.
    package let expiresAt: Timestamp
    /// Why it is dead or was not taken the last time.
    package let reason: String?
    /// Who has leased it, and until when; `nil` if nobody has.
    package let lease: Lease?

    /// The right of one relay to send an entry.
    package struct Lease: Hashable, Sendable {
        /// A random number that tells it from every other lease.
        package let token: Int64
        /// When others may take the entry.
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
