import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing
import Timing

/// Many callers, several stores on one file.
struct ConcurrencyTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// Three relays, each with several workers, until all is delivered.
    @Test func nothingIsTakenTwice() async throws {
        let stores = [try await place.open(), try await place.open(), try await place.open()]
        let deliveries = Shared<[String: [Int]]>([:])
        let (queues, perQueue) = (40, 10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for queue in 0..<queues {
                let (store, customer) = (stores[queue % 3], CustomerID("customer \(queue % 7)"))
                group.addTask {
                    for number in 0..<perQueue {
                        try await store.put(.answer("\(queue)/\(number)", "\(queue)"), customer)
                    }
                }
            }
            for worker in 0..<9 {
                let store = stores[worker % 3]
                group.addTask {
                    while deliveries.with({ $0.values.reduce(0) { $0 + $1.count } }) < queues * perQueue {
                        for entry in try await store.take(5, perCustomer: 3) {
                            let parts = entry.event.messageId.split(separator: "/").map(String.init)
                            deliveries.with { $0[parts[0], default: []].append(Int(parts[1])!) }
                            try await store.settle(entry, .delivered, at: .at(0))
                        }
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        // Each event once, and each queue in its order.
        #expect(deliveries.with { $0.count } == queues)
        #expect(deliveries.with { $0.values.allSatisfy { $0 == Array(0..<perQueue) } })
        #expect(try await stores[0].census() == OutboxCensus(entries: [:], dropped: [:]))
        for store in stores { try await store.close() }
    }

    /// While another process writes, all callers wait; then a single commit serves all of them.
    @Test func whatWaitsIsCommittedTogether() async throws {
        let store = try await place.open()
        let other = try place.openDirectly()
        let started = Shared(0)
        try await store.put(.answer("broken"))
        for entry in try await store.take() {
            try await store.settle(entry, .dead(reason: "", attempts: 1), at: .at(0))
        }
        try await other.write { try $0.execute(sql: "UPDATE entries SET body = x'00'") }
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let before = try commits()
        try await withThrowingTaskGroup(of: StoreFailure.Kind?.self) { group in
            for number in 0..<100 {
                group.addTask {
                    started.with { $0 += 1 }
                    return try await failure(of: {
                        if number == 50 {
                            _ = try await store.retry(1, at: .at(0), expiresAt: .at(9))
                        } else {
                            try await store.put(.answer("\(number)", "\(number % 10)"))
                        }
                    })
                }
            }
            while started.with({ $0 }) < 100 { await Task.yield() }
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            // Only one of them fails.
            var failures: [StoreFailure.Kind] = []
            for try await failure in group { if let failure { failures.append(failure) } }
            #expect(failures == [.damaged])
        }
        #expect(try await store.waiting() == 99)
        #expect(try commits() - before < 20)
        try other.close()
        try await store.close()
    }

    /// The number of commits in the write-ahead log: frames that state the file's size afterwards. Source: SQLite, "WAL Format".
    private func commits() throws -> Int {
        let log = try Data(contentsOf: URL(filePath: place.path + "-wal"))
        func word(_ offset: Int) -> UInt32 { log[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        let frame = 24 + Int(word(8))
        return stride(from: 32, through: log.count - frame, by: frame).count { word($0 + 4) != 0 }
    }

    @Test func aCancelledTaskFinishesItsWork() async throws {
        let store = try await place.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                #expect(Task.isCancelled)
                try await store.put(.answer("a"))
            }
            try await group.waitForAll()
        }
        #expect(try await store.waiting() == 1)
        try await store.close()
    }

    /// Killed during its work, again and again: confirmed events are kept.
    @Test(arguments: [1, 10, 60, 150])
    func aKillLosesNothing(confirmations: Int) async throws {
        let key = String(repeating: "5c", count: 32)
        let place = try Workplace(key: try StoreKey(Secret(key)))
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = place.folder as String, key = key as String, confirmations = confirmations as Int] in
            let store = try await SQLiteStore.open(
                at: folder + "/outbox.sqlite", key: try StoreKey(Secret(key)), before: Deadline(in: .seconds(60), .live)
            )
            let log = unsafe open(folder + "/confirmed", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            let confirmed = Shared(0)
            @Sendable func confirm(_ word: String) {
                let line = Array("\(word)\n".utf8)
                precondition(unsafe write(log, line, line.count) == line.count)
                let count = confirmed.with { count in
                    count += 1
                    return count
                }
                if count == confirmations { kill(getpid(), SIGKILL) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    group.addTask {
                        for number in 0... {
                            let id = "\(worker)/\(number)"
                            try await store.put(.answer(id, "\(worker)"))
                            confirm("+\(id)")
                            guard number % 3 == 2 else { continue }
                            for entry in try await store.take(1) {
                                try await store.settle(entry, .delivered, at: .at(0))
                                confirm("-\(entry.event.messageId)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let log = try String(contentsOfFile: place.folder + "/confirmed", encoding: .utf8).split(separator: "\n")
        let added = Set(log.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) })
        let delivered = Set(log.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) })
        #expect(log.count >= confirmations)
        try await place.withStore { store async throws in
            let left = Set(try await store.all().messageIds)
            #expect(left.isDisjoint(with: delivered))
            // Events whose settlement was not confirmed may be gone: at most one for each worker.
            #expect(added.subtracting(delivered).subtracting(left).count <= 4)
            // The leases of the killed process expire.
            #expect(try await store.take(100, perCustomer: 100, at: 60).count == Set(left.map { $0.prefix(1) }).count)
        }
    }
}
