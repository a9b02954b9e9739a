import AWSClient
package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: DeliveryQueue {
    package func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        let queue = cipher.hash(ofEndpoint: event.endpointId)
        try await mailboxes.change(cipher.hash(of: customer), before: deadline) {
            [self] change, deadline throws(StoreFailure) in
            // An earlier attempt took effect, but its answer was lost.
            guard !change.mailbox.slips.contains(where: { $0.messageId == event.messageId }) else { return }
            if event.kind == .changeReport, event.endpointId != nil, var last = change.mailbox.mergeable(queue: queue),
                let merged = try await merged(event, into: last, of: change, before: deadline)
            {
                last.messageId = merged.messageId
                last.expiresAt = max(last.expiresAt, expiresAt)
                change.mailbox[last.number] = last
                return try change.putBody(merged, of: customer, last.number)
            }
            let number = change.mailbox.insert(
                event, queue: queue, createdAt: now, notBefore: now, expiresAt: expiresAt)
            try change.putBody(event, of: customer, number)
        }
    }

    private func merged(
        _ event: OutgoingEvent, into last: Slip, of change: MailboxChange, before deadline: Deadline
    ) async throws(StoreFailure) -> OutgoingEvent? {
        // An earlier change in the same write has stored it: it is not in the table yet.
        guard change.writes[.body(change.customer, last.number)] == nil else { return nil }
        let item = try await asking { table throws(AWSFailure) in
            try await table.item(.body(change.customer, last.number), before: deadline)
        }
        let entry = StoredEntry(customer: change.customer, slip: last).entry(item, cipher)
        return entry.isDamaged ? nil : ChangeReportMerge.merged(entry.event, event)
    }

    package func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        guard count > 0, perCustomer > 0 else { return [] }
        var customers = try await dueCustomers(upTo: count, at: now, before: deadline)[...]
        var entries: [OutboxEntry] = []
        var failure: StoreFailure?
        while entries.count < count, !customers.isEmpty {
            let some = Array(customers.prefix(min(Self.concurrency, count - entries.count)))
            customers = customers.dropFirst(some.count)
            // The shares of all customers add up to `count` at most.
            let share = (count - entries.count) / some.count
            let results = await some.concurrentResults { [self] customer async throws(StoreFailure) in
                try await lease(
                    fromCustomer: customer.rawValue, upTo: share, perCustomer: perCustomer, at: now, until: until,
                    before: deadline)
            }
            for result in results {
                do throws(StoreFailure) {
                    entries += try result.get()
                } catch {
                    failure = error
                }
            }
        }
        // A damaged outbox of one customer must not stop deliveries to others, so the failure is thrown only if nothing was leased.
        if entries.isEmpty, let failure { throw failure }
        return entries
    }

    /// Leases the due entries of one customer, who is identified by the hash, as in a doorbell message.
    func lease(
        fromCustomer customer: String, upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        // One token for all attempts: it finds the entries that an attempt leased whose answer was lost.
        let token = Int64.random(in: 1...Int64.max)
        let slips = try await mailboxes.change(customer, before: deadline) { change, _ throws(StoreFailure) in
            change.mailbox.lease(upTo: count, perCustomer: perCustomer, at: now, until: until, token: token)
        }
        return try await entries(slips, of: customer, before: deadline)
    }

    package func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        guard let lease = entry.lease, let (customer, number) = entry.id.parts else { return }
        let isSettled = try await mailboxes.change(customer, before: deadline) {
            [cipher] change, _ throws(StoreFailure) in
            guard let slip = change.mailbox.leased(number, lease) else { return false }
            try change.settle(slip, entry, settlement, cipher)
            return true
        }
        if isSettled, case .dropped(let reason) = settlement { try await count(1, reason, before: deadline) }
    }

    package func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp? {
        let times = await table.dueShards.concurrentResults { [self] shard async throws(StoreFailure) in
            let page = try await page(.shard(shard), limit: 1, before: deadline)
            return page.items.first?.whole(Query.dueName).map(Timestamp.init(milliseconds:))
        }
        var earliest: Timestamp?
        for time in times {
            guard let due = try time.get() else { continue }
            earliest = min(earliest ?? due, due)
        }
        return earliest
    }

    /// The entries with their events.
    func entries(
        _ slips: [Slip], of customer: String, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        guard !slips.isEmpty else { return [] }
        let keys = slips.map { ItemKey.body(customer, $0.number) }
        let bodies = try await asking { table throws(AWSFailure) in try await table.items(keys, before: deadline) }
        return zip(slips, keys).map { slip, key in
            StoredEntry(customer: customer, slip: slip).entry(bodies[key], cipher)
        }
    }

    /// Counts events that were dropped.
    func count(_ events: Int, _ reason: DropReason, before deadline: Deadline) async throws(StoreFailure) {
        do throws(AWSFailure) {
            _ = try await table.update(
                .dropped(reason.rawValue), "ADD events :events SET writer = :writer",
                condition: "attribute_not_exists(writer) OR writer <> :writer",
                values: [
                    ":events": .whole(Int64(events)), ":writer": .whole(Int64.random(in: 1...Int64.max)),
                ], before: deadline)
        } catch {
            // An attempt before this one was carried out, and its answer lost.
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
        }
    }
}

extension ItemKey {
    /// The hash of the item's customer; `nil` for an item of no customer.
    var customer: String? { partition.hasPrefix("c#") ? String(partition.dropFirst(2)) : nil }
}
