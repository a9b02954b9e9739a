import AlexaProtocol
import EventGateway
import Logging
import Skill
import Testing
import Timing

/// Which answers may be deferred: the table of limits by interface.
@Suite(.timeLimit(.minutes(1))) struct DeferralPolicyTests {
    static let token: JSONValue = "token+/=="

    static func endpoint(_ category: String, _ capabilities: [Capability]) -> Endpoint {
        Endpoint(
            endpointId: "lamp", manufacturerName: "m", friendlyName: "f", description: "d",
            displayCategories: [category], capabilities: capabilities)
    }

    static func mode(_ category: String) -> Endpoint {
        endpoint(
            category,
            [
                Capability(
                    ModeController.self, instance: "M",
                    configuration: [
                        "ordered": false, "supportedModes": [["value": "Up", "modeResources": ["friendlyNames": []]]],
                    ])
            ])
    }

    static let setMode = directive("Alexa.ModeController", "SetMode", instance: "M", payload: ["mode": "Up"])
    static let turnOn = directive("Alexa.PowerController", "TurnOn")
    static let wakeable = endpoint(
        "COMPUTER",
        [
            Capability(PowerController.self),
            Capability(WakeOnLANController.self, configuration: ["MACAddresses": ["AA:BB:CC:DD:EE:FF"]]),
        ])
    static let lock = endpoint("SMARTLOCK", [Capability(LockController.self)])
    static let slowLamp: Endpoint = {
        var lamp = StubCloud.lamp
        for index in lamp.capabilities.indices { lamp.capabilities[index].isSlow = true }
        return lamp
    }()

    @Test(
        arguments: [
            (lock, directive("Alexa.LockController", "Lock"), true),
            (lock, directive("Alexa.LockController", "Lock", correlationToken: nil), false),
            (lock, directive("Alexa.LockController", "Lock", correlationToken: ""), false),
            (StubCloud.lamp, turnOn, false), (wakeable, turnOn, true), (slowLamp, turnOn, true),
            (mode("GARAGE_DOOR"), setMode, true), (mode("DOOR"), setMode, true),
            (mode("EXTERIOR_BLIND"), setMode, true),
            (mode("INTERIOR_BLIND"), setMode, true), (mode("FAN"), setMode, false),
        ] as [(Endpoint, String, Bool)])
    func isDeferred(_ endpoint: Endpoint, _ directive: String, _ isDeferred: Bool) async {
        let (verdict, promises, _) = await Self.answer(endpoint, directive)
        #expect(verdict == (isDeferred ? "Alexa.DeferredResponse" : "Alexa.ErrorResponse ENDPOINT_UNREACHABLE"))
        #expect(promises.due.count == (isDeferred ? 1 : 0))
    }

    /// These are never deferred, whatever the settings are.
    @Test(
        arguments: [
            (endpoint("SCENE_TRIGGER", [Capability(SceneController.self)]), "Alexa.SceneController", "Activate"),
            (
                endpoint("CAMERA", [Capability(RTCSessionController.self)]), "Alexa.RTCSessionController",
                "SessionConnected"
            ), (StubCloud.lamp, "Alexa", "ReportState"),
        ] as [(Endpoint, String, String)])
    func isNeverDeferred(_ endpoint: Endpoint, _ namespace: String, _ name: String) async {
        let (verdict, promises, _) = await Self.answer(
            endpoint, directive(namespace, name, payload: ["sessionId": "s"])
        ) {
            $0.interfaces.insert(namespace); $0.slowInterfaces.insert(namespace)
        }
        #expect(verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
        #expect(promises.due.isEmpty)
    }

    @Test func theOperatorAddsAndRemoves() async {
        let add: (inout Deferral.Policy) -> Void = { $0.interfaces = ["Alexa.PowerController"] }
        #expect(await Self.answer(StubCloud.lamp, Self.turnOn, add).verdict == "Alexa.DeferredResponse")
        let lock = directive("Alexa.LockController", "Lock")
        #expect(await Self.answer(Self.lock, lock, add).verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
        let categories: (inout Deferral.Policy) -> Void = { $0.movingCategories = ["FAN"] }
        #expect(await Self.answer(Self.mode("FAN"), Self.setMode, categories).verdict == "Alexa.DeferredResponse")
        #expect(
            await Self.answer(Self.mode("DOOR"), Self.setMode, categories).verdict
                == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
    }

    /// The work is abandoned a second before Alexa stops waiting, and the event sent then is an error.
    @Test func aDeferredAnswerComesWithinTwentySeconds() async {
        let (_, promises, answer) = await Self.answer(Self.lock, directive("Alexa.LockController", "Lock"))
        #expect(answer["event"]?.object?["payload"]?.object?["estimatedDeferralInSeconds"] == 14)
        #expect(promises.due == [Timestamp(milliseconds: 1_767_225_600_000).advanced(by: .seconds(24))])
        #expect(promises.final.map(\.verdict) == ["Alexa.ErrorResponse ENDPOINT_UNREACHABLE"])
    }

    /// If the host ends before the work could end, nothing is deferred.
    @Test(arguments: [(Duration.seconds(8), false), (.seconds(12), true)])
    func theHostLimitsTheWork(timeLeft: Duration, isDeferred: Bool) async {
        let cloud = StubCloud(
            onDiscover: { _ in [Self.lock] },
            onPerform: { _, call in
                #expect(call.workUntil.timeLeft == (isDeferred ? timeLeft - .seconds(1) : call.answerBy.timeLeft))
                return Outcome([])
            })
        let time = ManualTime()
        let skill = Skill([cloud], deferral: MemoryPromises().deferral(time), time: time)
        let event = await skill.answer(
            to: Array(directive("Alexa.LockController", "Lock").utf8), timeLeft: timeLeft)
        guard case .response = event.body else {
            Issue.record("\(event)")
            return
        }
    }

    /// Answers with a cloud whose commands never end. Only the timers of the answer and of the work fire.
    private static func answer(
        _ endpoint: Endpoint, _ directive: String, _ change: (inout Deferral.Policy) -> Void = { _ in }
    ) async -> (verdict: String, MemoryPromises, JSONObject) {
        let cloud = StubCloud(
            onDiscover: { _ in [endpoint] },
            onState: { _ in
                await HostileCloudTests.never()
                return DeviceState([])
            },
            onPerform: { _, _ in
                await HostileCloudTests.never()
                return Outcome([])
            })
        let time = ManualTime()
        let promises = MemoryPromises()
        let skill = Skill([cloud], deferral: promises.deferral(time, change), time: time)
        let answer = await skill.answer(directive)
        await skill.finishDeferred()
        return (answer.verdict, promises, answer)
    }
}
