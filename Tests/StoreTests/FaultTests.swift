import AlexaProtocol
import DynamoDBStore
import EventGateway
import HTTPTransport
import Skill
import TestSupport
import Testing
import Timing

/// A store over a DynamoDB with faults.
@Suite(.serialized, .timeLimit(.minutes(5))) struct FaultTests {
    /// A call of a store, its preparation, and the check of its result.
    struct Call: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var prepare: @Sendable (DynamoDBStore) async throws -> Void = { _ in }
        let run: @Sendable (DynamoDBStore) async throws -> Void
        var check: @Sendable (DynamoDBStore) async throws -> Void = { _ in }
    }

    static let renewed = Grant.of(.ann, access: "renewed")

    /// Each writing call, once.
    static func makeWrites() -> [Call] {
        [
            Call(
                testDescription: "promise", run: { store async throws in try await promise(store) },
                check: { store async throws in
                    #expect(try await store.all().messageIds == ["p"])
                    #expect(try await store.take(at: 10).map(\.event) == [.answer("p")])
                }),
            Call(
                testDescription: "fulfil", prepare: { store async throws in try await promise(store) },
                run: { store async throws in #expect(try await store.fulfil(.answer("p", body: "done"), at: .at(1))) },
                check: { store async throws in
                    #expect(try await store.take(at: 1).map(\.event) == [.answer("p", body: "done")])
                }),
            Call(
                testDescription: "withdraw", prepare: { store async throws in try await promise(store) },
                run: { store async throws in try await store.withdraw("p") },
                check: { store async throws in #expect(try await store.all().isEmpty) }),
            Call(
                testDescription: "add", run: { store async throws in try await store.put(.answer("a")) },
                check: { store async throws in #expect(try await store.all().messageIds == ["a"]) }),
            Call(
                testDescription: "merge",
                prepare: { store async throws in try await store.put(.changeReport("r1")) },
                run: { store async throws in try await store.put(.changeReport("r2", changed: ["brightness": 5])) },
                check: { store async throws in #expect(try await store.all().messageIds == ["r2"]) }),
            Call(
                testDescription: "lease", prepare: { store async throws in try await store.put(.answer("a")) },
                run: { store async throws in #expect(try await store.take().messageIds == ["a"]) },
                check: { store async throws in
                    #expect(try await store.take().isEmpty)
                    let entry = try #require(try await store.all().first)
                    #expect((entry.lostLeases, entry.lease?.until) == (0, .at(60)))
                }),
            Call(
                testDescription: "settle", prepare: { store async throws in try await store.put(.answer("a")) },
                run: { store async throws in
                    let entry = try #require(try await store.take().first)
                    try await store.settle(entry, .dropped(.expired), at: .at(1))
                },
                check: { store async throws in
                    #expect(try await store.all().isEmpty)
                    #expect(try await store.census().dropped == [.expired: 1])
                }),
            Call(
                testDescription: "bury", prepare: { store async throws in try await store.put(.answer("a")) },
                run: { store async throws in
                    let entry = try #require(try await store.take().first)
                    try await store.settle(entry, .dead(reason: "400", attempts: 1), at: .at(1))
                },
                check: { store async throws in #expect(try await store.all(.dead).messageIds == ["a"]) }),
            Call(
                testDescription: "accept",
                run: { store async throws in #expect(try await store.accept(.of(.ann, access: "new"))) },
                check: { store async throws in #expect(try await store.grant(of: .ann) == .of(.ann, access: "new")) }),
            Call(
                testDescription: "update", prepare: { store async throws in _ = try await store.accept(.of(.ann)) },
                run: { store async throws in #expect(try await store.update(renewed)?.accessToken.exposed == "renewed")
                },
                check: { store async throws in #expect(try await store.grant(of: .ann)?.revision == 1) }),
            Call(
                testDescription: "claim", prepare: { store async throws in _ = try await store.accept(.of(.ann)) },
                run: { store async throws in
                    #expect(try await store.claimRenewal(of: .of(.ann), at: .at(0), until: .at(10), before: .soon))
                },
                check: { store async throws in
                    #expect(
                        try await store.claimRenewal(of: .of(.ann), at: .at(1), until: .at(11), before: .soon) == false)
                }),
            Call(
                testDescription: "revoke",
                prepare: { store async throws in
                    _ = try await store.accept(.of(.ann))
                    try await store.put(.answer("a"))
                },
                run: { store async throws in #expect(try await store.revoke(.of(.ann)) == 1) },
                check: { store async throws in
                    #expect(try await store.grant(of: .ann) == nil)
                    #expect(try await store.all().isEmpty)
                }),
            Call(
                testDescription: "keep",
                run: { store async throws in try await store.keep(home, of: .ann, before: .soon) },
                check: { store async throws in
                    #expect(try await store.homes(of: .ann, before: .soon).map(\.endpoints) == [home.endpoints])
                }),
        ]
    }

    static let writes = makeWrites()

    static let home = StoredHome(cloud: "tuya", endpoints: Array(repeating: 7, count: 700_000), asOf: .at(0))

    static func promise(_ store: DynamoDBStore) async throws {
        try await store.promise(.answer("p"), for: .ann, at: .at(0), dueAt: .at(10), expiresAt: .at(100))
    }

    /// The answer to each request of each call is lost once, in turn, and the call succeeds as if nothing had happened.
    @Test(arguments: writes, StoreEngine.dynamoDB)
    func anAnswerThatIsLostChangesNothing(call: Call, engine: StoreEngine) async throws {
        try await everyRequestOnce(call, engine, .losesAnswer)
    }

    @Test(arguments: writes, StoreEngine.dynamoDB)
    func whatPassesIsTriedAgain(call: Call, engine: StoreEngine) async throws {
        for fault in [FaultyEngine.Fault.throttles, .breaks, .conflicts] {
            try await everyRequestOnce(call, engine, fault)
        }
    }

    /// The faults alternate.
    private func everyRequestOnce(_ call: Call, _ engine: StoreEngine, _ faults: FaultyEngine.Fault...) async throws {
        var index = 0
        var hasMore = true
        while hasMore {
            try await FaultyEngine.run(engine) { faulty, location in
                var location = location
                // One shard, for fewer requests; their kinds are the same.
                location.shards = 1
                let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
                try await call.prepare(store)
                _ = faulty.operations()
                faulty.fail(before: index, faults[index % faults.count])
                try await call.run(store)
                hasMore = faulty.hasNoFaultsLeft
                faulty.fail()
                // The state as another process reads it.
                try await call.check(DynamoDBStore(location, try HTTPTransport(), environment: .live))
            }
            index += 1
        }
        #expect(index > 1)
    }

    /// The answer is lost, and another process changes the mailbox before the retry.
    @Test(arguments: StoreEngine.dynamoDB)
    func aLostAnswerIsRecognisedAlthoughAnotherProcessWroteSince(engine: StoreEngine) async throws {
        try await FaultyEngine.run(engine) { faulty, location in
            let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
            let other = DynamoDBStore(location, try HTTPTransport(), environment: .live)
            @Sendable func put(_ id: String) async {
                do { try await other.put(.answer(id, "lamp-\(id)")) } catch { Issue.record(error) }
            }
            faulty.fail(before: 1, .losesAnswerAfter { await put("x1") })
            try await store.put(.answer("a"))
            #expect(Set(try await store.all().messageIds) == ["a", "x1"])

            let third = DynamoDBStore(location, try HTTPTransport(), environment: .live)
            // Its first lease reads each shard of the index twice and the mailbox once before it writes.
            faulty.fail(before: location.shards * 2 + 1, .losesAnswerAfter { await put("x2") })
            #expect(Set(try await third.take().messageIds) == ["a", "x1"])
            #expect(faulty.hasNoFaultsLeft)
            #expect(try await store.take(at: 1).messageIds == ["x2"])
            #expect(try await store.all().allSatisfy { $0.lostLeases == 0 })
        }
    }

    /// While DynamoDB hangs.
    @Test(arguments: StoreEngine.dynamoDB)
    func everyCallEndsByItsDeadline(engine: StoreEngine) async throws {
        try await FaultyEngine.run(engine) { faulty, location in
            faulty.failAlways(.hangs)
            let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
            let limit = Duration.milliseconds(200)
            let start = ContinuousClock.now
            await #expect(throws: StoreFailure.self) {
                _ = try await store.grant(of: .ann, before: Deadline(in: limit, .live))
            }
            await #expect(throws: StoreFailure.self) {
                try await store.promise(
                    .answer("p"), for: .ann, at: .at(0), dueAt: .at(10), expiresAt: .at(100),
                    before: Deadline(in: limit, .live))
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await store.homes(of: .ann, before: Deadline(in: limit, .live))
            }
            // Far below a minute, even on a busy machine.
            #expect(ContinuousClock.now - start < .seconds(20))
        }
    }

    @Test(
        arguments: [
            ("throttles", FaultyEngine.Fault.throttles, StoreFailure.Kind.busy, "limits the rate"),
            ("breaks", .breaks, .timedOut, "a fault of its own"),
            ("conflicts", .conflicts, .busy, "other transactions"),
            ("hangs", .hangs, .timedOut, "DynamoDB"),
        ], StoreEngine.dynamoDB)
    func whatDoesNotPassIsTold(
        _ example: (String, FaultyEngine.Fault, StoreFailure.Kind, String), engine: StoreEngine
    ) async throws {
        let (_, fault, kind, words) = example
        try await FaultyEngine.run(engine) { faulty, location in
            faulty.failAlways(fault)
            let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
            do throws(StoreFailure) {
                _ = try await store.accept(.of(.ann), before: Deadline(in: .seconds(2), .live))
                Issue.record("accepted")
            } catch {
                #expect(error.kind == kind)
                #expect(error.description.contains(words), "\(error)")
            }
            // After the fault has ended, the next call succeeds.
            faulty.failAlways(nil)
            _ = try await store.accept(.of(.ann))
            #expect(try await store.grant(of: .ann) != nil)
        }
    }
}
