import AlexaProtocol
import EventGateway
import LoopbackClouds
import SQLiteStore
import Skill
import Synchronization
import TestSupport
import Testing
import Timing

/// Accounts that are added or removed while a process runs, and a failing store.
@Suite(.timeLimit(.minutes(2))) struct AccountChangeTests {
    private static let noSuchEndpoint = "ErrorResponse NO_SUCH_ENDPOINT"
    private static let plug = "tuya:plugbob"

    @Test func aRemovedAccountIsUsedForItsCacheLifetimeAtMost() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            let ofBob = await process.discover(.bob)
            await process.skill.finishDeferred()
            #expect(await process.ask(.bob, Self.plug) == "Response")
            #expect(try await all.store.removeAccounts(of: .bob, before: .soon))
            #expect(try await all.store.homes(of: .bob, before: .soon).isEmpty)
            all.clock.pass(AccountDirectory.lifetime - .seconds(60))
            #expect(await process.ask(.bob, Self.plug) == "Response")
            all.clock.pass(.seconds(60))
            _ = all.callsAboutBob()
            for (id, cookie) in ofBob {
                for name in ["TurnOn", "ReportState"] {
                    let namespace = name == "TurnOn" ? "Alexa.PowerController" : "Alexa"
                    let answer = await process.ask(.bob, id, namespace, name, cookie: cookie)
                    // INVALID_DIRECTIVE if the endpoint does not declare the interface: then no cloud is asked.
                    #expect([Self.noSuchEndpoint, "ErrorResponse INVALID_DIRECTIVE"].contains(answer), "\(id) \(name)")
                }
            }
            #expect(await process.ask(.bob, Self.plug) == Self.noSuchEndpoint)
            await process.skill.finishDeferred()
            #expect(all.callsAboutBob() == [])
            // Ann's endpoints still work.
            #expect(await process.ask(.ann, "tuya:plug1") == "Response")
        }
    }

    @Test func aDiscoverNoticesAtOnce() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            let before = await process.discover(.bob).map(\.id)
            #expect(before.contains(Self.plug))
            var accounts = try await all.store.accounts(of: .bob, before: .soon)
            let removed = accounts.accounts.filter { $0.cloud == "tuya" }
            accounts.accounts.removeAll { $0.cloud == "tuya" }
            #expect(try await all.store.replace(accounts, forgettingHomesAt: ["tuya"], before: .soon))
            _ = all.callsAboutBob()
            // Empty at once, without the ten minutes for a cloud's empty list; endpoints of the other clouds stay.
            let after = await process.discover(.bob).map(\.id)
            #expect(after == before.filter { !$0.hasPrefix("tuya:") })
            #expect(all.tuya.calls.isEmpty)
            #expect(await process.ask(.bob, Self.plug) == Self.noSuchEndpoint)
            await process.skill.finishDeferred()
            #expect(
                try await all.store.homes(of: .bob, before: .soon).first { $0.cloud == "tuya" }?.endpoints.count ?? 2
                    == 2)

            accounts = try await all.store.accounts(of: .bob, before: .soon)
            accounts.accounts += removed
            #expect(try await all.store.replace(accounts, forgettingHomesAt: [], before: .soon))
            let calls = all.tuya.calls(.token).count
            #expect(await process.discover(.bob).map(\.id).sorted() == before.sorted())
            // The previous token was not kept.
            #expect(all.tuya.calls(.token).count == calls + 1)
            #expect(await process.ask(.bob, Self.plug) == "Response")
        }
    }

    /// An unchanged account keeps its token and its devices, however often it is read.
    @Test func anUnchangedAccountIsNotStartedAnew() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            for _ in 0..<3 {
                _ = await process.discover(.bob)
                #expect(await process.ask(.bob, Self.plug) == "Response")
                all.clock.pass(AccountDirectory.lifetime + .seconds(1))
            }
            #expect(all.tuya.calls(.token).count == 1)
        }
    }

    /// A warm command reads nothing; a cold one reads accounts and homes with one request.
    @Test func whatIsReadIsCounted() async throws {
        try await Neighbours.run { all in
            func reads() -> Int {
                all.broken.reads.withLock { reads in
                    defer { reads = 0 }
                    return reads
                }
            }
            let process = try all.process()
            _ = await process.discover(.bob)
            #expect(reads() == 1)
            for _ in 0..<3 { #expect(await process.ask(.bob, Self.plug) == "Response") }
            #expect(reads() == 0)
            _ = await process.discover(.bob)
            #expect(reads() == 1)
            await process.skill.finishDeferred()
            let cold = try all.process()
            #expect(await cold.ask(.bob, Self.plug) == "Response")
            #expect(reads() == 1)
            #expect(all.tuya.calls(.list).count == 2)
        }
    }

    /// While the store fails, cached data is used for a while; after that an error is returned, never an empty home.
    @Test func aStoreThatFailsIsNoCustomerWithoutDevices() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            let known = await process.discover(.bob).map(\.id)
            await process.skill.finishDeferred()
            all.broken.isBroken.withLock { $0 = true }
            all.clock.pass(AccountDirectory.lifetime + .seconds(1))
            #expect(await process.ask(.bob, Self.plug) == "Response")
            #expect(await process.discover(.bob).map(\.id).sorted() == known.sorted())
            all.clock.pass(AccountDirectory.grace)
            #expect(await process.ask(.bob, Self.plug) == "ErrorResponse INTERNAL_ERROR")
            #expect(await process.ask(.bob, Self.plug, "Alexa", "ReportState") == "ErrorResponse INTERNAL_ERROR")
            #expect(await process.discover(.bob).map(\.id).sorted() == known.sorted())
            #expect(!all.log.lines("discovery_incomplete").isEmpty)
            // A process without cached data reports that it cannot know.
            let cold = try all.process()
            #expect(await cold.ask(.bob, Self.plug) == "ErrorResponse INTERNAL_ERROR")
            #expect(await cold.ask(.bob, Self.plug, "Alexa", "ReportState") == "ErrorResponse INTERNAL_ERROR")
            all.broken.isBroken.withLock { $0 = false }
            all.clock.pass(.seconds(121))
            #expect(await cold.ask(.bob, Self.plug) == "Response")
            #expect(await process.ask(.bob, Self.plug) == "Response")
        }
    }

    /// An account that this version cannot use is the operator's fault; no devices are removed for it.
    @Test func anAccountThatCannotBeUsedIsTold() async throws {
        try await Neighbours.run { all in
            let process = try all.process()
            let known = await process.discover(.bob).map(\.id)
            var accounts = try await all.store.accounts(of: .bob, before: .soon)
            accounts.accounts.append(
                StoredAccount(cloud: "tuya", name: "second", fields: [.init("client_secret", Secret("never-shown"))]))
            #expect(try await all.store.replace(accounts, forgettingHomesAt: [], before: .soon))
            #expect(await process.discover(.bob).map(\.id).sorted() == known.sorted())
            let line = all.log.lines("discovery_incomplete").first
            #expect(line?.fields["rule"] == "tuya.wrong_account")
            #expect(line?.fields["reason"]?.contains("tuya[second].client_id is missing") == true)
            #expect(all.log.all.allSatisfy { !$0.text.contains("never-shown") })
            #expect(await process.ask(.bob, Self.plug) == "ErrorResponse INTERNAL_ERROR")
            #expect(await process.ask(.bob, "amps:battery-bob", "Alexa", "ReportState") == "StateReport")
        }
    }
}
