import AlexaProtocol
import EventGateway
import TestSupport
import Testing

/// Grants in the store: which one is valid, and when a change is stored.
struct GrantTests {
    @Test(arguments: StoreEngine.available)
    func isTheSameAfterReopening(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let grant = Grant.of(.ann, acceptedAt: 5, access: "Atza|ä\u{0}\"", refresh: "", region: .fe)
        try await place.withStore { store async throws in #expect(try await store.accept(grant)) }
        try await place.withStore { store async throws in
            #expect(try await store.grant(of: .ann) == grant)
            #expect(try await store.grant(of: .bob) == nil)
        }
    }

    @Test(arguments: [(5.0, 6.0, true), (5, 5, true), (5, 4, false)], StoreEngine.available)
    func theOneAcceptedLaterCounts(_ example: (Double, Double, Bool), engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (first, second, isKept) = example
        try await place.withStore { store async throws in
            #expect(try await store.accept(.of(.ann, acceptedAt: first, access: "first")))
            #expect(try await store.accept(.of(.ann, acceptedAt: second, access: "second")) == isKept)
            #expect(try await store.grant(of: .ann)?.accessToken.exposed == (isKept ? "second" : "first"))
        }
    }

    @Test(arguments: StoreEngine.available)
    func aChangeIsKeptOnceAndCounted(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            var mine = Grant.of(.ann, access: "mine", region: .na)
            var theirs = Grant.of(.ann, access: "theirs")
            mine = try #require(try await store.update(mine))
            #expect((mine.revision, mine.accessToken.exposed, mine.region) == (1, "mine", .na))
            theirs = try #require(try await store.update(theirs))
            #expect(theirs == mine)
            theirs.accessToken = Secret("next")
            #expect(try await store.update(theirs)?.revision == 2)
            #expect(try await store.grant(of: .ann)?.accessToken.exposed == "next")
        }
    }

    @Test(arguments: [-1.0, 0, 1], StoreEngine.available)
    func aChangeOfAnotherGrantIsNotKept(acceptedAt: Double, engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            let old = Grant.of(.ann, acceptedAt: 0)
            _ = try await store.accept(old)
            _ = try await store.accept(.of(.ann, acceptedAt: acceptedAt, access: "fresh"))
            var changed = old
            changed.accessToken = Secret("changed")
            let kept = try await store.update(changed)
            #expect(kept?.accessToken.exposed == (acceptedAt < 0 ? "changed" : "fresh"))
            #expect(try await store.grant(of: .ann) == kept)
        }
    }

    @Test(arguments: StoreEngine.available)
    func aRevokedGrantIsNotChanged(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            #expect(try await store.revoke(.of(.ann)) == 0)
            #expect(try await store.update(.of(.ann)) == nil)
            #expect(try await store.grant(of: .ann) == nil)
        }
    }

    @Test(arguments: StoreEngine.available)
    func revokingDropsWhatWaitsForTheCustomerAlone(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            _ = try await store.accept(.of(.bob))
            try await store.put(.answer("a1"))
            try await store.put(.answer("a2"))
            try await store.put(.answer("dead", "lamp"))
            try await store.put(.answer("b1"), .bob)
            try await store.promise(.answer("a3"), for: .ann, at: .at(0), dueAt: .at(9), expiresAt: .at(99))
            let taken = try await store.take()
            let dead = try #require(taken.first { $0.event.messageId == "dead" })
            let held = try #require(taken.first { $0.event.messageId == "a1" })
            try await store.settle(dead, .dead(reason: "400", attempts: 1), at: .at(0))

            #expect(try await store.revoke(.of(.ann)) == 3)
            #expect(try await store.grant(of: .ann) == nil)
            #expect(try await store.grant(of: .bob) != nil)
            #expect(Set(try await store.all().messageIds) == ["dead", "b1"])
            #expect(try await store.census().dropped == [.revoked: 3])
            // The holder of a lease settles late: nothing changes.
            try await store.settle(held, .dropped(.expired), at: .at(1))
            #expect(try await store.census().dropped == [.revoked: 3])
            #expect(try await store.take(at: 1).isEmpty)
        }
    }

    @Test(arguments: [(-1.0, false), (0, true), (1, true)], StoreEngine.available)
    func revokingAnOlderGrantDoesNothing(_ example: (Double, Bool), engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (revoked, isGone) = example
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann, acceptedAt: 0))
            try await store.put(.answer("a"))
            #expect(try await store.revoke(.of(.ann, acceptedAt: revoked)) == (isGone ? 1 : nil))
            let left = try await store.grant(of: .ann)
            #expect((left == nil) == isGone)
            #expect(try await store.waiting() == (isGone ? 0 : 1))
        }
    }

    /// A changed region does not affect the tokens: the claim of a renewal stays.
    @Test(arguments: StoreEngine.available)
    func aChangedRegionLeavesTheClaim(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            #expect(try await store.claimRenewal(of: .of(.ann), at: .at(0), until: .at(10), before: .soon))
            let moved = try #require(try await store.update(.of(.ann, region: .fe)))
            #expect(try await store.claimRenewal(of: moved, at: .at(1), until: .at(11), before: .soon) == false)
            // A release of another claim has no effect.
            try await store.releaseRenewal(of: moved, claimedUntil: .at(11), before: .soon)
            #expect(try await store.claimRenewal(of: moved, at: .at(1), until: .at(11), before: .soon) == false)
            try await store.releaseRenewal(of: .of(.ann), claimedUntil: .at(10), before: .soon)
            #expect(try await store.claimRenewal(of: moved, at: .at(1), until: .at(11), before: .soon))
            var renewed = moved
            renewed.accessToken = Secret("new")
            let kept = try #require(try await store.renew(renewed, before: .soon))
            #expect(try await store.claimRenewal(of: kept, at: .at(2), until: .at(12), before: .soon))
        }
    }

    @Test(arguments: StoreEngine.available)
    func aClaimFromBeforeTheClockWasSetBackEnds(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            #expect(try await store.claimRenewal(of: .of(.ann), at: .at(86_400), until: .at(86_410), before: .soon))
            #expect(try await store.claimRenewal(of: .of(.ann), at: .at(0), until: .at(10), before: .soon))
        }
    }

    @Test(arguments: StoreEngine.available)
    func revokingWhatIsNotThereSaysSo(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            #expect(try await store.revoke(.of(.ann)) == nil)
        }
    }

    @Test(arguments: StoreEngine.available)
    func twoStoresShareGrants(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let (one, other) = (try await place.open(), try await place.open())
        _ = try await one.accept(.of(.ann))
        #expect(try await other.update(.of(.ann, access: "new"))?.revision == 1)
        #expect(try await one.grant(of: .ann)?.accessToken.exposed == "new")
    }
}
