import AlexaProtocol
import Testing

/// The time of a property is that of its last change, not that of the report. Source: State Reporting, best practices.
@Suite("When a property was sampled")
struct TimeOfSampleTests {
    private static let lamp = [
        Device.text("PowerController", "powerState"), Device.text("BrightnessController", "brightness"),
        Device.text("EndpointHealth", "connectivity"),
    ].joined(separator: ",")

    private static func time(_ seconds: Int) -> String {
        "2026-01-01T00:00:\(seconds < 10 ? "0" : "")\(seconds).000Z"
    }

    private static func at(power: Int, brightness: Int, connectivity: Int = 0) -> [String: String] {
        ["powerState": time(power), "brightness": time(brightness), "connectivity": time(connectivity)]
    }

    @Test func isWhenItChanged() async throws {
        let lamp = try Device(
            reading: Self.lamp, simulation: #"{"state":[\#(Device.seed("PowerController", "powerState", #""ON""#))]}"#)
        lamp.clock.advance(seconds: 5)
        #expect(try await lamp.ask("Alexa", "ReportState").times == Self.at(power: 0, brightness: 0))
        #expect(
            try await lamp.ask("BrightnessController.SetBrightness", ["brightness": 30]).times
                == Self.at(power: 0, brightness: 5))
        lamp.clock.advance(seconds: 5)
        // Nothing changes, because it is already on.
        #expect(try await lamp.ask("PowerController.TurnOn").times == Self.at(power: 0, brightness: 5))
        #expect(
            try await lamp.ask("BrightnessController.SetBrightness", ["brightness": 30]).times
                == Self.at(power: 0, brightness: 5))
        #expect(try await lamp.ask("PowerController.TurnOff").times == Self.at(power: 10, brightness: 5))
        lamp.clock.advance(seconds: 20)
        #expect(try await lamp.ask("Alexa", "ReportState").times == Self.at(power: 10, brightness: 5))
    }

    @Test func isNotTheTimeOfACommandThatFailed() async throws {
        let lock = try Device(
            reading: Device.text("LockController", "lockState") + "," + Device.text("ContactSensor", "detectionState"),
            simulation: #"{"state":[\#(Device.seed("ContactSensor", "detectionState", #""DETECTED""#))]}"#)
        lock.clock.advance(seconds: 3)
        let unlocked = try await lock.ask("LockController.Unlock")
        #expect(unlocked.times == ["lockState": Self.time(3), "detectionState": Self.time(0)])
        lock.clock.advance(seconds: 3)
        #expect(try await lock.ask("LockController.Lock").name == "NOT_SUPPORTED_IN_CURRENT_MODE")
        #expect(try await lock.ask("Alexa", "ReportState").times == unlocked.times)
    }

    @Test func ofADeviceThatIsOfflineIsWhenItWasLastHeardOf() async throws {
        let lamp = try Device(reading: Self.lamp, simulation: #"{"offline":true}"#)
        lamp.clock.advance(seconds: 40)
        let report = try await lamp.ask("Alexa", "ReportState")
        #expect(report.times == Self.at(power: 0, brightness: 0))
        #expect(report.state["connectivity"] == ["value": "UNREACHABLE"])
        #expect(report.text.contains(#""uncertaintyInMilliseconds":40000"#))
    }
}
