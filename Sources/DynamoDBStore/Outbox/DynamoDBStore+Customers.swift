import AWSClient
package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: CustomerQueue {
    package func key(of customer: CustomerID) -> CustomerKey { CustomerKey(cipher.hash(of: customer)) }

    package func lease(
        of customer: CustomerKey, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try await lease(
            fromCustomer: customer.rawValue, upTo: count, perCustomer: count, at: now, until: until, before: deadline)
    }

    package func knownDue(of customer: CustomerKey) -> Timestamp? { mailboxes.known(customer.rawValue)?.due }

    package func dueCustomers(
        upTo count: Int, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [CustomerKey] {
        var queries = table.dueShards.map { Query.shard($0, until: now) }
        // Waits that were stored before the clock was set back end when their mailbox is leased from.
        let clampsWaits = clock.isSuspicious(now)
        if clampsWaits {
            queries += table.dueShards.map { Query.shard($0, after: now.advanced(by: RetryPolicy.longestWait)) }
        }
        let pages = await queries.concurrentResults { [self] query async throws(StoreFailure) in
            try await page(query, limit: count, before: deadline)
        }
        var due: [(due: Int64, customer: String)] = []
        for page in pages {
            do throws(StoreFailure) {
                due += try page.get().items.compactMap { item in
                    guard let time = item.whole(Query.dueName), let customer = ItemKey(item)?.customer else {
                        return nil
                    }
                    return (time, customer)
                }
            } catch {
                if clampsWaits { clock.reset() }
                throw error
            }
        }
        // Waits of customers who are left out are not ended yet.
        if clampsWaits, due.count > count { clock.reset() }
        return due.sorted { ($0.due, $0.customer) < ($1.due, $1.customer) }.prefix(count).map {
            CustomerKey($0.customer)
        }
    }

    /// The first items that a query of the index returns.
    func page(_ query: Query, limit: Int, before deadline: Deadline) async throws(StoreFailure) -> Page {
        var query = query
        query.limit = limit
        return try await asking { [query] table throws(AWSFailure) in try await table.query(query, before: deadline) }
    }

    package var hasDoorbell: Bool { doorbell != nil }

    package func ring(
        for customer: CustomerKey, after delay: Duration, before deadline: Deadline
    ) async throws(StoreFailure) {
        do throws(AWSFailure) {
            try await doorbell?.ring(for: customer, after: delay, before: deadline)
        } catch {
            throw StoreFailure(error)
        }
    }

    package func ring(forEach customers: [CustomerKey], before deadline: Deadline) async throws(StoreFailure) {
        guard let doorbell else { return }
        let batches = stride(from: 0, to: customers.count, by: SQSDoorbell.greatestBatch).map { start in
            Array(customers[start..<min(start + SQSDoorbell.greatestBatch, customers.count)])
        }
        let results = await batches.concurrentResults(atMost: Self.concurrency) { batch async throws(StoreFailure) in
            do throws(AWSFailure) {
                try await doorbell.ring(forEach: batch, before: deadline)
            } catch {
                throw StoreFailure(error)
            }
        }
        for result in results { try result.get() }
    }

    /// Invokes the function for the customers of entries that have to be sent now; no effect without a queue.
    ///
    /// - Throws: when a message was not accepted. The sweep delivers the entries then.
    package func ring(for entries: [OutboxEntry.ID], before deadline: Deadline) async throws(StoreFailure) {
        try await ring(
            forEach: Set(entries.compactMap { $0.parts?.customer }).map(CustomerKey.init), before: deadline)
    }
}
