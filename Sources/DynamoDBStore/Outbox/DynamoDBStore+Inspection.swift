import AWSClient
package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: OutboxInspection {
    /// In the order of the index: first waiting and promised entries, shard by shard, within a shard by due time; then dead
    /// letters, shard by shard, by age.
    package func entries(
        _ state: OutboxEntry.State?, from cursor: OutboxPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> OutboxPage {
        guard limit > 0 else { return OutboxPage(entries: [], next: nil) }
        var place = cursor.flatMap { ListingPlace($0) } ?? ListingPlace()
        let shards = shards(for: state)
        var entries: [OutboxEntry] = []
        while place.shard < shards.count {
            var query = Query.shard(shards[place.shard])
            query.limit = limit
            query.start = place.start
            let page = try await asking { [query] table throws(AWSFailure) in
                try await table.query(query, before: deadline)
            }
            for item in page.items {
                guard let key = ItemKey(item) else { continue }
                let found = try await self.entries(at: key, state, before: deadline)
                    .filter { $0.id.parts.map { $0.number > place.after } ?? false }
                let room = limit - entries.count
                entries += found.prefix(room)
                if found.count > room || entries.count == limit {
                    // The next page continues inside this item, or with it if none of its entries fits.
                    place.after = found.prefix(room).last?.id.parts?.number ?? place.after
                    return OutboxPage(entries: entries, next: place.cursor)
                }
                place.after = 0
                place.start = item
            }
            if let next = page.next {
                place.start = next
            } else {
                place = ListingPlace(shard: place.shard + 1)
            }
        }
        return OutboxPage(entries: entries, next: nil)
    }

    private func shards(for state: OutboxEntry.State?) -> [String] {
        switch state {
        case .waiting, .promised: table.dueShards
        case .dead: table.deadShards
        case nil: table.dueShards + table.deadShards
        }
    }

    /// The entries of one item of the index, in the order of their numbers.
    private func entries(
        at key: ItemKey, _ state: OutboxEntry.State?, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        guard let customer = key.customer else { return [] }
        let slips: [Slip]
        if key == .outbox(customer) {
            slips = try await mailbox(of: customer, before: deadline).slips
        } else {
            slips = try await deadSlip(key, before: deadline).map { [$0] } ?? []
        }
        let wanted = slips.filter { state == nil || $0.state == state }.sorted { $0.number < $1.number }
        return try await entries(wanted, of: customer, before: deadline)
    }

    package func entry(_ id: OutboxEntry.ID, before deadline: Deadline) async throws(StoreFailure) -> OutboxEntry? {
        guard let (customer, number) = id.parts else { return nil }
        var slip = try await mailbox(of: customer, before: deadline)[number]
        if slip == nil { slip = try await deadSlip(.dead(customer, number), before: deadline) }
        guard let slip else { return nil }
        return try await entries([slip], of: customer, before: deadline).first
    }

    private func mailbox(of customer: String, before deadline: Deadline) async throws(StoreFailure) -> Mailbox {
        let item = try await asking { table throws(AWSFailure) in
            try await table.item(.outbox(customer), before: deadline)
        }
        return try item.map { item throws(StoreFailure) in try MailboxItem(item).mailbox } ?? Mailbox()
    }

    private func deadSlip(_ key: ItemKey, before deadline: Deadline) async throws(StoreFailure) -> Slip? {
        let item = try await asking { table throws(AWSFailure) in try await table.item(key, before: deadline) }
        guard let text = item?.text(StoredEntry.slipName) else { return nil }
        return JSONDocument(parsing: Array(text.utf8)).value.flatMap { Slip($0) }
    }

    package func retry(
        _ id: OutboxEntry.ID, at now: Timestamp, expiresAt: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        guard let (customer, number) = id.parts, let entry = try await entry(id, before: deadline) else { return false }
        guard !entry.isDamaged else {
            throw StoreFailure(
                .damaged, "Entry \(id) cannot be sent again: its body in the store is damaged. Drop it instead.")
        }
        return try await mailboxes.change(customer, before: deadline) { [self] change, deadline throws(StoreFailure) in
            let waiting = change.mailbox[number]
            let dead = waiting == nil ? try await deadSlip(.dead(customer, number), before: deadline) : nil
            guard var slip = waiting ?? dead, slip.state != .promised, !slip.isLeased(at: now) else { return false }
            slip.state = .waiting
            slip.countedAttempts = 0
            slip.lostLeases = 0
            slip.notBefore = now
            slip.expiresAt = expiresAt
            slip.reason = nil
            slip.mayBeSent = true
            slip.lease = nil
            if waiting != nil { change.mailbox[number] = slip } else { change.exhume(slip) }
            return true
        }
    }

    package func drop(
        _ id: OutboxEntry.ID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        guard let (customer, number) = id.parts else { return false }
        let isDropped = try await mailboxes.change(customer, before: deadline) {
            [self] change, deadline throws(StoreFailure) in
            if let slip = change.mailbox[number] {
                guard !slip.isLeased(at: now) else { return false }
                change.remove(number)
                return true
            }
            guard try await deadSlip(.dead(customer, number), before: deadline) != nil else { return false }
            change.removeDead(number)
            return true
        }
        if isDropped { try await count(1, .byHand, before: deadline) }
        return isDropped
    }

    package func census(before deadline: Deadline) async throws(StoreFailure) -> OutboxCensus {
        var census = OutboxCensus(entries: [:], dropped: [:])
        for shard in table.dueShards + table.deadShards {
            var query = Query.shard(shard)
            repeat {
                let page = try await asking { [query] table throws(AWSFailure) in
                    try await table.query(query, before: deadline)
                }
                for item in page.items {
                    guard let key = ItemKey(item), let customer = key.customer else { continue }
                    guard key == .outbox(customer) else {
                        census.entries[.dead, default: 0] += 1
                        continue
                    }
                    for slip in try await mailbox(of: customer, before: deadline).slips {
                        census.entries[slip.state, default: 0] += 1
                    }
                }
                query.start = page.next
            } while query.start != nil
        }
        for reason in DropReason.allCases {
            let item = try await asking { table throws(AWSFailure) in
                try await table.item(.dropped(reason.rawValue), before: deadline)
            }
            if let events = item?.whole("events") { census.dropped[reason] = Int(events) }
        }
        return census
    }
}

extension Slip {
    /// Whether a relay may be sending it.
    fileprivate func isLeased(at now: Timestamp) -> Bool {
        lease.map { $0.until > now } ?? false
    }
}
