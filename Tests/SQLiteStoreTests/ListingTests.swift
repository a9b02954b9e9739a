import AlexaProtocol
import EventGateway
import SQLiteStore
import Testing

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
            (nil, 0, 9, [1, 2, 3]), (nil, 1, 9, [2, 3]), (nil, 0, 2, [1, 2]), (nil, 3, 9, []), (nil, 0, 0, []),
            (nil, 0, -1, []), (.waiting, 0, 9, [1]), (.promised, 0, 9, [2]), (.dead, 0, 9, [3]), (.dead, 3, 9, []),
            (.waiting, 0, 0, []),
        ] as [(OutboxEntry.State?, Int64, Int, [Int64])])
    func entriesAreListedByNumber(
        state: OutboxEntry.State?, after: Int64, limit: Int, expected: [Int64]
    ) async throws {
        try await place.withStore { store async throws in
            try await fill(store)
            let entries = try await store.entries(state, after: after, limit: limit)
            #expect(entries.map(\.id) == expected)
            if let state { #expect(entries.allSatisfy { $0.state == state }) }
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

    @Test(arguments: [(1, true), (2, false), (3, true), (4, false)])
    func whatMayBeSentAgain(id: Int64, isSent: Bool) async throws {
        try await place.withStore { store async throws in
            try await fill(store)
            #expect(try await store.retry(id, at: .at(1), expiresAt: .at(500)) == isSent)
            guard isSent else { return #expect(try await store.take(at: 2).isEmpty) }
            let entry = try #require(try await store.take(at: 2).first)
            #expect((entry.id, entry.state, entry.attempts, entry.reason) == (id, .waiting, 0, nil))
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
                    entry, .resend(notBefore: .at(60), attempts: 2, reason: "503", holdsCustomer: false), at: .at(0))
            }
            #expect(try await store.nextDue() == .at(60))
            #expect(try await store.retry(1, at: .at(1), expiresAt: .at(500)))
            #expect(try await store.nextDue() == .at(1))
            #expect(try await store.take(at: 1).first?.attempts == 0)
        }
    }

    @Test(arguments: [(1, true), (2, true), (3, true), (4, false)])
    func whatMayBeDropped(id: Int64, isDropped: Bool) async throws {
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
            #expect(try await store.entries(nil, after: 0, limit: 9).map(\.id) == [2])
        }
    }
}
