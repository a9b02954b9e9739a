import AlexaProtocol
import TestSupport
import Testing

@testable import AmpsCloud

/// Commanded values are kept until a read shows them, however many commands follow.
struct EffectTests {
    private static func devices() throws -> KnownDevices {
        let devices = KnownDevices()
        let device = try #require(AmpsDevice(["id": "b", "state": ["status": "idle"], "commands": [:]], .battery))
        devices.keep(device, readAt: TestClock.start, uptime: .zero)
        return devices
    }

    private static func setting(_ key: String, _ value: Double, at uptime: Duration) -> AmpsEffect {
        AmpsEffect(setting: (key, value), at: TestClock.start, uptime: uptime)
    }

    private static func action(_ command: String, at uptime: Duration) -> AmpsEffect {
        AmpsEffect(
            state: AmpsOrder.state(after: command), action: AmpsAction(completed: command, command, [:]),
            at: TestClock.start, uptime: uptime)
    }

    @Test func aLaterEffectTakesThePlaceOfAnEarlierOne() throws {
        let devices = try Self.devices()
        for number in 0..<1000 {
            devices.note(Self.setting("floor", Double(number), at: .seconds(1)), of: "b")
            devices.note(Self.setting("ceiling", Double(number), at: .seconds(1)), of: "b")
            devices.note(
                Self.action(["charge", "discharge", "idle", "auto.reserve"][number % 4], at: .seconds(1)), of: "b")
        }
        let effects = try #require(devices.entry("b")).effects
        #expect(effects.count < 10)
        #expect(effects.compactMap { $0.setting?.value } == [999, 999])
        #expect(devices.entry("b")?.current.state["currentMode"] == "auto.reserve")
    }

    @Test func whatAnotherCommandLeavesAsItIsStays() throws {
        let devices = try Self.devices()
        devices.note(Self.action("charge", at: .seconds(1)), of: "b")
        devices.note(Self.action("auto.reserve", at: .seconds(2)), of: "b")
        devices.note(Self.setting("floor", 20, at: .seconds(3)), of: "b")
        let state = try #require(devices.entry("b")).current.state
        #expect(state["status"] == "charging" && state["currentMode"] == "auto.reserve")
        #expect(devices.entry("b")?.effects.count == 3)
    }

    @Test func whatIsOlderThanAmpssCacheIsForgotten() throws {
        let devices = try Self.devices()
        devices.note(Self.action("charge", at: .seconds(1)), of: "b")
        devices.note(Self.setting("floor", 20, at: .seconds(901)), of: "b")
        #expect(devices.entry("b")?.effects.count == 1)
    }
}
