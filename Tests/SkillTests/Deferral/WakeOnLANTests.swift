import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Testing
import Timing

/// TurnOn of a sleeping device: a DeferredResponse, WakeUp through the gateway, then the final event.
@Suite(.timeLimit(.minutes(1))) struct WakeOnLANTests {
    private static let television = StubCloud.endpoint(
        "lamp",
        [
            Capability(PowerController.self), WakeOnLANController.capability(macAddresses: ["00:11:22:33:44:55"]),
        ])

    /// The calls of a cloud, each with whether Alexa had been asked to wake the endpoint.
    private final class Calls: Sendable {
        private let states = Mutex<[String]>([])
        var all: [String] { states.withLock(\.self) }
        func note(_ call: AdapterCall) { states.withLock { $0.append("\(call.wakeUp)") } }
    }

    private static func cloud(_ calls: Calls, wakes: Bool = true) -> StubCloud {
        StubCloud(
            onDiscover: { _ in [television] },
            onPerform: { _, call in
                calls.note(call)
                guard case .requested = call.wakeUp, wakes else { return .asleep }
                return Outcome([PowerController.powerState(true).sampled(at: Timestamp(milliseconds: 0))])
            })
    }

    @Test func theThreeEventsFollowEachOther() async throws {
        let (calls, promises, time) = (Calls(), MemoryPromises(), ManualTime())
        let skill = Skill([Self.cloud(calls)], deferral: promises.deferral(time), time: time)
        let answer = await skill.answer(DeferralTests.turnOn)
        #expect(answer.verdict == "Alexa.DeferredResponse")
        await skill.finishDeferred()
        #expect(promises.interim.map(\.verdict) == ["Alexa.WakeOnLANController.WakeUp"])
        let event = try #require(promises.interim.first?["event"]?.object)
        #expect(event["header"]?.object?["correlationToken"] == "token+/==")
        #expect(event["endpoint"]?.object?["endpointId"] == "lamp")
        #expect(event["endpoint"]?.object?["scope"]?.object?["type"] == "BearerToken")
        #expect(promises.final.map(\.verdict) == ["Alexa.Response"])
        #expect(calls.all == ["available", "requested"])
    }

    @Test func oneThatDoesNotWakeIsAsleep() async {
        let (calls, promises, time) = (Calls(), MemoryPromises(), ManualTime())
        let skill = Skill([Self.cloud(calls, wakes: false)], deferral: promises.deferral(time), time: time)
        #expect(await skill.answer(DeferralTests.turnOn).verdict == "Alexa.DeferredResponse")
        await skill.finishDeferred()
        #expect(promises.interim.map(\.verdict) == ["Alexa.WakeOnLANController.WakeUp"])
        #expect(promises.final.map(\.verdict) == ["Alexa.ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE"])
    }

    /// If WakeUp cannot be sent, Alexa is told at once that the device sleeps.
    @Test func withoutDeferralItIsAnError() async {
        let calls = Calls()
        let skill = Skill([Self.cloud(calls)])
        let answer = await skill.answer(DeferralTests.turnOn)
        #expect(answer.verdict == "Alexa.ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE")
        #expect(answer["event"]?.object?["payload"]?.object?["currentDeviceMode"] == "ASLEEP")
        #expect(calls.all == ["unavailable"])
    }
}
