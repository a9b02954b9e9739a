import AlexaProtocol
import EventGateway
import Synchronization

/// An outbox that fails a few times; tells when it is empty at last.
final class TroubledOutbox: Outbox {
    enum Step: Hashable {
        case leasing, settling
    }

    private let base: any Outbox
    private let kind: StoreFailure.Kind
    private let failures: Mutex<[Step: Int]>
    private let whenEmpty: @Sendable () -> Void

    init(
        _ base: any Outbox, failures: [Step: Int], kind: StoreFailure.Kind = .full,
        whenEmpty: @escaping @Sendable () -> Void = {}
    ) {
        self.base = base
        self.kind = kind
        self.failures = Mutex(failures)
        self.whenEmpty = whenEmpty
    }

    private func stumble(_ step: Step) throws(StoreFailure) {
        let fails = failures.withLock { failures in
            guard let left = failures[step], left > 0 else { return false }
            failures[step] = left - 1
            return true
        }
        if fails { throw StoreFailure(kind, "trouble") }
    }

    func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try stumble(.leasing)
        return try await base.lease(upTo: count, perCustomer: perCustomer, at: now, until: until)
    }

    func settle(_ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp) async throws(StoreFailure) {
        try stumble(.settling)
        try await base.settle(entry, settlement, at: now)
    }

    func nextDue() async throws(StoreFailure) -> Timestamp? {
        let due = try await base.nextDue()
        if due == nil { whenEmpty() }
        return due
    }

    func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) {
        try await base.promise(fallback, for: customer, at: now, dueAt: dueAt, expiresAt: expiresAt)
    }

    func fulfil(_ event: OutgoingEvent, at now: Timestamp) async throws(StoreFailure) -> Bool {
        try await base.fulfil(event, at: now)
    }

    func withdraw(_ messageId: String) async throws(StoreFailure) { try await base.withdraw(messageId) }

    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp
    ) async throws(StoreFailure) {
        try await base.add(event, for: customer, at: now, expiresAt: expiresAt)
    }

    func entries(_ state: OutboxEntry.State?, after id: Int64, limit: Int) async throws(StoreFailure) -> [OutboxEntry] {
        try await base.entries(state, after: id, limit: limit)
    }

    func entry(_ id: Int64) async throws(StoreFailure) -> OutboxEntry? { try await base.entry(id) }

    func retry(_ id: Int64, at now: Timestamp, expiresAt: Timestamp) async throws(StoreFailure) -> Bool {
        try await base.retry(id, at: now, expiresAt: expiresAt)
    }

    func drop(_ id: Int64, at now: Timestamp) async throws(StoreFailure) -> Bool { try await base.drop(id, at: now) }

    func census() async throws(StoreFailure) -> OutboxCensus { try await base.census() }
}
