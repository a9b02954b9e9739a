import AWSClient
import AlexaProtocol
import EventGateway
import Synchronization
import Timing

/// Changes mailboxes. The changes of one customer are made in sequence; those that arrive during a write are combined in the next
/// one.
///
/// Other processes do the same, so every write has the condition that the mailbox is unchanged since it was read. If the
/// condition fails, DynamoDB returns the present item, and the changes are made again. The last state of each mailbox is cached:
/// most changes need no read.
final class MailboxWriter: Sendable {
    /// One caller's change.
    private struct Request: Sendable {
        let deadline: Deadline
        /// Makes the change. The returned closure passes the result to the caller, once the change is in the table.
        let change: @Sendable (inout MailboxChange, Deadline) async throws(StoreFailure) -> @Sendable () -> Void
        let fail: @Sendable (StoreFailure) -> Void
    }

    private struct State {
        /// Requests by customer; a customer with an entry here has a running task.
        var pending: [String: [Request]] = [:]
        var known: [String: MailboxItem] = [:]
    }

    /// A transaction has at most 100 actions, one of them for the mailbox. A change needs a few; a split needs one for each part.
    private static let greatestBatch = 20
    private static let greatestTransaction = 100
    private static let knownCapacity = 1000

    private let table: Table
    private let cipher: ItemCipher
    private let environment: SkillEnvironment
    private let state = Mutex(State())

    init(_ table: Table, _ cipher: ItemCipher, environment: SkillEnvironment) {
        self.table = table
        self.cipher = cipher
        self.environment = environment
    }

    /// Changes a customer's mailbox. `body` may run several times, but takes effect at most once.
    func change<Value: Sendable>(
        _ customer: String, before deadline: Deadline,
        _ body: @escaping @Sendable (inout MailboxChange, Deadline) async throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
        let outcome = FirstValue<Result<Value, StoreFailure>>()
        submit(
            customer,
            Request(
                deadline: deadline,
                change: { change, deadline throws(StoreFailure) in
                    let value = try await body(&change, deadline)
                    return { outcome.set(.success(value)) }
                },
                fail: { outcome.set(.failure($0)) }))
        return try await withDeadline(
            deadline, environment, late: .failure(StoreFailure(.timedOut, "DynamoDB did not answer in time."))
        ) { await outcome.get() }.get()
    }

    /// A customer's mailbox as this process last read or wrote it; `nil` if it has done neither.
    func known(_ customer: String) -> Mailbox? { state.withLock { $0.known[customer]?.mailbox } }

    private func submit(_ customer: String, _ request: Request) {
        let starts = state.withLock { state -> Bool in
            guard state.pending[customer] == nil else {
                state.pending[customer]?.append(request)
                return false
            }
            state.pending[customer] = [request]
            return true
        }
        guard starts else { return }
        Task { await self.drain(customer) }
    }

    private func drain(_ customer: String) async {
        while true {
            let batch = state.withLock { state -> [Request] in
                let batch = Array((state.pending[customer] ?? []).prefix(Self.greatestBatch))
                if batch.isEmpty {
                    state.pending[customer] = nil
                } else {
                    state.pending[customer]?.removeFirst(batch.count)
                }
                return batch
            }
            guard !batch.isEmpty else { return }
            await commit(batch, of: customer)
        }
    }

    /// Makes and writes the changes of a batch. A change that fails is left out.
    private func commit(_ batch: [Request], of customer: String) async {
        var batch = batch
        var present = state.withLock { $0.known[customer] }
        var isRead = false
        while true {
            for request in batch where request.deadline.hasPassed {
                request.fail(StoreFailure(.busy, "The deadline passed before DynamoDB could be called."))
            }
            batch.removeAll(where: \.deadline.hasPassed)
            // The latest deadline: each caller's own deadline is checked separately.
            guard let deadline = batch.map(\.deadline).max(by: { $0.timeLeft < $1.timeLeft }) else { return }
            do throws(StoreFailure) {
                let item: MailboxItem
                if let present {
                    item = present
                } else {
                    item = try await read(customer, before: deadline)
                    isRead = true
                }
                var change = MailboxChange(item.mailbox, of: customer, table, cipher)
                var outcomes: [@Sendable () -> Void] = []
                var feasible: [Request] = []
                for request in batch {
                    var next = change
                    do throws(StoreFailure) {
                        outcomes.append(try await request.change(&next, deadline))
                        change = next
                        feasible.append(request)
                    } catch {
                        request.fail(error)
                    }
                }
                // A change whose caller was told of a failure must not be made in the next attempt.
                batch = feasible
                guard change.mailbox != item.mailbox || !change.writes.isEmpty else {
                    // The cached mailbox needs no change. It may be stale, so the result is returned only after a read.
                    if isRead {
                        remember(item, of: customer)
                        return outcomes.forEach { $0() }
                    }
                    present = nil
                    continue
                }
                let next = item.next(change.mailbox)
                let write = try next.write(insteadOf: item, of: customer, in: table)
                if try await put(write, and: change, next, before: deadline, &present) {
                    remember(next, of: customer)
                    return outcomes.forEach { $0() }
                }
                isRead = true
            } catch {
                forget(customer)
                return batch.forEach { $0.fail(error) }
            }
        }
    }

    /// Writes a mailbox and the items that change with it.
    ///
    /// - Parameter present: is set to the item in the table if another process has changed it.
    /// - Returns: whether the write took effect.
    private func put(
        _ write: Write, and change: MailboxChange, _ item: MailboxItem, before deadline: Deadline,
        _ present: inout MailboxItem?
    ) async throws(StoreFailure) -> Bool {
        let writes = [write] + change.writes.values
        guard writes.count <= Self.greatestTransaction else {
            throw StoreFailure(.full, "A change of \(writes.count) items does not fit into a transaction of DynamoDB.")
        }
        do throws(AWSFailure) {
            try await table.write(writes, before: deadline)
            return true
        } catch {
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
            let found = try Table.presentItem(error).map { item throws(StoreFailure) in try MailboxItem(item) } ?? .none
            // An earlier attempt took effect, but its answer was lost.
            if found.writer == item.writer { return true }
            present = found
            return false
        }
    }

    private func read(_ customer: String, before deadline: Deadline) async throws(StoreFailure) -> MailboxItem {
        let item: JSONObject?
        do throws(AWSFailure) {
            item = try await table.item(.outbox(customer), before: deadline)
        } catch {
            throw StoreFailure(error)
        }
        return try item.map { item throws(StoreFailure) in try MailboxItem(item) } ?? .none
    }

    private func remember(_ item: MailboxItem, of customer: String) {
        state.withLock { state in
            if state.known.count >= Self.knownCapacity { state.known.removeAll() }
            state.known[customer] = item
        }
    }

    private func forget(_ customer: String) {
        state.withLock { $0.known[customer] = nil }
    }
}
