import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Testing
import Timing

/// Resolvers, stores and clouds that never return: the answer is still in time.
@Suite(.timeLimit(.minutes(1))) struct HangingTests {
    struct HangingResolver: CustomerResolver {
        func customer(of credential: Scope?, deadline: Deadline) async throws(CustomerFailure) -> CustomerID {
            await HostileCloudTests.never()
            return .household
        }
    }

    struct HangingHomes: HomeStore {
        func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
            await HostileCloudTests.never()
            return []
        }

        func keep(_ home: StoredHome, of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) {
            await HostileCloudTests.never()
        }
    }

    static let turnOn = directive("Alexa.PowerController", "TurnOn")
    static let discover = directive("Alexa.Discovery", "Discover", endpoint: nil)
    static let acceptGrant = directive(
        "Alexa.Authorization", "AcceptGrant", endpoint: nil,
        payload: [
            "grant": ["type": "OAuth2.AuthorizationCode", "code": "c"],
            "grantee": ["type": "BearerToken", "token": "t"],
        ])
    /// A cloud all of whose calls hang.
    static let hanging = StubCloud(
        cloud: "hanging",
        onDiscover: { _ in
            await HostileCloudTests.never()
            return []
        })
    static let lock = StubCloud.endpoint("lamp", [Capability(PowerController.self), Capability(LockController.self)])

    private static func deferral(_ isConfigured: Bool, _ time: ManualTime) -> Deferral? {
        isConfigured ? MemoryPromises().deferral(time) { $0.interfaces.insert("Alexa.PowerController") } : nil
    }

    @Test(arguments: [
        (turnOn, "Alexa.ErrorResponse INTERNAL_ERROR"), (discover, "Alexa.Discovery.Discover.Response"),
        (directive("Alexa", "ReportState"), "Alexa.ErrorResponse INTERNAL_ERROR"),
        (acceptGrant, "Alexa.Authorization.ErrorResponse ACCEPT_GRANT_FAILED"),
    ])
    func aResolverHangs(_ directive: String, _ verdict: String) async {
        for isDeferring in [false, true] {
            let time = ManualTime()
            let log = RecordedLog()
            let skill = Skill(
                [StubCloud()], customers: HangingResolver(), deferral: Self.deferral(isDeferring, time), time: time,
                log: log)
            let answer = await skill.answer(directive)
            #expect(answer.verdict == verdict)
            #expect(time.environment.uptime() == .seconds(7))
            #expect(log.lines("alarm").map { $0["rule"]?.string } == ["skill.customer_too_slow"])
            #expect(log.summaries.map { $0["rule"]?.string } == ["skill.customer_too_slow"])
            #expect(log.summaries.map { $0["duration_ms"]?.integer } == [7000])
        }
    }

    @Test(arguments: [false, true]) func aStoreOfHomesHangs(isDeferring: Bool) async {
        let time = ManualTime { $0 == .seconds(1) }
        let log = RecordedLog()
        let skill = Skill(
            [StubCloud()], homes: HangingHomes(), deferral: Self.deferral(isDeferring, time), time: time, log: log)
        #expect(await skill.answer(Self.turnOn).verdict == "Alexa.Response")
        #expect(time.environment.uptime() == .seconds(1))
        #expect(log.lines("homes_not_read").count == 1)
        // It is not retried for a while.
        let other = directive("Alexa.PowerController", "TurnOn", endpoint: "other")
        #expect(await skill.answer(other).verdict == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
        #expect(time.environment.uptime() == .seconds(1))
    }

    @Test func aStoreOfGrantsHangs() async {
        let time = ManualTime { $0 == .seconds(1) }
        let promises = Promises(MemoryPromises(), environment: time.environment) { _, _ in
            await HostileCloudTests.never()
            return true
        }
        let cloud = StubCloud(onDiscover: { _ in [Self.lock] })
        let skill = Skill([cloud], deferral: Deferral(promises), time: time)
        #expect(await skill.answer(directive("Alexa.LockController", "Lock")).verdict == "Alexa.Response")
        #expect(time.environment.uptime() == .seconds(1))
    }

    /// No timer fires: the healthy cloud's answer is returned at once, with and without deferral.
    @Test(arguments: [false, true], [0, 1, 2]) func oneOfThreeCloudsAnswers(isDeferring: Bool, position: Int) async {
        let time = ManualTime { _ in false }
        var clouds: [any DeviceAdapter] = [Self.hanging, Self.hanging]
        clouds.insert(StubCloud(), at: position)
        let skill = Skill(clouds, deferral: Self.deferral(isDeferring, time), time: time)
        #expect(await skill.answer(Self.turnOn).verdict == "Alexa.Response")
        #expect(time.environment.uptime() == .zero)
    }

    @Test(arguments: [false, true]) func anUnknownEndpointWithOneCloudOfThreeHanging(isDeferring: Bool) async {
        // Only the first timer of half the time, that of the search, may fire; that of the hanging look-up has the same length.
        let hasWoken = Mutex(false)
        let time = ManualTime { duration in
            hasWoken.withLock { hasWoken in
                defer { hasWoken = hasWoken || duration == .milliseconds(3500) }
                return duration == .milliseconds(3500) && !hasWoken
            }
        }
        let log = RecordedLog()
        let skill = Skill(
            [StubCloud(), Self.hanging, StubCloud(cloud: "third", onDiscover: { _ in [] })],
            deferral: Self.deferral(isDeferring, time), time: time, log: log)
        let unknown = directive("Alexa.PowerController", "TurnOn", endpoint: "unknown")
        #expect(await skill.answer(unknown).verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
        #expect(time.environment.uptime() == .milliseconds(3500))
        #expect(log.summaries.first?["rule"]?.string == "skill.cloud_too_slow")
    }

    @Test func discoveryWithTwoOfThreeCloudsHanging() async {
        // 0.9 of the seven seconds of an answer.
        let time = ManualTime { $0 > .seconds(6) && $0 < .seconds(7) }
        let log = RecordedLog()
        let skill = Skill(
            [
                Self.hanging, StubCloud(),
                StubCloud(
                    cloud: "fails",
                    onDiscover: { _ throws(AdapterFailure) in
                        throw HostileCloudTests.offline
                    }),
            ], time: time, log: log)
        let answer = await skill.answer(Self.discover)
        #expect(answer.verdict == "Alexa.Discovery.Discover.Response")
        #expect(answer.endpointIds == ["lamp"])
        #expect(log.lines("alarm").map { $0["cloud"]?.string } == ["hanging", "fails"])
    }

    @Test func aDiscoveryThatFindsNothingIsAnEmptyList() async {
        for cloud in [
            StubCloud(onDiscover: { _ throws(AdapterFailure) in throw HostileCloudTests.offline }),
            StubCloud(onDiscover: { _ in
                await HostileCloudTests.never()
                return []
            }),
        ] {
            let log = RecordedLog()
            let answer = await Skill([cloud], log: log).answer(Self.discover)
            #expect(answer.verdict == "Alexa.Discovery.Discover.Response")
            #expect(answer.endpointIds == [])
            #expect(log.lines("alarm").count == 1)
            #expect(log.lines("alarm").first?["level"] == "ERROR")
        }
    }

    /// A camera's directive has six seconds.
    @Test(arguments: [("Alexa.RTCSessionController", Duration.seconds(5)), ("Alexa.PowerController", .seconds(7))])
    func theTimeForAnAnswer(_ namespace: String, _ time: Duration) async {
        let endpoint = StubCloud.endpoint(
            "lamp", [Capability(PowerController.self), Capability(RTCSessionController.self)])
        let cloud = StubCloud(
            onDiscover: { _ in [endpoint] },
            onPerform: { _, call in
                #expect(call.answerBy.timeLeft == time)
                #expect(call.workUntil.timeLeft == time)
                #expect(call.messageId == "m-1")
                return Outcome([])
            })
        let isCamera = namespace == "Alexa.RTCSessionController"
        let log = RecordedLog()
        _ = await Skill([cloud], log: log).answer(
            directive(namespace, isCamera ? "SessionConnected" : "TurnOn", payload: ["sessionId": "s"]))
        #expect(log.summaries.first?["budget_ms"]?.integer == (isCamera ? 6000 : 8000))
    }
}

extension JSONObject {
    /// The endpoint ids of a Discover.Response.
    var endpointIds: [String] {
        (self["event"]?.object?["payload"]?.object?["endpoints"]?.array ?? [])
            .compactMap { $0.object?["endpointId"]?.string }
    }
}
