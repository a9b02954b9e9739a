import AlexaProtocol
import EventGateway
import SQLiteStore
import TestSupport
import Testing
import Timing

/// What people see of the outbox and do to it.
struct ListingTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// One entry of each state: waiting (1), promised (2), dead (3).
    private func fill(_ store: SQLiteStore) async throws {
        try await store.put(.answer("waiting", "1"), at: 5)
        try await store.promise(.answer("promised", "2"), for: .ann, at: .at(0), dueAt: .at(50), expiresAt: .at(99))
        try await store.put(.answer("dead", "3"), .bob)
        for entry in try await store.take(at: 0) {
            try await store.settle(entry, .dead(reason: "400", attempts: 3), at: .at(0))
        }
    }

    @Test(
        arguments: [
            (nil, 9, [[1, 2, 3]]), (nil, 3, [[1, 2, 3], []]), (nil, 2, [[1, 2], [3]]), (nil, 1, [[1], [2], [3], []]),
            (nil, 0, [[]]), (nil, -1, [[]]), (.waiting, 9, [[1]]), (.promised, 9, [[2]]), (.dead, 9, [[3]]),
            (.dead, 1, [[3], []]), (.waiting, 0, [[]]),
        ] as [(OutboxEntry.State?, Int, [[OutboxEntry.ID]])])
    func entriesAreListedPageByPage(
        state: OutboxEntry.State?, limit: Int, expected: [[OutboxEntry.ID]]
    ) async throws {
        try await place.withStore { store async throws in
            try await fill(store)
            var pages: [[OutboxEntry.ID]] = []
            var cursor: OutboxPage.Cursor?
            repeat {
                let page = try await store.entries(state, from: cursor, limit: limit, before: .soon)
                if let state { #expect(page.entries.allSatisfy { $0.state == state }) }
                pages.append(page.entries.map(\.id))
                cursor = page.next
            } while cursor != nil
            #expect(pages == expected)
        }
    }

    @Test func oneEntry() async throws {
        try await place.withStore { store async throws in
            try await fill(store)
            let dead = try #require(try await store.entry(3))
            #expect((dead.customer, dead.event, dead.state) == (.bob, .answer("dead", "3"), .dead))
            #expect(try await store.entry(4) == nil)
        }
    }

    @Test(arguments: [(1, true), (2, false), (3, true), (4, false)] as [(OutboxEntry.ID, Bool)])
    func whatMayBeSentAgain(id: OutboxEntry.ID, isSent: Bool) async throws {
        try await place.withStore { store async throws in
            try await fill(store)
            #expect(try await store.retry(id, at: .at(1), expiresAt: .at(500)) == isSent)
            guard isSent else { return #expect(try await store.take(at: 2).isEmpty) }
            let entry = try #require(try await store.take(at: 2).first)
            #expect((entry.id, entry.state, entry.countedAttempts, entry.reason) == (id, .waiting, 0, nil))
            #expect((entry.notBefore, entry.expiresAt) == (.at(1), .at(500)))
            #expect(try await store.retry(id, at: .at(3), expiresAt: .at(500)) == false)
            #expect(try await store.retry(id, at: .at(1000), expiresAt: .at(2000)))
            // Its holder has come too late.
            try await store.settle(entry, .delivered, at: .at(1001))
            #expect(try await store.entry(id) != nil)
        }
    }

    @Test func whatIsSentAgainDoesNotWaitForItsNextTry() async throws {
        try await place.withStore { store async throws in
            try await store.put(.answer("a"))
            for entry in try await store.take() {
                try await store.settle(
                    entry,
                    .resend(notBefore: .at(60), attempts: 2, countedAttempts: 2, reason: "503", holdsCustomer: false),
                    at: .at(0))
            }
            #expect(try await store.nextDue() == .at(60))
            #expect(try await store.retry(1, at: .at(1), expiresAt: .at(500)))
            #expect(try await store.nextDue() == .at(1))
            let entry = try #require(try await store.take(at: 1).first)
            // The log goes on counting.
            #expect((entry.attempts, entry.countedAttempts) == (2, 0))
        }
    }

    @Test(arguments: [(1, true), (2, true), (3, true), (4, false)] as [(OutboxEntry.ID, Bool)])
    func whatMayBeDropped(id: OutboxEntry.ID, isDropped: Bool) async throws {
        try await place.withStore { store async throws in
            try await fill(store)
            #expect(try await store.drop(id, at: .at(1)) == isDropped)
            #expect(try await store.entry(id) == nil)
            let census = try await store.census()
            #expect(census.entries.values.reduce(0, +) == (isDropped ? 2 : 3))
            #expect(census.dropped == (isDropped ? [.byHand: 1] : [:]))
        }
    }

    @Test func whatSomebodyHoldsIsNotDropped() async throws {
        try await place.withStore { store async throws in
            try await store.put(.answer("a1"))
            try await store.put(.answer("a2"))
            let held = try #require(try await store.take(for: 10).first)
            #expect(try await store.drop(held.id, at: .at(9)) == false)
            #expect(try await store.drop(held.id, at: .at(10)))
            #expect(try await store.take(at: 10).messageIds == ["a2"])
            try await store.settle(held, .dropped(.expired), at: .at(11))
            #expect(try await store.census().dropped == [.byHand: 1])
        }
    }

    @Test func aNumberIsNeverUsedTwice() async throws {
        try await place.withStore { store async throws in
            try await store.put(.answer("a"))
            #expect(try await store.drop(1, at: .at(0)))
        }
        try await place.withStore { store async throws in
            try await store.put(.answer("b"))
            #expect(try await store.all().map(\.id) == [2])
        }
    }
}
