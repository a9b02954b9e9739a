import AWSClient
import AlexaProtocol
import EventGateway
import HTTPTransport
import Synchronization
import TestSupport
import Timing

@testable import DynamoDBStore

/// A queue in memory with the rules of the store in DynamoDB, and a doorbell that records its calls.
final class MailboxQueue: CustomerQueue {
    struct Ring: Hashable {
        let customer: String
        let delay: Duration
    }

    private struct State {
        var mailboxes: [String: Mailbox] = [:]
        var events: [Int64: (OutgoingEvent, CustomerID)] = [:]
        var rings: [Ring] = []
        var broken: Set<String> = []
        var ringFailure: StoreFailure?
        var leases = 0
    }

    private let state = Mutex(State())
    private let cipher: ItemCipher
    private let table: Table
    let hasDoorbell: Bool

    init(hasDoorbell: Bool = true) throws {
        self.hasDoorbell = hasDoorbell
        cipher = ItemCipher(try .random())
        let transport = try HTTPTransport()
        table = Table(
            name: "none", shards: 1,
            AWSService(
                Table.dynamoDB, AWSPlace(region: "eu-west-1"), transport,
                credentials: AWSCredentialProvider(
                    .fixed(AWSCredentials(accessKeyId: "none", secretAccessKey: Secret("none"))), transport,
                    environment: .live), environment: .live))
    }

    /// The calls of the doorbell, in order.
    var rings: [Ring] { state.withLock { $0.rings } }
    /// The number of calls that ask for one customer's entries.
    var leases: Int { state.withLock { $0.leases } }
    /// All waiting and promised entries.
    var count: Int { state.withLock { $0.mailboxes.values.map(\.slips.count).reduce(0, +) } }

    /// Makes calls for this customer fail.
    func fail(for customer: CustomerID) { state.withLock { _ = $0.broken.insert(customer.rawValue) } }
    /// Makes the doorbell fail.
    func failRinging(_ failure: StoreFailure) { state.withLock { $0.ringFailure = failure } }

    func key(of customer: CustomerID) -> CustomerKey { CustomerKey(customer.rawValue) }

    func knownDue(of customer: CustomerKey) -> Timestamp? { state.withLock { $0.mailboxes[customer.rawValue]?.due } }

    func ring(for customer: CustomerKey, after delay: Duration, before deadline: Deadline) throws(StoreFailure) {
        let failure: StoreFailure? = state.withLock { state in
            if state.ringFailure == nil { state.rings.append(Ring(customer: customer.rawValue, delay: delay)) }
            return state.ringFailure
        }
        if let failure { throw failure }
    }

    func ring(forEach customers: [CustomerKey], before deadline: Deadline) throws(StoreFailure) {
        for customer in customers { try ring(for: customer, after: .zero, before: deadline) }
    }

    func dueCustomers(upTo count: Int, at now: Timestamp, before deadline: Deadline) -> [CustomerKey] {
        state.withLock { state in
            let due = state.mailboxes.compactMap { customer, mailbox in
                mailbox.due.map { (due: $0, customer: customer) }
            }
            return due.filter { $0.due <= now }.sorted {
                ($0.due.milliseconds, $0.customer) < ($1.due.milliseconds, $1.customer)
            }
            .prefix(count).map { CustomerKey($0.customer) }
        }
    }

    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) {
        insert(event, for: customer, .waiting, at: now, notBefore: now, expiresAt: expiresAt)
    }

    func promise(_ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp) {
        insert(
            event, for: customer, .promised, at: now, notBefore: dueAt, expiresAt: dueAt.advanced(by: .seconds(900)))
    }

    private func insert(
        _ event: OutgoingEvent, for customer: CustomerID, _ entryState: OutboxEntry.State, at now: Timestamp,
        notBefore: Timestamp, expiresAt: Timestamp
    ) {
        state.withLock { state in
            // Numbers are unique across customers, so that events are found by number alone.
            var mailbox = state.mailboxes[customer.rawValue] ?? Mailbox()
            let number = mailbox.insert(
                event, queue: event.endpointId ?? "", state: entryState, createdAt: now, notBefore: notBefore,
                expiresAt: expiresAt)
            state.mailboxes[customer.rawValue] = mailbox
            state.events[Self.number(number, customer.rawValue)] = (event, customer)
        }
    }

    private static func number(_ number: Int64, _ customer: String) -> Int64 {
        customer.utf8.reduce(number) { $0 &* 1_000_003 &+ Int64($1) }
    }

    func lease(
        of customer: CustomerKey, upTo count: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) throws(StoreFailure) -> [OutboxEntry] {
        let entries: [OutboxEntry]? = state.withLock { state in
            state.leases += 1
            guard !state.broken.contains(customer.rawValue) else { return nil }
            return Self.lease(customer.rawValue, upTo: count, at: now, until: until, &state)
        }
        guard let entries else { throw StoreFailure(.busy, "This store is broken.") }
        return entries
    }

    func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) -> [OutboxEntry] {
        state.withLock { state in
            var entries: [OutboxEntry] = []
            for customer in state.mailboxes.keys.sorted() where entries.count < count {
                entries += Self.lease(
                    customer, upTo: min(perCustomer, count - entries.count), at: now, until: until, &state)
            }
            return entries
        }
    }

    private static func lease(
        _ customer: String, upTo count: Int, at now: Timestamp, until: Timestamp, _ state: inout State
    ) -> [OutboxEntry] {
        let slips =
            state.mailboxes[customer]?.lease(
                upTo: count, perCustomer: count, at: now, until: until, token: .random(in: 1...Int64.max)) ?? []
        return slips.compactMap { slip in
            guard let (event, owner) = state.events[number(slip.number, customer)] else { return nil }
            return OutboxEntry(
                id: OutboxEntry.ID(customer: customer, number: slip.number), customer: owner, event: event,
                isDamaged: false, state: slip.state, attempts: slip.attempts, countedAttempts: slip.countedAttempts,
                lostLeases: slip.lostLeases, createdAt: slip.createdAt, notBefore: slip.notBefore,
                expiresAt: slip.expiresAt, reason: slip.reason, lease: slip.lease)
        }
    }

    func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) throws(StoreFailure) {
        guard let (customer, number) = entry.id.parts, let lease = entry.lease else { return }
        let result: Result<Void, StoreFailure> = state.withLock { state in
            guard let mailbox = state.mailboxes[customer], let slip = mailbox.leased(number, lease) else {
                return .success(())
            }
            var change = MailboxChange(mailbox, of: customer, table, cipher)
            do throws(StoreFailure) {
                try change.settle(slip, entry, settlement, cipher)
            } catch {
                return .failure(error)
            }
            state.mailboxes[customer] = change.mailbox
            return .success(())
        }
        try result.get()
    }

    func nextDue(before deadline: Deadline) -> Timestamp? {
        state.withLock { $0.mailboxes.values.compactMap(\.due).min() }
    }
}
