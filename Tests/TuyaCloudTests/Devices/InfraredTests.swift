import AlexaProtocol
import DeviceCloud
import Skill
import Testing

@testable import TuyaCloud

/// Air conditioners behind an infrared blaster.
struct InfraredTests {
    private static func bench(_ ranges: JSONValue = ranges, category: String = "5") throws -> DeviceBench {
        var remote = TuyaRemote(id: "dev1", hubId: "hub", name: "Cooler", categoryId: category)
        remote.keys = TuyaRemoteKeys(["key_range": ranges])
        return try DeviceBench(TuyaSpecification(category: "infrared_ac"), remote: remote)
    }

    private static let ranges: JSONValue = [
        [
            "mode": 1,
            "temp_list": [
                ["temp": 20, "fan_list": [["fan": 1], ["fan": 0]]], ["temp": 30, "fan_list": [["fan": 2]]],
            ],
        ],
        [
            "mode": 0,
            "temp_list": [
                ["temp": 18, "fan_list": [["fan": 3]]], ["temp": 16, "fan_list": [["fan": 0], ["fan": 1]]],
                ["temp": 17, "fan_list": []],
            ],
        ],
        ["mode": 3, "temp_list": []],
    ]

    private static func state(_ power: Bool, _ mode: Int, _ temperature: Int, _ fan: Int) -> TuyaState {
        TuyaState(
            [], airConditioner: TuyaAirConditionerState(power: power, mode: mode, temperature: temperature, fan: fan),
            readAt: DeviceBench.readAt)
    }

    @Test func itIsAThermostatWithASwitch() throws {
        let bench = try Self.bench()
        #expect(
            bench.endpoints.map(\.readable) == [
                """
                tuya:dev1 "Thing" AIR_CONDITIONER
                  PowerController
                  ThermostatController COOL HEAT OFF 16 °C to 30 °C
                  ModeController AirConditioner.Program [Mode] cool='cool' heat='heat' fan only='fan only'
                  ModeController AirConditioner.FanSpeed [FanSpeed] auto='automatic speed' low=Low medium=Medium high=High
                  EndpointHealth
                """
            ])
        #expect(Lint.refusals(bench.endpoints) == [])
    }

    @Test func otherAppliancesAreLeftOut() throws {
        let bench = try Self.bench(category: "2")
        #expect(bench.endpoints == [])
        #expect(bench.lines.all.count == 1)
    }

    @Test func itReportsWhatWasLastSent() throws {
        let bench = try Self.bench()
        #expect(
            bench.report(Self.state(true, 0, 18, 3)) == [
                "powerState ON", #"targetSetpoint {"value":18,"scale":"CELSIUS"}"#, "thermostatMode COOL",
                "AirConditioner.Program mode cool", "AirConditioner.FanSpeed mode high",
            ])
        #expect(bench.report(Self.state(false, 0, 18, 3)).contains("thermostatMode OFF"))
        #expect(!bench.report(Self.state(true, 3, 18, 0)).contains { $0.hasPrefix("thermostatMode") })
    }

    @Test func offIsPowerAlone() throws {
        let bench = try Self.bench()
        let plan = try bench.plan(
            PowerController.self, PowerController.Directive.turnOff, Self.state(true, 0, 18, 3))
        #expect(plan.sent == #"{"power":0}"#)
        #expect(plan.effect == .idempotent)
    }

    @Test func aModeTakesANearTemperatureAndASpeedThatItHas() throws {
        let bench = try Self.bench()
        let plan = try bench.plan(
            ThermostatController.self, ThermostatController.Directive.setThermostatMode("HEAT", customName: nil),
            Self.state(false, 0, 18, 3))
        #expect(plan.sent == #"{"power":1,"mode":1,"temp":20,"wind":0}"#)
    }

    @Test func anAdjustmentIsAnAbsoluteState() throws {
        let bench = try Self.bench()
        let warmer = ThermostatController.Directive.adjustTargetTemperature(delta: Temperature(9, .celsius))
        #expect(try bench.needsState(ThermostatController.self, warmer))
        let plan = try bench.plan(ThermostatController.self, warmer, Self.state(true, 0, 16, 1))
        #expect(plan.sent == #"{"power":1,"mode":0,"temp":18,"wind":1}"#)
        #expect(plan.effect == .idempotent)
    }

    @Test func aModeWithoutTemperaturesTakesNone() throws {
        let bench = try Self.bench()
        #expect(
            try bench.refusal(
                ThermostatController.self,
                ThermostatController.Directive.adjustTargetTemperature(delta: Temperature(1, .celsius)),
                Self.state(true, 3, 18, 0)) == .generic(.notSupportedInCurrentMode(.other)))
    }

    @Test func speedAndProgramAreSentWithTheWholeState() throws {
        let bench = try Self.bench()
        let fast = try bench.plan(
            ModeController.self, ModeController.Directive.setMode("high"),
            instance: InfraredAirConditioner.fanInstance, Self.state(true, 0, 17, 0))
        #expect(fast.sent == #"{"power":1,"mode":0,"temp":17,"wind":3}"#)
        #expect(
            try bench.refusal(
                ModeController.self, ModeController.Directive.setMode("high"),
                instance: InfraredAirConditioner.fanInstance, Self.state(true, 1, 20, 0)) == .generic(.invalidValue))
        let fan = try bench.plan(
            ModeController.self, ModeController.Directive.setMode("fan only"),
            instance: InfraredAirConditioner.programInstance, Self.state(false, 0, 17, 0))
        #expect(fan.sent == #"{"power":1,"mode":3,"temp":17,"wind":0}"#)
    }
}
