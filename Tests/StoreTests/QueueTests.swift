import AlexaProtocol
import EventGateway
import TestSupport
import Testing
import Timing

/// Which entries may be leased, in what order.
struct QueueTests {
    @Test(arguments: StoreEngine.available)
    func anEntryComesBackAsItWasPutIn(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let event = OutgoingEvent(
            messageId: "m", kind: .notice, namespace: "Alexa.DoorbellEventSource", name: "DoorbellPress",
            endpointId: nil, template: [0x7B, 0, 0xFF, 0])
        try await place.withStore { try await $0.add(event, for: .ann, at: .at(1), expiresAt: .at(2), before: .soon) }
        try await place.withStore { store async throws in
            let entry = try #require(try await store.take(at: 5, for: 3).first)
            #expect(entry.event == event)
            #expect((entry.customer, entry.state, entry.attempts) == (.ann, .waiting, 0))
            #expect((entry.createdAt, entry.notBefore, entry.expiresAt) == (.at(1), .at(1), .at(2)))
            #expect(entry.reason == nil)
            #expect(entry.lease?.until == .at(8))
            let seen = try await store.entry(entry.id)
            #expect(seen?.lease == entry.lease)
            #expect(seen?.event == event)
        }
    }

    @Test(arguments: StoreEngine.available)
    func onlyTheFirstOfAQueueIsTaken(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for name in ["a1", "a2", "a3"] { try await store.put(.answer(name)) }
            for name in ["n1", "n2"] { try await store.put(.answer(name, nil)) }
            try await store.put(.answer("b1"), .bob)
            var order: [Set<String>] = []
            for second in 1...3 {
                let taken = try await store.take(at: Double(second))
                #expect(try await store.take(at: Double(second)).isEmpty)
                order.append(Set(taken.messageIds))
                for entry in taken { try await store.settle(entry, .delivered, at: .at(0)) }
            }
            #expect(order == [["a1", "n1", "b1"], ["a2", "n2"], ["a3"]])
            #expect(try await store.nextDue() == nil)
            #expect(try await store.census().entries.isEmpty)
        }
    }

    @Test(arguments: StoreEngine.available)
    func whatWaitsForItsNextTryHoldsUpItsOwnQueueOnly(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("a1"))
            try await store.put(.answer("a2"))
            try await store.put(.answer("b1", "lamp"))
            let first = try #require(try await store.take(1).first)
            try await store.settle(
                first,
                .resend(notBefore: .at(10), attempts: 1, countedAttempts: 1, reason: "503", holdsCustomer: false),
                at: .at(0))
            #expect(try await store.take(at: 1, for: 1).messageIds == ["b1"])
            #expect(try await store.nextDue() == .at(2))
            #expect(try await store.take(at: 9.999, for: 60).messageIds == ["b1"])
            let again = try #require(try await store.take(at: 10).first)
            #expect(again.event.messageId == "a1")
            #expect((again.attempts, again.reason, again.notBefore) == (1, "503", .at(10)))
        }
    }

    @Test(arguments: StoreEngine.available)
    func aHoldIsTheCustomersAloneAndForEverybody(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (one, other) = (try await place.open(), try await place.open())
        try await one.put(.answer("a1"))
        try await one.put(.answer("a2", "lamp"))
        try await one.put(.answer("b1"), .bob, at: 0.5)
        let first = try #require(try await one.take(1).first)
        try await one.settle(
            first, .resend(notBefore: .at(10), attempts: 1, countedAttempts: 1, reason: "429", holdsCustomer: true),
            at: .at(0))
        try await one.put(.answer("a3", "door"), at: 1)
        #expect(try await other.take(at: 1).messageIds == ["b1"])
        #expect(try await other.nextDue() == .at(10))
        #expect(try await other.take(at: 9.999).isEmpty)
        #expect(Set(try await other.take(at: 10).messageIds) == ["a1", "a2", "a3"])
    }

    @Test(arguments: StoreEngine.available)
    func aShorterHoldDoesNotEndALongerOne(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("a1"))
            try await store.put(.answer("a2", "lamp"))
            for (entry, end) in zip(try await store.take(), [20.0, 10]) {
                try await store.settle(
                    entry,
                    .resend(notBefore: .at(end), attempts: 1, countedAttempts: 1, reason: "", holdsCustomer: true),
                    at: .at(0))
            }
            #expect(try await store.nextDue() == .at(20))
            #expect(try await store.take(at: 19).isEmpty)
            #expect(try await store.take(at: 20).count == 2)
        }
    }

    @Test(arguments: StoreEngine.available)
    func whoHasWaitedLongestIsFirst(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("late", "1"), .bob, at: 3)
            try await store.put(.answer("early", "2"), .ann, at: 1)
            try await store.put(.answer("middle", "3"), .bob, at: 2)
            try await store.put(.answer("future", "4"), .bob, at: 9)
            #expect(try await store.take(2, at: 5).messageIds == ["early", "middle"])
            #expect(try await store.take(2, at: 5).messageIds == ["late"])
        }
    }

    @Test(arguments: 1...4, StoreEngine.available)
    func nobodyTakesMoreThanTheirShare(perCustomer: Int, engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for number in 0..<10 { try await store.put(.answer("a\(number)", "\(number)")) }
            try await store.put(.answer("b"), .bob, at: 1)
            let taken = try await store.take(perCustomer: perCustomer, at: 2, for: 10)
            #expect(taken.messageIds == (0..<perCustomer).map { "a\($0)" } + ["b"])
            #expect(try await store.take(perCustomer: perCustomer, at: 3).isEmpty)
            // One event was settled; the leases of the others expire.
            try await store.settle(taken[0], .delivered, at: .at(3))
            #expect(try await store.take(perCustomer: perCustomer, at: 3).count == 1)
            let rest = try await store.take(20, perCustomer: 20, at: 100).messageIds
            #expect(rest.count == 10)
        }
    }

    @Test(arguments: [(0, 5), (5, 0), (-1, 5), (5, -1)], StoreEngine.available)
    func nothingIsTakenWhereNothingMayBe(_ example: (Int, Int), engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (count, perCustomer) = example
        try await place.withStore { store async throws in
            try await store.put(.answer("a"))
            #expect(try await store.take(count, perCustomer: perCustomer).isEmpty)
            #expect(try await store.take().count == 1)
        }
    }

    @Test(arguments: StoreEngine.available)
    func aLeaseEndsByTimeAndItsHolderIsTooLate(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (one, other) = (try await place.open(), try await place.open())
        try await one.put(.answer("a"))
        let lost = try #require(try await one.take(for: 10).first)
        #expect(try await other.nextDue() == .at(10))
        #expect(try await other.take(at: 9.999).isEmpty)
        let won = try #require(try await other.take(at: 10, for: 10).first)
        #expect(won.id == lost.id)
        #expect(won.lease?.token != lost.lease?.token)
        let settlements: [Settlement] = [
            .delivered, .dropped(.expired), .dead(reason: "", attempts: 1), .split([.answer("x")]),
            .resend(notBefore: .at(99), attempts: 3, countedAttempts: 3, reason: "", holdsCustomer: true),
        ]
        for settlement in settlements { try await one.settle(lost, settlement, at: .at(11)) }
        #expect(try await one.census() == OutboxCensus(entries: [.waiting: 1], dropped: [:]))
        #expect(try await one.entry(won.id)?.lease == won.lease)
        #expect(try await one.nextDue() == .at(20))
        try await other.settle(won, .delivered, at: .at(12))
        #expect(try await one.census().entries.isEmpty)
    }

    @Test(arguments: StoreEngine.available)
    func aLateSettlementCountsWhileNobodyElseHasTheEntry(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("a"))
            let entry = try #require(try await store.take(for: 1).first)
            try await store.settle(entry, .delivered, at: .at(50))
            #expect(try await store.census().entries.isEmpty)
        }
    }

    @Test(arguments: StoreEngine.available)
    func theDeadHoldUpNobody(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("a1"))
            try await store.put(.answer("a2"))
            let first = try #require(try await store.take().first)
            try await store.settle(first, .dead(reason: "400 from Alexa", attempts: 1), at: .at(0))
            #expect(try await store.take().messageIds == ["a2"])
            let dead = try await store.all(.dead)
            #expect(dead.messageIds == ["a1"])
            #expect((dead.first?.reason, dead.first?.attempts) == ("400 from Alexa", 1))
            #expect(dead.first?.lease == nil)
            #expect(try await store.census() == OutboxCensus(entries: [.waiting: 1, .dead: 1], dropped: [:]))
        }
    }

    @Test(arguments: DropReason.allCases, StoreEngine.available)
    func droppedEventsAreCountedForGood(reason: DropReason, engine: StoreEngine) async throws {
        let place = try await engine.place()
        for total in 1...2 {
            try await place.withStore { store async throws in
                try await store.put(.answer("a"))
                for entry in try await store.take() {
                    try await store.settle(entry, .dropped(reason), at: .at(0))
                }
                #expect(try await store.census() == OutboxCensus(entries: [:], dropped: [reason: total]))
            }
        }
    }

    @Test(arguments: StoreEngine.available)
    func thePartsOfWhatWasTooLargeTakeItsPlace(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("whole", nil))
            try await store.put(.answer("next", nil))
            func takeOne() async throws -> OutboxEntry { try #require(try await store.take(at: 5).first) }
            try await store.settle(
                try await takeOne(), .split([.answer("1", nil), .answer("2", nil), .answer("3", nil)]), at: .at(5))
            try await store.settle(try await takeOne(), .delivered, at: .at(5))
            try await store.settle(try await takeOne(), .split([.answer("2a", nil), .answer("2b", nil)]), at: .at(5))
            var order: [String] = []
            while let entry = try await store.take(at: 5).first {
                #expect((entry.createdAt, entry.expiresAt) == (.at(0), .at(1000)))
                order.append(entry.event.messageId)
                try await store.settle(entry, .delivered, at: .at(5))
            }
            #expect(order == ["2a", "2b", "3", "next"])
        }
    }

    @Test(arguments: StoreEngine.available)
    func whatCannotBeSplitIsDead(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("whole"))
            for entry in try await store.take() { try await store.settle(entry, .split([]), at: .at(0)) }
            #expect(try await store.all(.dead).messageIds == ["whole"])
        }
    }

    @Test(arguments: StoreEngine.available)
    func lostLeasesAreCountedUntilItIsSettled(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.answer("a"))
            for lost in 0..<4 {
                let entry = try #require(try await store.take(at: Double(lost), for: 1).first)
                #expect(entry.lostLeases == lost)
            }
            let entry = try #require(try await store.take(at: 4, for: 1).first)
            try await store.settle(
                entry, .resend(notBefore: .at(5), attempts: 1, countedAttempts: 1, reason: "503", holdsCustomer: false),
                at: .at(4))
            #expect(try await store.take(at: 5).first?.lostLeases == 0)
        }
    }

    /// Leased, put off, on hold, promised: all times are a day ahead of a clock that was set back.
    @Test(arguments: StoreEngine.available)
    func aClockThatWasSetBackHoldsNothingUp(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let day = 86_400.0
        try await place.withStore { store async throws in
            for id in ["leased", "put off", "held", "behind"] {
                try await store.put(.answer(id, id), id == "held" ? .bob : .ann, at: day)
            }
            try await store.promise(
                .answer("promised", "p"), for: .ann, at: .at(day), dueAt: .at(day + 30), expiresAt: .at(day + 99))
            for entry in try await store.take(at: day) where ["put off", "held"].contains(entry.event.messageId) {
                try await store.settle(
                    entry,
                    .resend(
                        notBefore: .at(day + 4), attempts: 1, countedAttempts: 1, reason: "429",
                        holdsCustomer: entry.event.messageId == "held"), at: .at(day))
            }
            #expect(try await store.take(at: day + 1).isEmpty)
            #expect(Set(try await store.take(at: 0).messageIds) == ["leased", "put off", "held", "behind"])
            #expect(try await store.nextDue() == .at(30))
            #expect(try await store.take(at: 30).messageIds == ["promised"])
        }
        // The same in a process that started after the change.
        try await place.withStore { store async throws in
            #expect(try await store.take(at: -day).count == 5)
        }
    }
}
