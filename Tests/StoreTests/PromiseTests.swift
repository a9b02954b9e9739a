import AlexaProtocol
import EventGateway
import TestSupport
import Testing

/// Promises: answers to work that has not ended yet.
struct PromiseTests {
    private func promise(
        _ store: any TestedStore, _ id: String = "p", endpoint: String = "lock", dueAt: Double = 10
    ) async throws {
        try await store.promise(
            .answer(id, endpoint, body: "fallback"), for: .ann, at: .at(0), dueAt: .at(dueAt), expiresAt: .at(100))
    }

    @Test(arguments: StoreEngine.available)
    func holdsUpNothingAndIsDueInTheEnd(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store)
            try await store.put(.answer("a"))
            #expect(try await store.nextDue() == .at(0))
            let taken = try await store.take()
            #expect(taken.messageIds == ["a"])
            try await store.settle(taken[0], .delivered, at: .at(0))
            #expect(try await store.nextDue() == .at(10))
            #expect(try await store.take(at: 9.999).isEmpty)
            let fallback = try #require(try await store.take(at: 10).first)
            #expect(fallback.event.template == Array("fallback".utf8) + [0])
            #expect((fallback.state, fallback.expiresAt) == (.waiting, .at(100)))
        }
    }

    @Test(arguments: StoreEngine.available)
    func isKeptByABetterEventOnce(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store)
            #expect(try await store.fulfil(.answer("p", body: "done"), at: .at(1)))
            #expect(try await store.fulfil(.answer("p", body: "again"), at: .at(1)) == false)
            let entries = try await store.take(at: 1)
            #expect(entries.map(\.event) == [.answer("p", body: "done")])
            #expect(entries.first?.expiresAt == .at(100))
            #expect(try await store.fulfil(.answer("p", body: "late"), at: .at(1)) == false)
        }
    }

    @Test(arguments: StoreEngine.available)
    func isKeptWhileTheFallbackHasNotGoneOut(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store, "p1")
            try await promise(store, "p2")
            // p1 is due and leased, p2 is due and waits behind it.
            #expect(try await store.take(at: 10).messageIds == ["p1"])
            #expect(try await store.fulfil(.answer("p1"), at: .at(10)) == false)
            #expect(try await store.fulfil(.answer("p2", body: "done"), at: .at(10)))
            #expect(try await store.fulfil(.answer("unknown"), at: .at(10)) == false)
        }
    }

    @Test(arguments: StoreEngine.available)
    func isTakenBackUnlessItIsKeptOrOnItsWay(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store, "p1")
            try await promise(store, "p2")
            try await store.withdraw("p1")
            try await store.withdraw("unknown")
            #expect(try await store.fulfil(.answer("p1"), at: .at(1)) == false)
            #expect(try await store.fulfil(.answer("p2"), at: .at(1)))
            try await store.withdraw("p2")
            #expect(try await store.take(at: 10).messageIds == ["p2"])
            try await promise(store, "p3", endpoint: "other")
            #expect(try await store.take(at: 10).messageIds == ["p3"])
            try await store.withdraw("p3")
            #expect(try await store.all().map(\.event.messageId) == ["p2", "p3"])
        }
    }

    /// How the fallback was settled, and whether the outcome may still replace it.
    @Test(
        arguments: [
            (Settlement.delivered, false), (.dropped(.noGrant), false), (.dead(reason: "", attempts: 1), false),
            (.resend(notBefore: .at(20), attempts: 1, countedAttempts: 1, reason: "503", holdsCustomer: false), false),
            (
                .resend(notBefore: .at(20), attempts: 0, countedAttempts: 0, reason: "no token", holdsCustomer: false),
                true
            ),
        ], StoreEngine.available)
    func isNotKeptOnceTheFallbackWasSent(_ example: (Settlement, Bool), engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (settlement, isKept) = example
        try await place.withStore { store async throws in
            try await promise(store)
            let fallback = try #require(try await store.take(at: 10).first)
            try await store.settle(fallback, settlement, at: .at(11))
            #expect(try await store.fulfil(.answer("p"), at: .at(11)) == isKept)
        }
    }

    @Test(arguments: StoreEngine.available)
    func isNotKeptAfterALeaseThatWasLost(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store)
            _ = try await store.take(at: 10, for: 1)
            // The process that held the lease may have sent the fallback before it ended.
            #expect(try await store.fulfil(.answer("p"), at: .at(12)) == false)
            let second = try #require(try await store.take(at: 12).first)
            try await store.settle(
                second, .resend(notBefore: .at(13), attempts: 0, countedAttempts: 0, reason: "", holdsCustomer: false),
                at: .at(12))
            #expect(try await store.fulfil(.answer("p"), at: .at(12)) == false)
        }
    }

    @Test(arguments: StoreEngine.available)
    func keptTakesThePlaceOfThePromise(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store)
            try await store.put(.answer("a1"))
            try await store.put(.answer("a2"))
            let first = try #require(try await store.take().first)
            #expect(try await store.fulfil(.answer("p"), at: .at(1)))
            // The outcome goes after the event in flight, but before the events that wait behind it.
            #expect(try await store.take(at: 1).isEmpty)
            try await store.settle(first, .delivered, at: .at(1))
            #expect(try await store.take(at: 1).messageIds == ["p"])
        }
    }

    @Test(arguments: StoreEngine.available)
    func aLostLeaseIsThatOfTheWholeQueue(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await promise(store)
            try await store.put(.answer("a"))
            let lost = try #require(try await store.take(for: 1).first)
            #expect(try await store.fulfil(.answer("p"), at: .at(2)))
            let held = try #require(try await store.take(at: 2).first)
            #expect((lost.event.messageId, held.event.messageId) == ("a", "p"))
            // The first holder settles late: by now another holder has the queue.
            try await store.settle(lost, .delivered, at: .at(3))
            #expect(try await store.take(at: 3).isEmpty)
            try await store.settle(held, .delivered, at: .at(3))
            #expect(try await store.take(at: 3).messageIds == ["a"])
        }
    }

    @Test(arguments: StoreEngine.available)
    func thousandsThatAreDueAtOnceAllComeInTheEnd(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for number in 0..<300 {
                try await store.promise(
                    .answer("p\(number)", "\(number)"), for: .ann, at: .at(0), dueAt: .at(1), expiresAt: .at(100))
            }
            var seen: Set<String> = []
            while let due = try await store.nextDue(), due <= .at(1) {
                for entry in try await store.take(50, perCustomer: 50, at: 1) {
                    #expect(seen.insert(entry.event.messageId).inserted)
                    try await store.settle(entry, .delivered, at: .at(1))
                }
            }
            #expect(seen.count == 300)
        }
    }
}
