import AlexaProtocol
import EventGateway

extension MailboxChange {
    /// Records the result of a delivery in a leased slip, and ends the lease.
    mutating func settle(
        _ slip: Slip, _ entry: OutboxEntry, _ settlement: Settlement, _ cipher: ItemCipher
    ) throws(StoreFailure) {
        var slip = slip
        slip.lease = nil
        switch settlement {
        case .delivered, .dropped:
            remove(slip.number)
        case .dead(let reason, let attempts):
            bury(slip, reason: reason, attempts: attempts)
        case .resend(let notBefore, let attempts, let counted, let reason, let holdsCustomer):
            slip.notBefore = notBefore
            slip.attempts = attempts
            slip.countedAttempts = counted
            slip.reason = String(reason.prefix(Slip.longestReason))
            slip.lostLeases = 0
            slip.mayBeSent = slip.mayBeSent || attempts > 0
            mailbox[slip.number] = slip
            if holdsCustomer { mailbox.holdUntil = max(mailbox.holdUntil, notBefore) }
        case .split(let parts):
            try split(slip, entry, into: parts, cipher)
        }
    }

    /// Replaces an entry that was too large by its parts, before all entries behind it.
    private mutating func split(
        _ slip: Slip, _ entry: OutboxEntry, into parts: [OutgoingEvent], _ cipher: ItemCipher
    ) throws(StoreFailure) {
        guard !parts.isEmpty else {
            return bury(slip, reason: "It was too large and cannot be split.", attempts: entry.attempts)
        }
        remove(slip.number)
        for (index, part) in parts.enumerated() {
            let number = mailbox.insert(
                part, queue: cipher.hash(ofEndpoint: part.endpointId), createdAt: slip.createdAt,
                notBefore: slip.notBefore, expiresAt: slip.expiresAt,
                place: slip.place - Int64(parts.count - 1 - index))
            try putBody(part, of: entry.customer, number)
        }
    }

    private mutating func bury(_ slip: Slip, reason: String, attempts: Int) {
        var slip = slip
        slip.state = .dead
        slip.reason = String(reason.prefix(Slip.longestReason))
        slip.attempts = attempts
        slip.mayBeSent = true
        bury(slip)
    }
}
