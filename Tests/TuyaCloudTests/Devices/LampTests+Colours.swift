import AlexaProtocol
import DeviceCloud
import Skill
import Testing

@testable import TuyaCloud

/// Colours and whites of lamps.
extension LampTests {
    @Test func aColourOnAWhiteLampBringsItsMode() throws {
        let bench = try DeviceBench(.colourLamp)
        let plan = try bench.plan(ColorController.self, Self.color(350.5, 0.7138, 0.6524), bench.state(Self.white))
        #expect(plan.sent == #"switch_led=true work_mode=colour colour_data_v2={"h":351,"s":714,"v":652}"#)
        #expect(
            plan.told
                == ["powerState ON", #"color {"hue":351,"saturation":0.714,"brightness":0.6524}"#, "brightness 65"])
    }

    @Test func theBrightnessOfAColourStaysWhenThatOfTheLampChanges() throws {
        let bench = try DeviceBench(.colourLamp)
        var state = bench.state(Self.white)
        state = bench.after(try bench.plan(ColorController.self, Self.color(120, 1, 1), state), state)
        state = bench.after(
            try bench.plan(BrightnessController.self, Brightness.setBrightness(75), state), state)
        #expect(
            Set(bench.report(state)) == [
                "powerState ON", #"color {"hue":120,"saturation":1,"brightness":1}"#, "brightness 75",
            ])
    }

    @Test func aBlackColourIsOff() throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(try bench.plan(ColorController.self, Self.color(0, 0, 0)).sent == "switch_led=false")
    }

    @Test func aWhiteOnAColouredLampKeepsTheBrightness() throws {
        let bench = try DeviceBench(.colourLamp)
        let plan = try bench.plan(
            ColorTemperatureController.self, White.setColorTemperature(kelvin: 4000), bench.state(Self.green))
        #expect(plan.sent == "switch_led=true work_mode=white temp_value_v2=342 bright_value_v2=500")
        #expect(plan.told == ["powerState ON", "colorTemperatureInKelvin 4000", "brightness 50"])
    }

    @Test(arguments: [(2200, 0, 2700), (2700, 0, 2700), (6500, 1000, 6500), (7000, 1000, 6500), (10_000, 1000, 6500)])
    func aWhiteOutsideOfTheSpanIsTheNearest(_ kelvin: Int, _ raw: Int, _ told: Int) throws {
        let bench = try DeviceBench(.whiteLamp)
        let plan = try bench.plan(ColorTemperatureController.self, White.setColorTemperature(kelvin: kelvin))
        #expect(plan.sent == "switch_led=true temp_value=\(raw)")
        #expect(plan.told.last == "colorTemperatureInKelvin \(told)")
    }

    @Test func warmerAndCoolerStartFromTheWhite() throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(
            try bench.plan(
                ColorTemperatureController.self, White.increaseColorTemperature, bench.state(Self.white)
            ).told.last == "colorTemperatureInKelvin 3200")
        #expect(
            try bench.refusal(
                ColorTemperatureController.self, White.decreaseColorTemperature, bench.state(Self.green))
                == .generic(.notSupportedInCurrentMode(.color)))
    }

    @Test func workModeIsNeverSentToALampThatLacksIt() throws {
        let bench = try DeviceBench(
            .of(
                "dj",
                [
                    "switch_led": .bool, "bright_value": .int(10...1000), "temp_value": .int(0...1000),
                    "colour_data_v2": .json(""),
                ]))
        let plans = [
            try bench.plan(BrightnessController.self, Brightness.setBrightness(5)),
            try bench.plan(ColorController.self, Self.color(1, 1, 1)),
            try bench.plan(ColorTemperatureController.self, White.setColorTemperature(kelvin: 3000)),
        ]
        #expect(plans.allSatisfy { !$0.sent.contains("work_mode") })
    }

    @Test func theModesWordIsTheDevicesOwn() throws {
        let bench = try DeviceBench(
            .of("dj", ["switch_led": .bool, "work_mode": .words(["white", "color"]), "colour_data_v2": .json("")]))
        #expect(try bench.plan(ColorController.self, Self.color(0, 1, 1)).sent.contains("work_mode=color "))
    }

    @Test func valuesHaveTheirOwnTimes() throws {
        let bench = try DeviceBench(.whiteLamp)
        let early = Timestamp(milliseconds: 1_700_000_000_000)
        let state = TuyaState(
            [TuyaPoint("switch_led", true, at: early), TuyaPoint("bright_value", 10)], readAt: DeviceBench.readAt)
        let times = bench.map.properties(of: "tuya:dev1", bench.appliance, state).map(\.timeOfSample)
        #expect(times == [early, DeviceBench.readAt])
    }
}
