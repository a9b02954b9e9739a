package import AlexaProtocol

/// An event in the outbox.
package struct OutboxEntry: Sendable {
    /// What an entry waits for.
    package enum State: String, CaseIterable, Sendable {
        /// Its turn.
        case waiting
        /// The end of the work that it answers; the event kept so far is what is sent if that end never comes.
        case promised
        /// Somebody to look into it: it is not sent by itself.
        case dead
    }

    /// The store's number for it. A lower number was put in earlier.
    package let id: Int64
    /// Whose event it is.
    package let customer: CustomerID
    /// The event.
    package let event: OutgoingEvent
    /// What it waits for.
    package let state: State
    /// How often it was sent so far.
    package let attempts: Int
    /// When it was put in.
    package let createdAt: Timestamp
    /// It is not sent before this.
    package let notBefore: Timestamp
    /// After this it is worth nothing any more.
    package let expiresAt: Timestamp
    /// Why it is dead or was not taken the last time.
    package let reason: String?
    /// Who holds it just now, and until when; `nil` if nobody does.
    package let lease: Lease?

    /// The right of one relay to send an entry.
    package struct Lease: Hashable, Sendable {
        /// Tells it from every other lease.
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
        id: Int64, customer: CustomerID, event: OutgoingEvent, state: State, attempts: Int, createdAt: Timestamp,
        notBefore: Timestamp, expiresAt: Timestamp, reason: String?, lease: Lease?
    ) {
        self.id = id
        self.customer = customer
        self.event = event
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
        self.reason = reason
        self.lease = lease
    }
}
