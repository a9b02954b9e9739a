import AlexaProtocol
import EventGateway

extension Mailbox {
    /// The change report that another one for the same endpoint may be merged into: the last slip of its queue, if it is a change
    /// report that cannot have been sent.
    func mergeable(queue: String) -> Slip? {
        guard let last = slips.last(where: { $0.queue == queue && $0.state == .waiting }),
            last.kind == .changeReport, !last.mayBeSent, last.lease == nil
        else { return nil }
        return last
    }

    /// The promise whose fallback has this message id, unless the fallback is being sent or may have been sent.
    func promise(_ messageId: String) -> Slip? {
        slips.first { $0.messageId == messageId && $0.isFallback && !$0.mayBeSent && $0.lease == nil }
    }

    /// Leases the first entry of each queue that is due, at most `perCustomer` at a time.
    ///
    /// - Parameter token: identifies this lease. Slips that have it already are returned again.
    /// - Returns: the leased slips, those that have waited longest first.
    mutating func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, token: Int64
    ) -> [Slip] {
        let own = slips.filter { $0.lease?.token == token }
        guard own.isEmpty else { return own }
        clampWaits(at: now)
        for slip in slips where slip.state == .promised && slip.notBefore <= now { self[slip.number]?.state = .waiting }
        let queues = queues
        let taken = queues.count { ($0.held?.lease?.until).map { $0 > now } ?? false }
        let room = min(count, perCustomer - taken)
        guard room > 0, holdUntil <= now else { return [] }
        let candidates = queues.compactMap { queue -> (due: Timestamp, queue: Queue)? in
            queue.due.flatMap { $0 <= now ? ($0, queue) : nil }
        }
        // The sort is stable: slips with the same due time stay in the order of their places.
        let chosen = candidates.sorted { $0.due < $1.due }.prefix(room)
        var leased: [Slip] = []
        for (_, queue) in chosen {
            // The process with the lost lease may have sent the event.
            if let lost = queue.held {
                self[lost.number]?.mayBeSent = true
                self[lost.number]?.lostLeases += 1
                self[lost.number]?.lease = nil
            }
            guard let first = queue.first else { continue }
            self[first.number]?.lease = OutboxEntry.Lease(token: token, until: until)
            if let slip = self[first.number] { leased.append(slip) }
        }
        return leased
    }

    /// Shortens waits that are longer than the longest wait: the clock was set back after they were stored. A promise waits again
    /// for its original time.
    private mutating func clampWaits(at now: Timestamp) {
        let limit = now.advanced(by: RetryPolicy.longestWait)
        if holdUntil > limit { holdUntil = Timestamp(milliseconds: 0) }
        for slip in slips {
            if slip.notBefore > limit {
                let wait = max(0, slip.notBefore.milliseconds - slip.createdAt.milliseconds)
                let longest = limit.milliseconds - now.milliseconds
                let end = slip.state == .promised ? now.milliseconds + min(wait, longest) : now.milliseconds
                self[slip.number]?.notBefore = Timestamp(milliseconds: end)
            }
            if let lease = slip.lease, lease.until > limit {
                self[slip.number]?.lease = OutboxEntry.Lease(token: lease.token, until: now)
            }
        }
    }

    /// The slip of this lease; `nil` if it is settled or leased by another process.
    func leased(_ number: Int64, _ lease: OutboxEntry.Lease) -> Slip? {
        self[number].flatMap { $0.lease?.token == lease.token ? $0 : nil }
    }
}
