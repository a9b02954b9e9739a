import AlexaProtocol
import EventGateway
import TestSupport
import Testing
import Timing

/// Listing the outbox and changing it by hand.
struct ListingTests {
    /// One entry of each state, with its name as message id.
    private func fill(_ store: any TestedStore) async throws {
        try await store.put(.answer("waiting", "1"), at: 5)
        try await store.promise(.answer("promised", "2"), for: .ann, at: .at(0), dueAt: .at(50), expiresAt: .at(99))
        try await store.put(.answer("dead", "3"), .bob)
        for entry in try await store.take(at: 0) {
            try await store.settle(entry, .dead(reason: "400", attempts: 3), at: .at(0))
        }
    }

    /// The id of the entry of this name; that of no entry for any other name.
    private func id(_ name: String, _ store: any TestedStore) async throws -> OutboxEntry.ID {
        let entries = try await store.all()
        if let entry = entries.first(where: { $0.event.messageId == name }) { return entry.id }
        let first = try #require(entries.first)
        try await store.put(.answer("gone", "gone"))
        let gone = try #require(try await store.all().first { $0.event.messageId == "gone" })
        #expect(try await store.drop(gone.id, at: .at(0)))
        #expect(gone.id != first.id)
        return gone.id
    }

    @Test(
        arguments: [
            (nil, 9, [3]), (nil, 3, [3, 0]), (nil, 2, [2, 1]), (nil, 1, [1, 1, 1, 0]), (nil, 0, [0]), (nil, -1, [0]),
            (.waiting, 9, [1]), (.promised, 9, [1]), (.dead, 9, [1]), (.dead, 1, [1, 0]), (.waiting, 0, [0]),
        ] as [(OutboxEntry.State?, Int, [Int])], StoreEngine.available)
    func entriesAreListedPageByPage(
        _ example: (OutboxEntry.State?, Int, [Int]), engine: StoreEngine
    ) async throws {
        let (state, limit, expected) = example
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await fill(store)
            var pages: [[OutboxEntry]] = []
            var cursor: OutboxPage.Cursor?
            repeat {
                let page = try await store.entries(state, from: cursor, limit: limit, before: .soon)
                pages.append(page.entries)
                cursor = page.next
            } while cursor != nil
            let all = pages.joined()
            #expect(Set(all.map(\.id)).count == all.count)
            if let state { #expect(all.allSatisfy { $0.state == state }) }
            #expect(pages.allSatisfy { $0.count <= max(0, limit) })
            #expect(all.count == expected.reduce(0, +))
        }
    }

    @Test(arguments: StoreEngine.available)
    func oneEntry(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await fill(store)
            let dead = try #require(try await store.entry(try await id("dead", store)))
            #expect((dead.customer, dead.event, dead.state) == (.bob, .answer("dead", "3"), .dead))
            #expect(try await store.entry(try await id("none", store)) == nil)
            #expect(try await store.entry(OutboxEntry.ID("no such id")) == nil)
        }
    }

    @Test(
        arguments: [("waiting", true), ("promised", false), ("dead", true), ("none", false)], StoreEngine.available)
    func whatMayBeSentAgain(_ example: (String, Bool), engine: StoreEngine) async throws {
        let (name, isSent) = example
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await fill(store)
            let id = try await id(name, store)
            #expect(try await store.retry(id, at: .at(1), expiresAt: .at(500)) == isSent)
            guard isSent else { return #expect(try await store.take(at: 2).isEmpty) }
            let entry = try #require(try await store.take(at: 2).first)
            #expect((entry.id, entry.state, entry.countedAttempts, entry.reason) == (id, .waiting, 0, nil))
            #expect((entry.notBefore, entry.expiresAt) == (.at(1), .at(500)))
            #expect(try await store.retry(id, at: .at(3), expiresAt: .at(500)) == false)
            #expect(try await store.retry(id, at: .at(1000), expiresAt: .at(2000)))
            // The former holder of the lease settles too late.
            try await store.settle(entry, .delivered, at: .at(1001))
            #expect(try await store.entry(id) != nil)
        }
    }

    @Test(arguments: StoreEngine.available)
    func whatIsSentAgainDoesNotWaitForItsNextTry(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("a"))
            for entry in try await store.take() {
                try await store.settle(
                    entry,
                    .resend(notBefore: .at(60), attempts: 2, countedAttempts: 2, reason: "503", holdsCustomer: false),
                    at: .at(0))
            }
            #expect(try await store.nextDue() == .at(60))
            #expect(try await store.retry(try await id("a", store), at: .at(1), expiresAt: .at(500)))
            #expect(try await store.nextDue() == .at(1))
            let entry = try #require(try await store.take(at: 1).first)
            // The total of attempts, which is logged, is not reset.
            #expect((entry.attempts, entry.countedAttempts) == (2, 0))
        }
    }

    @Test(
        arguments: [("waiting", true), ("promised", true), ("dead", true), ("none", false)], StoreEngine.available)
    func whatMayBeDropped(_ example: (String, Bool), engine: StoreEngine) async throws {
        let (name, isDropped) = example
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await fill(store)
            let id = try await id(name, store)
            let before = try await store.census()
            #expect(try await store.drop(id, at: .at(1)) == isDropped)
            #expect(try await store.entry(id) == nil)
            let census = try await store.census()
            #expect(census.entries.values.reduce(0, +) == (isDropped ? 2 : 3))
            #expect(census.dropped[.byHand, default: 0] - before.dropped[.byHand, default: 0] == (isDropped ? 1 : 0))
        }
    }

    @Test(arguments: StoreEngine.available)
    func whatSomebodyHoldsIsNotDropped(engine: StoreEngine) async throws {
        let place = try await engine.place()
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

    @Test(arguments: StoreEngine.available)
    func anIdIsNeverUsedTwice(engine: StoreEngine) async throws {
        let place = try await engine.place()
        var ids: Set<OutboxEntry.ID> = []
        for _ in 0..<3 {
            try await place.withStore { store async throws in
                try await store.put(.answer("a"))
                let id = try await id("a", store)
                #expect(ids.insert(id).inserted)
                #expect(try await store.drop(id, at: .at(0)))
            }
        }
    }
}
