import AlexaProtocol
import EventGateway
import LoopbackClouds
import SQLiteStore
import Skill
import TestSupport
import Testing

/// No directive reaches an endpoint of another customer: Ann tries all directives on all of Bob's endpoints.
@Suite(.timeLimit(.minutes(2))) struct IsolationTests {
    private static let noSuchEndpoint = "ErrorResponse NO_SUCH_ENDPOINT"

    /// Directives for any kind of endpoint.
    private static let directives: [(namespace: String, name: String, payload: JSONValue)] = [
        ("Alexa.PowerController", "TurnOn", [:]), ("Alexa", "ReportState", [:]),
        ("Alexa.RangeController", "AdjustRangeValue", ["rangeValueDelta": 1, "rangeValueDeltaDefault": false]),
        ("Alexa.LockController", "Unlock", [:]), ("Alexa.SceneController", "Activate", [:]),
    ]

    /// Sends every directive to each of Bob's endpoints with Ann's token, without a cookie and with the endpoint's cookie.
    private func tryAll(
        _ endpoints: [(id: String, cookie: JSONValue)], _ process: Process, _ all: Neighbours,
        _ when: Comment
    ) async throws {
        _ = all.callsAboutBob()
        for (id, cookie) in endpoints {
            for directive in Self.directives {
                for cookie in [[:], cookie] {
                    let answer = await process.ask(
                        .ann, id, directive.namespace, directive.name, payload: directive.payload, cookie: cookie)
                    #expect(answer == Self.noSuchEndpoint, when)
                }
            }
        }
        await process.skill.finishDeferred()
        #expect(all.callsAboutBob() == [], when)
        #expect(try await all.store.waiting() == 0, when)
    }

    @Test func nobodyReachesTheEndpointsOfANeighbour() async throws {
        try await Neighbours.run { all in
            let first = try all.process()
            let ofBob = await first.discover(.bob)
            let ofAnn = await first.discover(.ann)
            #expect(
                ofBob.map(\.id).sorted()
                    == [
                        "amps:battery-bob", "realer:\(FakeRealer.deviceId):cmd_dimmer",
                        "realer:\(FakeRealer.deviceId):cmd_pump",
                        "realer:\(FakeRealer.deviceId):cmd_valve", "realer:\(FakeRealer.deviceId):sns_boiler",
                        "tuya:lockbob", "tuya:plugbob", "tuya:scene:2002:scene1",
                    ].sorted())
            #expect(Set(ofAnn.map(\.id)).isDisjoint(with: ofBob.map(\.id)))
            #expect(ofAnn.contains { $0.id == "tuya:plug1" })
            #expect(ofAnn.contains { $0.id == "amps:battery-1" })
            await first.skill.finishDeferred()

            // Bob's homes are cached in this process and stored.
            try await tryAll(ofBob, first, all, "Bob's homes are in memory")
            // A new process with the stored homes, and one whose first directives are Ann's.
            try await tryAll(ofBob, try all.process(), all, "the homes are stored")
            for customer in [CustomerID.ann, .bob] {
                let accounts = try await all.store.accounts(of: customer, before: .soon)
                let clouds = ["tuya", "amps", "realer"]
                let isReplaced = try await all.store.replace(accounts, forgettingHomesAt: clouds, before: .soon)
                #expect(isReplaced)
            }
            let cold = try all.process()
            try await tryAll(ofBob, cold, all, "nothing is known")
            all.clock.pass(.seconds(7200))
            try await tryAll(ofBob, cold, all, "everything is old")
            // After Bob has used his endpoints, which proves that they are reachable.
            for id in ["tuya:plugbob", "realer:\(FakeRealer.deviceId):cmd_pump"] {
                #expect(await cold.ask(.bob, id) == "Response", "\(id)")
            }
            #expect(await cold.ask(.bob, "amps:battery-bob", "Alexa", "ReportState") == "StateReport")
            #expect(
                await cold.ask(.bob, "tuya:scene:2002:scene1", "Alexa.SceneController", "Activate")
                    == "ActivationStarted")
            #expect(!all.callsAboutBob().isEmpty)
            try await tryAll(ofBob, cold, all, "Bob has just used them")
        }
    }

    /// Ann's account of the same project could open Bob's lock: its requests would have valid signatures.
    @Test func aDeferredCommandReachesNobodyElse() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            _ = await process.discover(.bob)
            _ = all.callsAboutBob()
            #expect(await process.ask(.ann, "tuya:lockbob", "Alexa.LockController", "Unlock") == Self.noSuchEndpoint)
            await process.skill.finishDeferred()
            #expect(all.callsAboutBob() == [])
            #expect(all.tuya.calls(.door).isEmpty)
            #expect(try await all.store.waiting() == 0)
            let answer = await process.ask(.bob, "tuya:lockbob", "Alexa.LockController", "Unlock")
            #expect(answer == "DeferredResponse" || answer == "Response")
            await process.skill.finishDeferred()
            #expect(all.tuya.calls(.door).count == 1)
        }
    }

    @Test func aGrantIsItsOwnCustomersAlone() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            #expect(await process.accept(.bob, code: "code of Bob") == "AcceptGrant.Response")
            #expect(await process.accept(.ann, code: "code of Ann") == "AcceptGrant.Response")
            #expect(try await all.store.grant(of: .bob)?.accessToken.exposed == "code of Bob")
            #expect(try await all.store.grant(of: .ann)?.accessToken.exposed == "code of Ann")
            _ = try await all.store.revoke(.of(.ann))
            #expect(try await all.store.grant(of: .bob) != nil)
            #expect(try await all.store.accounts(of: .bob, before: .soon).accounts.count == 3)
        }
    }

    /// A customer without stored accounts has no endpoints, and no cloud gets a request.
    @Test func aStrangerReachesNothing() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            let ofBob = await process.discover(.bob)
            await process.skill.finishDeferred()
            let calls = (all.tuya.calls.count, all.amps.calls.count, all.realer.calls.count)
            let stranger = CustomerID("stranger")
            #expect(await process.discover(stranger).isEmpty)
            for (id, cookie) in ofBob {
                #expect(await process.ask(stranger, id, cookie: cookie) == Self.noSuchEndpoint)
            }
            #expect((all.tuya.calls.count, all.amps.calls.count, all.realer.calls.count) == calls)
            await process.skill.finishDeferred()
            #expect(try await all.store.homes(of: stranger, before: .soon).isEmpty)
        }
    }
}
