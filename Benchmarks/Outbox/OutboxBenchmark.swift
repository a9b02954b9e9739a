import AlexaProtocol
import EventGateway
import Foundation
import SQLiteStore
import Timing

/// The outbox on this machine's disk: events added, leased and settled per second, the time of a call with 100,000 events
/// waiting, and the memory of the process.
enum OutboxBenchmark {
    private static let waiting = 100_000

    static func run() async throws {
        print("outbox: events of \(event(0, nil).template.count) bytes, each on disk before it is confirmed")
        for callers in [1, 16, 64, 256] {
            try await withStore { store in
                let count = min(20_000, 500 * callers)
                try await rate("added per second, \(callers) at a time", count) {
                    try await add(count, callers: callers, to: store, Shape.manyCustomers)
                }
                guard callers > 1 else { return }
                try await rate("leased and settled per second, up to \(callers) at a time", count) {
                    try await deliver(store, batch: callers)
                }
            }
        }
        for shape in Shape.allCases { try await crowded(shape) }
    }

    /// The distribution of 100,000 events over customers and endpoints.
    private enum Shape: String, CaseIterable {
        case oneQueue = "one queue"
        case oneCustomer = "100,000 queues of one customer"
        case manyCustomers = "100,000 queues of 10,000 customers"
        case throttled = "100,000 queues of 10,000 customers, all on hold but one"

        func place(_ number: Int) -> (CustomerID, String?) {
            switch self {
            case .oneQueue: (CustomerID("customer"), nil)
            case .oneCustomer: (CustomerID("customer"), "endpoint-\(number)")
            case .manyCustomers, .throttled: (CustomerID("customer-\(number % 10_000)"), "endpoint-\(number)")
            }
        }
    }

    private static func crowded(_ shape: Shape) async throws {
        try await withStore { store in
            let before = Machine.residentMegabytes
            print("\n\(waiting) waiting: \(shape.rawValue)")
            try await rate("added per second, 256 at a time", waiting) {
                try await add(waiting, callers: 256, to: store, shape)
            }
            if shape == .throttled { try await hold(store) }
            Table.row("  memory, MB (before: \(before))", Double(Machine.residentMegabytes))
            var calls: [String: [Double]] = [:]
            func measure<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
                let start = ContinuousClock.now
                let value = try await body()
                calls[name, default: []].append((ContinuousClock.now - start) / .milliseconds(1))
                return value
            }
            for round in 0..<200 {
                let (customer, endpoint) = shape.place(waiting + round)
                try await measure("add") {
                    try await store.add(
                        event(waiting + round, endpoint), for: customer, at: now, expiresAt: later, before: soon)
                }
                let entries = try await measure("lease 16") {
                    try await store.lease(upTo: 16, perCustomer: 8, at: now, until: later, before: soon)
                }
                for entry in entries.prefix(1) {
                    try await measure("settle") { try await store.settle(entry, .delivered, at: now, before: soon) }
                }
                _ = try await measure("nextDue") { try await store.nextDue(before: soon) }
                for entry in entries.dropFirst() { try await store.settle(entry, .delivered, at: now, before: soon) }
            }
            _ = try await measure("census") { try await store.census(before: soon) }
            for (name, times) in calls.sorted(by: { $0.key < $1.key }) {
                let sorted = times.sorted()
                Table.row(
                    "  \(name), ms: median", sorted[sorted.count / 2],
                    "99th percentile: \(text(sorted[sorted.count * 99 / 100]))")
            }
            Table.row("  memory, MB", Double(Machine.residentMegabytes))
        }
    }

    /// Puts all customers except for the last few on hold, as with a gateway that throttles.
    private static func hold(_ store: SQLiteStore) async throws {
        let held = Settlement.resend(
            notBefore: later, attempts: 1, countedAttempts: 1, reason: "429", holdsCustomer: true)
        var count = 0
        while count < 9_990 {
            let entries = try await store.lease(upTo: 256, perCustomer: 1, at: now, until: later, before: soon)
            await settle(entries, held, in: store)
            count += entries.count
        }
    }

    private static func add(_ count: Int, callers: Int, to store: SQLiteStore, _ shape: Shape) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    for number in stride(from: caller, to: count, by: callers) {
                        let (customer, endpoint) = shape.place(number)
                        try await store.add(
                            event(number, endpoint), for: customer, at: now, expiresAt: later, before: soon)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func deliver(_ store: SQLiteStore, batch: Int) async throws {
        while case let entries = try await store.lease(upTo: batch, perCustomer: 8, at: now, until: later, before: soon),
            !entries.isEmpty
        {
            await settle(entries, .delivered, in: store)
        }
    }

    private static func settle(_ entries: [OutboxEntry], _ settlement: Settlement, in store: SQLiteStore) async {
        await withTaskGroup(of: Void.self) { group in
            for entry in entries {
                group.addTask { try? await store.settle(entry, settlement, at: now, before: soon) }
            }
        }
    }

    private static func withStore(_ body: (SQLiteStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "outbox.sqlite").path(percentEncoded: false)
        let store = try await SQLiteStore.open(at: path, key: .random(), before: Deadline(in: .seconds(60), .live))
        try await body(store)
        try await store.close()
    }

    private static var soon: Deadline { Deadline(in: .seconds(600), .live) }
    private static let now = Timestamp(milliseconds: 1_790_000_000_000)
    private static let later = Timestamp(milliseconds: 1_790_000_600_000)

    private static func event(_ number: Int, _ endpoint: String?) -> OutgoingEvent {
        OutgoingEvent(
            messageId: "5f0c2c1e-0c1b-4d59-9d5e-\(number)", kind: .answer, namespace: "Alexa", name: "Response",
            endpointId: endpoint, template: body)
    }

    private static let body = [UInt8](repeating: UInt8(ascii: "x"), count: 800)

    /// Prints the rate of `count` calls, and the CPU time of each.
    private static func rate(_ name: String, _ count: Int, _ body: () async throws -> Void) async throws {
        let sample = try await Sample.measure(count, body)
        Table.row("  " + name, sample.rate, "CPU time of each, µs: \(text(sample.cost))")
    }

    private static func text(_ value: Double) -> String { String(format: value < 100 ? "%.2f" : "%.0f", value) }
}
