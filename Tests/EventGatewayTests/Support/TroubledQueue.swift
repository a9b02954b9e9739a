import AlexaProtocol
import EventGateway
import Synchronization
import TestSupport
import Timing

/// A queue that fails a few times and reports when it is empty.
final class TroubledQueue: DeliveryQueue {
    enum Step: Hashable {
        case leasing, settling
    }

    private let base: any DeliveryQueue
    private let kind: StoreFailure.Kind
    private let failures: Mutex<[Step: Int]>
    private let whenEmpty: @Sendable () -> Void

    init(
        _ base: any DeliveryQueue, failures: [Step: Int], kind: StoreFailure.Kind = .full,
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
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] {
        try stumble(.leasing)
        return try await base.lease(upTo: count, perCustomer: perCustomer, at: now, until: until, before: deadline)
    }

    func settle(
        _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        try stumble(.settling)
        try await base.settle(entry, settlement, at: now, before: deadline)
    }

    func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp? {
        let due = try await base.nextDue(before: deadline)
        if due == nil { whenEmpty() }
        return due
    }

    func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        try await base.add(event, for: customer, at: now, expiresAt: expiresAt, before: deadline)
    }
}
