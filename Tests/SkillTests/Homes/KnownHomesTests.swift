import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Testing
import Timing

/// Caching of endpoints: which are known, for how long, and the number of requests.
@Suite(.timeLimit(.minutes(1))) struct KnownHomesTests {
    /// A cloud that counts the requests to it.
    final class CountingCloud: DeviceAdapter {
        let cloud: String
        let lists = Mutex(0)
        let lookups = Mutex<[String]>([])
        let endpoints: Mutex<[Endpoint]>
        let isBroken = Mutex(false)
        /// The part of the list that a failing call still returns.
        let listedAllTheSame = Mutex<[Endpoint]>([])
        /// Opens when the first list is requested.
        let listed = DeferralTests.Gate()
        let gate: DeferralTests.Gate?

        init(_ ids: [String], cloud: String = "counting", gate: DeferralTests.Gate? = nil) {
            self.cloud = cloud
            self.gate = gate
            endpoints = Mutex(ids.map { StubCloud.endpoint($0, [Capability(PowerController.self)]) })
        }

        private func check() async throws(AdapterFailure) {
            if let gate { await gate.wait() }
            guard isBroken.withLock(\.self) else { return }
            var failure = HostileCloudTests.offline
            failure.listed = listedAllTheSame.withLock(\.self)
            throw failure
        }

        func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
            lists.withLock { $0 += 1 }
            listed.open()
            try await check()
            return endpoints.withLock(\.self)
        }

        func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
            lookups.withLock { $0.append(endpointId) }
            try await check()
            return endpoints.withLock { $0.first { $0.endpointId == endpointId } }
        }

        func state(of endpoint: EndpointReference, _ call: AdapterCall) -> DeviceState { DeviceState([]) }
        func perform(_ command: Command, _ call: AdapterCall) -> Outcome { Outcome([]) }
    }

    static let discover = directive("Alexa.Discovery", "Discover", endpoint: nil)

    static func turnOn(_ id: String) -> String { directive("Alexa.PowerController", "TurnOn", endpoint: id) }

    @Test func oneEndpointIsLookedUpWithoutAList() async {
        let cloud = CountingCloud(["a", "b"])
        let skill = Skill([cloud])
        for _ in 0..<3 { #expect(await skill.answer(Self.turnOn("a")).verdict == "Alexa.Response") }
        #expect(cloud.lookups.withLock(\.self) == ["a"])
        #expect(cloud.lists.withLock(\.self) == 0)
    }

    @Test func afterADiscoveryNothingIsLookedUp() async {
        let cloud = CountingCloud(["a", "b"])
        let skill = Skill([cloud])
        #expect(await skill.answer(Self.discover).endpointIds == ["a", "b"])
        #expect(await skill.answer(Self.turnOn("b")).verdict == "Alexa.Response")
        #expect(await skill.answer(Self.turnOn("c")).verdict == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
        #expect(cloud.lookups.withLock(\.self) == [])
        #expect(cloud.lists.withLock(\.self) == 1)
    }

    /// An incomplete list adds to the known endpoints and removes none.
    @Test func whatAFailedListHasAllTheSameIsKnown() async {
        let cloud = CountingCloud(["a", "b"])
        let skill = Skill([cloud])
        cloud.isBroken.withLock { $0 = true }
        cloud.listedAllTheSame.withLock { $0 = [cloud.endpoints.withLock { $0[1] }] }
        #expect(await skill.answer(Self.discover).endpointIds == ["b"])
        #expect(await skill.answer(Self.turnOn("b")).verdict == "Alexa.Response")
        cloud.isBroken.withLock { $0 = false }
        #expect(await skill.answer(Self.discover).endpointIds == ["a", "b"])
        cloud.isBroken.withLock { $0 = true }
        cloud.listedAllTheSame.withLock { $0 = [StubCloud.endpoint("c", [Capability(PowerController.self)])] }
        #expect(await skill.answer(Self.discover).endpointIds == ["a", "b", "c"])
        cloud.listedAllTheSame.withLock { $0 = [] }
        #expect(await skill.answer(Self.discover).endpointIds == ["a", "b", "c"])
    }

    /// Ten wrong ids cause one look-up and, because nothing was listed yet, one list.
    @Test func wrongIdsCostLittle() async {
        let cloud = CountingCloud(["a"])
        let time = ManualTime()
        let skill = Skill([cloud], time: time)
        for number in 0..<10 {
            #expect(
                await skill.answer(Self.turnOn("wrong\(number)")).verdict == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
        }
        #expect(cloud.lookups.withLock(\.self) == ["wrong0"])
        #expect(cloud.lists.withLock(\.self) == 1)
        time.pass(.seconds(31))
        for number in 0..<10 {
            #expect(
                await skill.answer(Self.turnOn("wrong\(number)")).verdict == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
        }
        #expect(cloud.lookups.withLock(\.self) == ["wrong0", "wrong0"])
        #expect(cloud.lists.withLock(\.self) == 1)
    }

    /// Twenty simultaneous directives share one look-up and one list.
    @Test func lookUpsAreShared() async {
        let gate = DeferralTests.Gate()
        let ids = (0..<20).map { "lamp\($0)" }
        let cloud = CountingCloud(ids, gate: gate)
        let skill = Skill([cloud], time: ManualTime { _ in false })
        await withTaskGroup(of: String.self) { group in
            for id in ids + ids { group.addTask { await skill.answer(Self.turnOn(id)).verdict } }
            await cloud.listed.wait()
            gate.openForAll()
            for await verdict in group { #expect(verdict == "Alexa.Response") }
        }
        #expect(cloud.lookups.withLock(\.self).count == 1)
        #expect(cloud.lists.withLock(\.self) == 1)
    }

    @Test func aStoredHomeAnswersTheFirstDirectiveOfANewProcess() async {
        let store = MemoryHomeStore()
        let first = CountingCloud(["a", "b"])
        let skill = Skill([first], homes: store)
        _ = await skill.answer(Self.discover)
        await skill.finishDeferred()
        let second = CountingCloud(["a", "b"])
        #expect(await Skill([second], homes: store).answer(Self.turnOn("b")).verdict == "Alexa.Response")
        #expect(second.lookups.withLock(\.self) == [])
        #expect(second.lists.withLock(\.self) == 0)
    }

    /// A discovery, too, falls back to the stored home.
    @Test func aStoredHomeIsDiscoveredWhileItsCloudIsBroken() async {
        let store = MemoryHomeStore()
        let skill = Skill([CountingCloud(["a"], cloud: "one"), CountingCloud(["b"], cloud: "two")], homes: store)
        _ = await skill.answer(Self.discover)
        await skill.finishDeferred()
        let broken = CountingCloud([], cloud: "one")
        broken.isBroken.withLock { $0 = true }
        let log = RecordedLog()
        let next = Skill([broken, CountingCloud(["b", "c"], cloud: "two")], homes: store, log: log)
        #expect(await next.answer(Self.discover).endpointIds == ["a", "b", "c"])
        #expect(log.lines("alarm").map { $0["cloud"]?.string } == ["one"])
    }

    /// A faulty cloud may return an empty list: only a second one, ten minutes later, empties a home.
    @Test func anEmptyListIsDoubtedAtFirst() async {
        let cloud = CountingCloud(["a"])
        let time = ManualTime()
        let log = RecordedLog()
        let store = MemoryHomeStore()
        let skill = Skill([cloud], homes: store, time: time, log: log)
        #expect(await skill.answer(Self.discover).endpointIds == ["a"])
        await skill.finishDeferred()
        let endpoints = cloud.endpoints.withLock(\.self)
        cloud.endpoints.withLock { $0 = [] }
        for _ in 0..<2 {
            #expect(await skill.answer(Self.discover).endpointIds == ["a"])
            time.pass(.seconds(299))
        }
        #expect(log.lines("empty_list").count == 2)
        // A list with endpoints in between restarts the ten minutes.
        cloud.endpoints.withLock { $0 = endpoints }
        #expect(await skill.answer(Self.discover).endpointIds == ["a"])
        await skill.finishDeferred()
        cloud.endpoints.withLock { $0 = [] }
        time.pass(.seconds(300))
        #expect(await skill.answer(Self.discover).endpointIds == ["a"])
        await skill.finishDeferred()
        // The ten minutes apply to a stored home, too.
        let next = Skill([CountingCloud([])], homes: store, log: log)
        #expect(await next.answer(Self.discover).endpointIds == ["a"])
        time.pass(.seconds(600))
        #expect(await skill.answer(Self.discover).endpointIds == [])
        #expect(log.lines("empty_list").count == 4)
    }

    @Test func aCustomerWithoutDevicesHasNone() async {
        let skill = Skill([CountingCloud([])])
        for _ in 0..<2 { #expect(await skill.answer(Self.discover).endpointIds == []) }
    }

    @Test func oldEndpointsAreRefreshed() async {
        let cloud = CountingCloud(["a"])
        let time = ManualTime()
        let skill = Skill([cloud], time: time)
        _ = await skill.answer(Self.discover)
        time.pass(.seconds(3601))
        #expect(await skill.answer(Self.turnOn("a")).verdict == "Alexa.Response")
        #expect(cloud.lookups.withLock(\.self) == ["a"])
        cloud.endpoints.withLock { $0 = [] }
        time.pass(.seconds(3601))
        #expect(await skill.answer(Self.turnOn("a")).verdict == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
    }

    @Test func aBrokenCloudIsLeftAloneForAWhile() async {
        let cloud = CountingCloud(["a"])
        cloud.isBroken.withLock { $0 = true }
        let time = ManualTime()
        let skill = Skill([cloud], time: time)
        for (pause, asked) in [(0, 1), (29, 1), (2, 2), (31, 2), (30, 3)] {
            time.pass(.seconds(pause))
            #expect(await skill.answer(Self.turnOn("a")).verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(cloud.lookups.withLock(\.self).count + cloud.lists.withLock(\.self) == asked)
        }
    }

    /// With capacity for ten customers, the eleventh replaces the one that was idle longest.
    @Test func customersAreForgotten() async {
        let cloud = CountingCloud(["a"])
        var options = Skill.Options()
        options.homes.customers = 10
        let time = ManualTime()
        let skill = Skill([cloud], customers: TokenResolver(), time: time, options: options)
        func ask(_ customer: Int) async {
            time.pass(.milliseconds(1))
            let text = Self.turnOn("a").replacing("account-linking-token", with: "customer\(customer)")
            #expect(await skill.answer(text).verdict == "Alexa.Response")
        }
        for customer in 0...10 { await ask(customer) }
        #expect(cloud.lookups.withLock(\.self).count == 11)
        await ask(10)
        #expect(cloud.lookups.withLock(\.self).count == 11)
        await ask(0)
        #expect(cloud.lookups.withLock(\.self).count == 12)
    }

    @Test func endpointsAreForgotten() async {
        let cloud = CountingCloud((0..<6).map { "lamp\($0)" })
        var options = Skill.Options()
        options.homes.endpoints = 10
        let time = ManualTime()
        let skill = Skill([cloud], customers: TokenResolver(), time: time, options: options)
        for customer in ["x", "y"] {
            time.pass(.milliseconds(1))
            _ = await skill.answer(
                directive(
                    "Alexa.Discovery", "Discover", endpoint: nil,
                    payload: ["scope": ["type": "BearerToken", "token": .string(customer)]]))
        }
        for (customer, lookups) in [("y", 0), ("x", 1)] {
            let text = Self.turnOn("lamp1").replacing("account-linking-token", with: customer)
            #expect(await skill.answer(text).verdict == "Alexa.Response")
            #expect(cloud.lookups.withLock(\.self).count == lookups)
        }
    }

    /// The customer id is the token.
    struct TokenResolver: CustomerResolver {
        func customer(of credential: Scope?, deadline: Deadline) -> CustomerID {
            CustomerID(credential?.token ?? "")
        }
    }
}
