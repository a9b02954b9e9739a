import AlexaProtocol
import DeviceCloud
import EventGateway
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing
import TuyaCloud

/// Commands over real HTTP: what is sent, how often, and the answer.
struct TuyaCommandTests {
    @Test func severalCodesGoInOneCall() async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            tuya.fake.forgetCalls()
            let event = await tuya.setBrightness(42)
            #expect(event.verdict == "Response")
            #expect(event.property(".BrightnessController", "brightness")?["value"] == 42)
            #expect(tuya.fake.value("lamp1", "bright_value_v2") == 420)
            #expect(tuya.fake.calls(.command).count == 1)
            #expect(await tuya.report("tuya:lamp1").property(".BrightnessController", "brightness")?["value"] == 42)
        }
    }

    /// The answer is lost on the way: an Adjust is still carried out only once.
    @Test(arguments: [LoopbackAnswer.hangUp, .text(502, "<html>"), .text(504, "")])
    func anAdjustIsNeverCarriedOutTwice(_ answer: LoopbackAnswer) async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            tuya.fake.change("lamp1") { device in
                for index in device.points.indices {
                    if device.points[index].code == "switch_led" { device.points[index].value = true }
                    if device.points[index].code == "bright_value_v2" { device.points[index].value = 300 }
                }
            }
            // The command is carried out, and its answer is lost.
            tuya.fake.loseAnswers(.command, [answer])
            let event = await tuya.ask(
                "tuya:lamp1", ".BrightnessController", "AdjustBrightness", #"{"brightnessDelta": 10}"#)
            // It was converted to an absolute value, which may be sent again.
            #expect(event.verdict == "Response")
            #expect(event.property(".BrightnessController", "brightness")?["value"] == 40)
            #expect(tuya.fake.value("lamp1", "bright_value_v2") == 400)
            let bodies = Set(tuya.fake.calls(.command).map { $0.body })
            #expect(bodies.count == 1)
        }
    }

    /// A command that cannot be made absolute is sent once.
    @Test(arguments: [LoopbackAnswer.hangUp, .text(502, "<html>"), .text(200, "")])
    func aSceneIsNeverStartedTwice(_ answer: LoopbackAnswer) async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            tuya.fake.loseAnswers(.trigger, [answer])
            let event = await tuya.ask("tuya:scene:1001:scene1", ".SceneController", "Activate")
            #expect(event.verdict.hasPrefix("ErrorResponse"))
            #expect(tuya.fake.calls(.trigger).count == 1)
        }
    }

    @Test(arguments: ["500", "1103"])
    func whatMayHaveBeenCarriedOutIsNotRepeatedForAScene(_ code: String) async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.trigger, tuya.refusal(code))
            let event = await tuya.ask("tuya:scene:1001:scene1", ".SceneController", "Activate")
            #expect(event.verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(tuya.fake.calls(.trigger).count == 1)
        }
    }

    @Test func aSceneStarts() async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            let event = await tuya.ask("tuya:scene:1001:scene1", ".SceneController", "Activate")
            #expect(event.verdict == "ActivationStarted")
            #expect(tuya.fake.calls(.trigger).map(\.path) == ["/v1.0/homes/1001/scenes/scene1/trigger"])
            tuya.fake.always(.trigger, tuya.refusal("1000"))
            // The list of scenes still has the scene.
            #expect(
                await tuya.ask("tuya:scene:1001:scene1", ".SceneController", "Activate").verdict
                    == "ErrorResponse ENDPOINT_UNREACHABLE")
        }
    }

    /// 1113: the first command was probably accepted. The state decides.
    @Test func aRepetitionThatIsRefusedIsASuccessIfTheStateIsAsAsked() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, tuya.refusal("1113"))
            #expect(await tuya.turnOn().verdict == "Response")
            tuya.fake.change("plug1") { $0.points[0].value = false }
            #expect(await tuya.turnOn().verdict == "ErrorResponse RATE_LIMIT_EXCEEDED")
        }
    }

    @Test func aDeviceBehindAGatewayThatIsOffline() async throws {
        try await TuyaFixture.run(["valve1", "gateway1"]) { tuya in
            await tuya.discover()
            func set() async -> String {
                await tuya.ask(
                    "tuya:valve1", ".ThermostatController", "SetTargetTemperature",
                    #"{"targetSetpoint": {"value": 21, "scale": "CELSIUS"}}"#
                ).verdict
            }
            #expect(await set() == "Response")
            tuya.fake.always(.command, tuya.refusal("2001"))
            #expect(await set() == "ErrorResponse ENDPOINT_UNREACHABLE")
            tuya.clock.pass(.seconds(10))
            tuya.fake.change("gateway1") { $0.isOnline = false }
            #expect(await set() == "ErrorResponse BRIDGE_UNREACHABLE")
            tuya.fake.change("valve1") { $0.isOnline = false }
            tuya.clock.pass(.seconds(10))
            let report = await tuya.report("tuya:valve1")
            #expect(report.verdict == "StateReport")
            #expect(report.connectivity == "UNREACHABLE")
        }
    }

    @Test func anInfraredAirConditionerAppearsOnceAndIsDrivenThroughItsBlaster() async throws {
        try await TuyaFixture.run(["blaster1", "aircon1"]) { tuya in
            let ids = await tuya.discover().ids
            #expect(ids.filter { $0.hasPrefix("tuya:aircon1") } == ["tuya:aircon1"])
            let event = await tuya.ask(
                "tuya:aircon1", ".ThermostatController", "SetTargetTemperature",
                #"{"targetSetpoint": {"value": 26, "scale": "CELSIUS"}}"#)
            #expect(event.verdict == "Response")
            #expect(tuya.fake.airConditioner["temp"] == "26")
            #expect(await tuya.ask("tuya:aircon1", ".PowerController", "TurnOff").verdict == "Response")
            // With power 0 nothing else is sent, because some blasters would switch the appliance on.
            #expect(tuya.fake.calls(.airConditionerCommand).last?.body == ["power": 0])
            tuya.fake.change("blaster1") { $0.isOnline = false }
            #expect(
                await tuya.ask("tuya:aircon1", ".PowerController", "TurnOn").verdict
                    == "ErrorResponse BRIDGE_UNREACHABLE")
            tuya.clock.pass(.seconds(10))
            #expect(await tuya.report("tuya:aircon1").connectivity == "UNREACHABLE")
        }
    }

    @Test(arguments: ["28841101", "28841105", "28841106", "4001"])
    func anAPIThatIsNotSubscribedCostsOnlyItsFeature(_ code: String) async throws {
        try await TuyaFixture.run(["blaster1", "aircon1", "plug1", "lock1"]) { tuya in
            tuya.fake.always(.remotes, tuya.refusal(code))
            tuya.fake.always(.homes, tuya.refusal(code))
            tuya.fake.always(.unlocks, tuya.refusal(code))
            let ids = await tuya.discover().ids
            #expect(ids.contains("tuya:plug1"))
            #expect(!ids.contains { $0.hasPrefix("tuya:scene") || $0 == "tuya:aircon1" })
            #expect(await tuya.turnOn().verdict == "Response")
        }
    }

    @Test(arguments: ["28841101", "28841105", "28841106", "4001"])
    func aFeatureThatIsNotSubscribedIsNotSupported(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.trigger, tuya.refusal(code))
            #expect(
                await tuya.ask("tuya:scene:1001:scene1", ".SceneController", "Activate").verdict
                    == "ErrorResponse INVALID_DIRECTIVE")
            #expect(await tuya.turnOn().verdict == "Response")
        }
    }

    @Test func aLockIsOperatedWithATicket() async throws {
        try await TuyaFixture.run(["lock1"]) { tuya in
            await tuya.discover()
            #expect(await tuya.ask("tuya:lock1", ".LockController", "Unlock").verdict == "Response")
            #expect(tuya.fake.calls(.door).last?.body?.object?["open"] == true)
            // An expired ticket is renewed once.
            tuya.fake.answer(.door, [tuya.refusal("2028")])
            #expect(await tuya.ask("tuya:lock1", ".LockController", "Lock").verdict == "Response")
            #expect(tuya.fake.calls(.ticket).count == 3)
            #expect(tuya.fake.calls(.door).last?.body?.object?["open"] == false)
            #expect(tuya.fake.calls(.token).count == 1)
            // Opening is never sent twice.
            tuya.fake.forgetCalls()
            tuya.fake.loseAnswers(.door, [.hangUp])
            #expect(
                await tuya.ask("tuya:lock1", ".LockController", "Unlock").verdict
                    == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(tuya.fake.calls(.door).count == 1)
        }
    }

    @Test func theOtherGenerationOfTheAPIIsUsedWhereOneIsClosed() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            tuya.fake.close(["/v1.0/iot-03", "/v2.0"])
            #expect(await tuya.discover().ids.contains("tuya:plug1"))
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.fake.calls(.command).map(\.path).last == "/v1.0/devices/plug1/commands")
            #expect(await tuya.report().verdict == "StateReport")
            tuya.fake.forgetCalls()
            // The working path is remembered.
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.fake.calls(.command).count == 1)
        }
    }

    @Test func fasterThanTheOperatorAllowsIsHeldBack() async throws {
        try await TuyaFixture.run(["plug1"], settings: { $0.commandsPerSecond = 2 }) { tuya in
            await tuya.discover()
            let start = tuya.clock.uptime
            for _ in 0..<6 { #expect(await tuya.turnOn().verdict == "Response") }
            // Two at once, then one every half second.
            #expect(tuya.clock.uptime - start == .seconds(2))
        }
    }

    /// A cloud that answers after a minute, in real time.
    @Test func slowAnswersAreGivenUpInTime() async throws {
        try await TuyaFixture.run(["plug1"], live: true) { tuya in
            let list = try await tuya.cloud.discover(tuya.call())
            let endpoint = try #require(list.first { $0.endpointId == "tuya:plug1" })
            var slow = tuya.success(true)
            slow.delay = .seconds(60)
            for operation in [.record, .shadow] as [FakeTuya.Operation] { tuya.fake.always(operation, slow) }
            let start = ContinuousClock.now
            let call = AdapterCall(
                customer: CustomerID("household"), credential: nil,
                answerBy: Deadline(in: .milliseconds(700), tuya.environment),
                record: DirectiveRecord(logger: tuya.log.logger))
            await #expect {
                _ = try await tuya.cloud.state(of: EndpointReference(endpoint), call)
            } throws: { error in
                (error as? AdapterFailure)?.error.type == .generic(.endpointUnreachable)
            }
            #expect(start.duration(to: .now) < .seconds(30))
        }
    }
}
