import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing
import Timing
import TuyaCloud

/// Commands with a partial or unknown result: the state is read before the answer.
struct TuyaDoubtTests {
    private static func isOn(_ tuya: TuyaFixture, _ value: Bool, _ level: Int) {
        tuya.fake.change("lamp1") { lamp in
            for index in lamp.points.indices {
                switch lamp.points[index].code {
                case "switch_led": lamp.points[index].value = .bool(value)
                case "bright_value_v2": lamp.points[index].value = .number(Double(level))
                default: break
                }
            }
        }
    }

    /// The switch is carried out, the level is refused: the answer is an error, and the next report has the switch.
    @Test(arguments: ["2008", "1101", "1109", "1103"])
    func aBatchWithOneRefusedCode(_ code: String) async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            Self.isOn(tuya, false, 500)
            let before = await tuya.report("tuya:lamp1")
            #expect(before.property(".PowerController", "powerState")?["value"] == "OFF")
            // The device applies the first of the two codes before Tuya refuses the second.
            let refusal = tuya.refusal(code)
            tuya.fake.always(.command, refusal)
            Self.isOn(tuya, true, 500)
            tuya.fake.forgetCalls()
            #expect(await tuya.setBrightness(42).verdict.hasPrefix("ErrorResponse"))
            #expect(tuya.fake.calls(.shadow).count == 1)
            tuya.fake.forgetCalls()
            let after = await tuya.report("tuya:lamp1")
            #expect(after.property(".PowerController", "powerState")?["value"] == "ON")
            #expect(after.property(".BrightnessController", "brightness")?["value"] == 50)
            // Answered from the state that was read before the answer.
            #expect(tuya.fake.calls(.shadow).isEmpty)
        }
    }

    /// If the only code is refused, or if the cloud asks for a pause, the result is known and no read is sent.
    @Test(arguments: ["2008", "2001", "28841002", "1199", "1110"])
    func aRefusalWithoutDoubtCostsNoRead(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.change("plug1") { $0.points[0].value = false }
            tuya.fake.always(.command, tuya.refusal(code))
            tuya.fake.forgetCalls()
            #expect(await tuya.turnOn().verdict.hasPrefix("ErrorResponse"))
            #expect(tuya.fake.calls(.shadow).isEmpty)
        }
    }

    /// Each answer is lost, but the commands are carried out: the state shows it, and Alexa gets a success.
    @Test(arguments: [LoopbackAnswer.hangUp, .text(502, "<html>"), .text(200, ""), .text(200, "<html>")])
    func aCommandWhoseAnswersAreAllLost(_ answer: LoopbackAnswer) async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            Self.isOn(tuya, false, 500)
            tuya.fake.loseAnswers(.command, Array(repeating: answer, count: 10))
            let event = await tuya.setBrightness(42)
            #expect(event.verdict == "Response")
            #expect(event.property(".BrightnessController", "brightness")?["value"] == 42)
            #expect(event.property(".PowerController", "powerState")?["value"] == "ON")
        }
    }

    /// Each answer is lost, and nothing is carried out.
    @Test(arguments: [LoopbackAnswer.hangUp, .text(502, "<html>"), .text(200, "")])
    func aCommandThatNeverArrived(_ answer: LoopbackAnswer) async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            Self.isOn(tuya, false, 500)
            tuya.fake.always(.command, answer)
            #expect(await tuya.setBrightness(42).verdict.hasPrefix("ErrorResponse"))
            tuya.fake.forgetCalls()
            let report = await tuya.report("tuya:lamp1")
            #expect(report.property(".BrightnessController", "brightness")?["value"] == 50)
            #expect(tuya.fake.calls.isEmpty)
        }
    }

    /// A value is refused while the child lock is on; the error tells the customer to switch it off.
    @Test func aRefusalUnderAChildLock() async throws {
        try await TuyaFixture.run(["thermo1"]) { tuya in
            tuya.fake.change("thermo1") { $0.points.append(.init("child_lock", "Boolean", "{}", true)) }
            await tuya.discover()
            func set() async -> TuyaEvent {
                await tuya.ask(
                    "tuya:thermo1", ".ThermostatController", "SetTargetTemperature",
                    #"{"targetSetpoint": {"value": 22, "scale": "CELSIUS"}}"#)
            }
            tuya.fake.always(.command, tuya.refusal("2008"))
            _ = await tuya.report("tuya:thermo1")
            let event = await set()
            #expect(event.verdict == "ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE")
            #expect(event.payload["currentDeviceMode"] == "OTHER")
            tuya.fake.change("thermo1") { $0.points[$0.points.count - 1].value = false }
            tuya.clock.pass(.seconds(10))
            _ = await tuya.report("tuya:thermo1")
            #expect(await set().verdict != "ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE")
        }
    }

    /// The cloud is down: the state cannot be read either, and the command's own failure is the answer.
    @Test func aCloudThatIsGone() async throws {
        try await TuyaFixture.run(["lamp1"]) { tuya in
            await tuya.discover()
            for operation in FakeTuya.Operation.allCases { tuya.fake.always(operation, .text(503, "<html>")) }
            #expect(await tuya.setBrightness(42).verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
        }
    }

    /// A garage door's button keeps its value long after the door has moved, so only the contact counts.
    @Test func aGarageDoorIsJudgedByItsContact() async throws {
        try await TuyaFixture.run(["garage1"]) { tuya in
            await tuya.discover()
            func open() async -> String {
                tuya.clock.pass(.seconds(10))
                return await tuya.ask(
                    "tuya:garage1", ".ModeController", "SetMode", #"{"mode": "Position.Open"}"#,
                    instance: "GarageDoor.Position"
                ).verdict
            }
            tuya.fake.change("garage1") { $0.points[0].value = true }
            tuya.fake.loseAnswers(.command, [.hangUp])
            #expect(await open() == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(tuya.fake.calls(.command).count == 1)
        }
    }

    /// The last state of an infrared air conditioner is Tuya's own record of the sent values.
    @Test func anAirConditionerWhoseAnswersAreLost() async throws {
        try await TuyaFixture.run(["blaster1", "aircon1"]) { tuya in
            await tuya.discover()
            func set(_ degrees: Int) async -> String {
                await tuya.ask(
                    "tuya:aircon1", ".ThermostatController", "SetTargetTemperature",
                    #"{"targetSetpoint": {"value": \#(degrees), "scale": "CELSIUS"}}"#
                ).verdict
            }
            tuya.fake.loseAnswers(.airConditionerCommand, Array(repeating: .hangUp, count: 10))
            #expect(await set(26) == "Response")
            tuya.fake.forgetScripts()
            tuya.fake.always(.airConditionerCommand, .hangUp)
            #expect(await set(22) == "ErrorResponse ENDPOINT_UNREACHABLE")
        }
    }

    /// A device that must not get switch and level together: the switch was carried out, the level was lost.
    @Test func theFirstOfTwoCallsWasCarriedOut() async throws {
        let quirks = try TuyaQuirks(shippedAnd: Array(#"{"devices": {"lamp1": {"switchAlone": true}}}"#.utf8))
        try await TuyaFixture.run(["lamp1"], settings: { $0.quirks = quirks }) { tuya in
            await tuya.discover()
            Self.isOn(tuya, false, 500)
            tuya.fake.pass(.command, 1)
            tuya.fake.always(.command, tuya.refusal("1199"))
            #expect(await tuya.setBrightness(42).verdict == "ErrorResponse RATE_LIMIT_EXCEEDED")
            tuya.clock.pass(.seconds(100))
            let report = await tuya.report("tuya:lamp1")
            #expect(report.property(".PowerController", "powerState")?["value"] == "ON")
            #expect(report.property(".BrightnessController", "brightness")?["value"] == 50)
        }
    }
}
