import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import TestSupport
import Testing
import Timing

@testable import SQLiteStore

/// Every call returns by its deadline, even if another process holds a lock.
@Suite(.timeLimit(.minutes(1))) struct DeadlineTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// Lets another connection hold the write lock while `body` runs.
    private func locked(_ body: () async throws -> Void) async throws {
        let other = try place.openDirectly()
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        try await body()
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try other.close()
    }

    private func add(_ id: String, to store: SQLiteStore, in time: Duration) async throws {
        try await store.add(
            .answer(id), for: .ann, at: .at(0), expiresAt: .at(9), before: Deadline(in: time, .live))
    }

    @Test func aChangeBehindALockFailsAndIsNeverMade() async throws {
        let store = try await place.open()
        try await locked { () async throws in
            // The first waits for the lock, the others behind it: each until its own deadline.
            async let first = failure(of: { try await add("first", to: store, in: .milliseconds(400)) })
            async let second = failure(of: { try await add("second", to: store, in: .milliseconds(50)) })
            #expect(try await second == .busy)
            #expect(try await first == .busy)
            // Reading needs no lock.
            #expect(try await store.all().isEmpty)
        }
        try await store.put(.answer("last"))
        #expect(try await store.all().messageIds == ["last"])
        try await store.close()
    }

    /// The device hangs inside a write: it is unknown whether the write takes effect, and calls that wait behind it never begin.
    @Test func aWriteThatHangsTimesOutAndMayBeKept() async throws {
        let store = try await place.open()
        let hang = DispatchSemaphore(value: 0)
        let hanging = try await failure(of: {
            try await store.commits.write(before: Deadline(in: .milliseconds(100), .live)) { db in
                hang.wait()
                try db.execute(sql: "INSERT INTO dropped (reason, events) VALUES ('revoked', 7)")
            }
        })
        #expect(hanging == .timedOut)
        #expect(try await failure(of: { try await add("behind", to: store, in: .milliseconds(100)) }) == .busy)
        hang.signal()
        try await store.put(.answer("last"))
        #expect(try await store.all().messageIds == ["last"])
        #expect(try await store.census().dropped[.revoked] == 7)
        try await store.close()
    }

    @Test func aDeadlineThatHasPassedBeginsNothing() async throws {
        let store = try await place.open()
        #expect(try await failure(of: { try await add("a", to: store, in: .zero) }) == .busy)
        #expect(try await store.all().isEmpty)
        try await store.close()
    }

    @Test func whoWaitsLongerGetsTheLock() async throws {
        let store = try await place.open()
        async let slow: Void = {
            while try await store.all().isEmpty { try await add("slow", to: store, in: .seconds(30)) }
        }()
        try await locked { () async throws in
            #expect(try await failure(of: { try await add("b", to: store, in: .milliseconds(50)) }) != nil)
        }
        try await slow
        #expect(try await store.all().messageIds.contains("slow"))
        try await store.close()
    }

    @Test func aStoreIsOpenedWhileItIsLocked() async throws {
        try await place.withStore { try await $0.put(.answer("a")) }
        try await locked { () async throws in
            let store = try await place.open(before: Deadline(in: .seconds(20), .live))
            #expect(try await store.all().messageIds == ["a"])
            try await store.close()
        }
    }

    /// The exclusive lock keeps readers out, too.
    @Test func openingALockedFileFailsByItsDeadline() async throws {
        try await place.withStore { try await $0.put(.answer("a")) }
        let other = try place.openDirectly()
        try await other.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            try db.execute(sql: "BEGIN EXCLUSIVE")
        }
        var failures: [StoreFailure.Kind?] = []
        // On a busy machine the deadline can pass before SQLite gives up, 50 ms earlier.
        repeat {
            let start = ContinuousClock.now
            let deadline = Deadline(in: .milliseconds(300), .live)
            failures.append(try await failure(of: { try await place.open(before: deadline).close() }))
            #expect(ContinuousClock.now - start < .seconds(10))
        } while failures.last == .timedOut && failures.count < 10
        #expect(failures.last == .busy)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try other.close()
        try await place.withStore { store async throws in #expect(try await store.all().messageIds == ["a"]) }
    }
}
