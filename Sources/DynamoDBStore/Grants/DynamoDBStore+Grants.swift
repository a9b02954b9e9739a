import AWSClient
package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: GrantStore {
    package func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await item(of: customer, before: deadline)?.grant
    }

    package func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool {
        try await replaceGrant(of: grant.customer, before: deadline) { present in
            guard let present else { return GrantItem(grant, renewingUntil: 0) }
            guard present.grant.acceptedAt <= grant.acceptedAt else { return nil }
            var grant = grant
            // Accepted at the same time: the revision increases, so that a process with the old grant notices the change.
            if present.grant.acceptedAt == grant.acceptedAt {
                grant.revision = max(grant.revision, present.grant.revision + 1)
            }
            return GrantItem(grant, renewingUntil: 0)
        }.isReplaced
    }

    package func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await update(grant, endsClaim: false, before: deadline)
    }

    package func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await update(grant, endsClaim: true, before: deadline)
    }

    private func update(
        _ grant: Grant, endsClaim: Bool, before deadline: Deadline
    ) async throws(StoreFailure) -> Grant? {
        try await replaceGrant(of: grant.customer, before: deadline) { present in
            guard let present, present.grant.acceptedAt == grant.acceptedAt, present.grant.revision == grant.revision
            else { return nil }
            var grant = grant
            grant.revision += 1
            return GrantItem(grant, renewingUntil: endsClaim ? 0 : present.renewingUntil)
        }.item?.grant
    }

    package func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        // A claim further ahead than the longest claim was made before the clock was set back.
        let limit = now.advanced(by: RetryPolicy.longestWait)
        return try await updateGrant(
            of: grant.customer,
            condition: "accepted_at = :accepted AND grant_rev = :revision"
                + " AND (renewing_until <= :now OR renewing_until > :limit)",
            values: [
                ":accepted": .whole(grant.acceptedAt.milliseconds), ":revision": .whole(Int64(grant.revision)),
                ":now": .whole(now.milliseconds), ":limit": .whole(limit.milliseconds),
                ":until": .whole(until.milliseconds),
            ], before: deadline)
    }

    package func releaseRenewal(
        of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        // Not by the revision: the region may have changed meanwhile.
        _ = try await updateGrant(
            of: grant.customer, condition: "accepted_at = :accepted AND renewing_until = :claimed",
            values: [
                ":accepted": .whole(grant.acceptedAt.milliseconds), ":claimed": .whole(claimedUntil.milliseconds),
                ":until": .whole(0),
            ], before: deadline)
    }

    package func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int? {
        let customer = cipher.hash(of: grant.customer)
        do throws(AWSFailure) {
            let condition = Write.Condition(
                "accepted_at <= :accepted", [":accepted": .whole(grant.acceptedAt.milliseconds)])
            try await table.write([.delete(.grant(customer), if: condition)], before: deadline)
        } catch {
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
            // There is no grant: an earlier attempt may have deleted it, but its answer was lost.
            guard error.mayHaveTakenEffect, Table.presentItem(error) == nil else { return nil }
        }
        // From here on no event of the customer can be delivered. If this process ends now, the remaining events are dropped when
        // they are due, because there is no grant.
        try await forgetHomes(of: customer, before: deadline)
        let dropped = try await mailboxes.change(customer, before: deadline) { change, _ throws(StoreFailure) in
            let events = change.mailbox.slips.count
            change.mailbox.removeAll()
            return events
        }
        try await forgetBodies(of: customer, before: deadline)
        if dropped > 0 { try await count(dropped, .revoked, before: deadline) }
        return dropped
    }

    private func item(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> GrantItem? {
        let key = ItemKey.grant(cipher.hash(of: customer))
        let item = try await asking { table throws(AWSFailure) in try await table.item(key, before: deadline) }
        return try item.map { item throws(StoreFailure) in try GrantItem(item, of: customer, cipher) }
    }

    /// Replaces the present grant, on the condition that no other process changes it meanwhile.
    ///
    /// - Parameter next: returns the new grant for the present one; `nil` to leave it.
    /// - Returns: the grant in the table afterwards, and whether it is the new one.
    private func replaceGrant(
        of customer: CustomerID, before deadline: Deadline, _ next: (GrantItem?) -> GrantItem?
    ) async throws(StoreFailure) -> (item: GrantItem?, isReplaced: Bool) {
        let key = ItemKey.grant(cipher.hash(of: customer))
        var present = try await item(of: customer, before: deadline)
        while true {
            guard let new = next(present) else { return (present, false) }
            let write = try new.write(key, cipher, if: present?.isPresent ?? .isNew)
            do throws(AWSFailure) {
                try await table.write([write], before: deadline)
                return (new, true)
            } catch {
                guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
                present = try Table.presentItem(error).map { item throws(StoreFailure) in
                    try GrantItem(item, of: customer, cipher)
                }
                // An earlier attempt took effect, but its answer was lost.
                if error.mayHaveTakenEffect, present?.grant == new.grant { return (new, true) }
            }
        }
    }

    /// Sets the time until which a process may renew a grant.
    private func updateGrant(
        of customer: CustomerID, condition: String, values: JSONObject, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        let writer = Int64.random(in: 1...Int64.max)
        var values = values
        values[":writer"] = .whole(writer)
        do throws(AWSFailure) {
            try await table.update(
                .grant(cipher.hash(of: customer)), "SET renewing_until = :until, \(GrantItem.writerName) = :writer",
                condition: condition, values: values, before: deadline)
            return true
        } catch {
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
            // An earlier attempt took effect, but its answer was lost.
            return Table.presentItem(error)?.whole(GrantItem.writerName) == writer
        }
    }

    /// Deletes the events of entries that are no longer in the mailbox, except those of dead letters: these stay, so that their
    /// cause can be found.
    private func forgetBodies(of customer: String, before deadline: Deadline) async throws(StoreFailure) {
        var dead: Set<Substring> = []
        var bodies: [ItemKey] = []
        for prefix in ["dead#", "body#"] {
            var query = Query.items(in: ItemKey.partition(ofCustomer: customer), beginningWith: prefix)
            repeat {
                let page = try await asking { [query] table throws(AWSFailure) in
                    try await table.query(query, before: deadline)
                }
                let keys = page.items.compactMap { ItemKey($0) }
                if prefix == "dead#" {
                    dead.formUnion(keys.map { $0.sort.dropFirst(prefix.count) })
                } else {
                    bodies += keys.filter { !dead.contains($0.sort.dropFirst(prefix.count)) }
                }
                query.start = page.next
            } while query.start != nil
        }
        try await delete(bodies, before: deadline)
    }

    /// Deletes items, unconditionally.
    func delete(_ keys: [ItemKey], before deadline: Deadline) async throws(StoreFailure) {
        for key in keys {
            try await asking { table throws(AWSFailure) in try await table.write([.delete(key)], before: deadline) }
        }
    }
}
