import AlexaProtocol
import DeviceCloud
import Skill
import Testing

@testable import TuyaCloud

/// Lamps: brightness, colours and whites, and the ends of ranges in Amazon's capability evaluation.
struct LampTests {
    typealias Brightness = BrightnessController.Directive
    typealias White = ColorTemperatureController.Directive

    static func color(_ hue: Double, _ saturation: Double, _ brightness: Double) -> ColorController.Directive {
        .setColor(ColorController.Color(hue: hue, saturation: saturation, brightness: brightness))
    }

    /// A lamp of the second format that is on and shows a white.
    static let white: KeyValuePairs<String, JSONValue> = [
        "switch_led": true, "work_mode": "white", "bright_value_v2": 500, "temp_value_v2": 0,
        "colour_data_v2": #"{"h":120,"s":1000,"v":650}"#,
    ]
    static let off: KeyValuePairs<String, JSONValue> = [
        "switch_led": false, "work_mode": "white", "bright_value_v2": 1000, "temp_value_v2": 0,
    ]
    static let green: KeyValuePairs<String, JSONValue> = [
        "switch_led": true, "work_mode": "colour", "bright_value_v2": 200, "temp_value_v2": 500,
        "colour_data_v2": #"{"h":120,"s":1000,"v":500}"#,
    ]

    // MARK: State

    @Test func aWhiteIsReportedWithoutAColour() throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(
            bench.report(Self.white) == ["powerState ON", "brightness 50", "colorTemperatureInKelvin 2700"])
    }

    @Test(
        arguments: [
            #"{"h":120,"s":1000,"v":650}"#, ["h": 120, "s": 1000, "v": 650], "007803e8028a",
        ] as [JSONValue]) func aColourIsReadInEveryForm(_ value: JSONValue) throws
    {
        let bench = try DeviceBench(.colourLamp)
        #expect(
            bench.report(["switch_led": true, "work_mode": "colour", "colour_data_v2": value])
                == ["powerState ON", "brightness 65", #"color {"hue":120,"saturation":1,"brightness":0.65}"#])
    }

    @Test(arguments: ["", "{}", "  "]) func anEmptyColourIsUnknown(_ text: String) throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(
            bench.report(["switch_led": true, "work_mode": "colour", "colour_data_v2": .string(text)])
                == ["powerState ON"])
        #expect(bench.lines.all == [])
    }

    @Test func theFirstFormatHasPartsOf255() throws {
        let bench = try DeviceBench(.oldLamp)
        #expect(
            bench.report(["switch_led": true, "work_mode": "colour", "colour_data": "aabbcc0078ff80"])
                == [
                    "powerState ON", "brightness 50",
                    #"color {"hue":120,"saturation":1,"brightness":0.5019607843137255}"#,
                ])
        #expect(
            try bench.plan(ColorController.self, Self.color(240, 0.5, 1)).sent
                == #"switch_led=true work_mode=colour colour_data={"h":240,"s":128,"v":255}"#)
    }

    @Test func categoryDdAndWideBrightnessMeanTheSecondFormat() throws {
        let strip = try DeviceBench(.of("dd", ["switch_led": .bool, "colour_data": .json("")]))
        #expect(
            try strip.plan(ColorController.self, Self.color(10, 1, 1)).sent
                == #"switch_led=true colour_data={"h":10,"s":1000,"v":1000}"#)
        let wide = try DeviceBench(
            .of("dj", ["switch_led": .bool, "bright_value": .int(10...1000), "colour_data": .json("not JSON")]))
        #expect(
            try wide.plan(ColorController.self, Self.color(10, 1, 1)).sent
                == #"switch_led=true colour_data={"h":10,"s":1000,"v":1000}"#)
        let old = try DeviceBench(.of("dj", ["switch_led": .bool, "colour_data": .json("{}")]))
        #expect(
            try old.plan(ColorController.self, Self.color(10, 1, 1)).sent
                == #"switch_led=true colour_data={"h":10,"s":255,"v":255}"#)
    }

    @Test func aSceneIsNeitherColourNorWhite() throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(
            bench.report(["switch_led": true, "work_mode": "scene", "bright_value_v2": 1000, "temp_value_v2": 3])
                == ["powerState ON", "brightness 100"])
    }

    // MARK: Brightness

    @Test(arguments: [1, 42, 99, 100]) func brightnessSwitchesTheLampOn(_ percent: Int) throws {
        let bench = try DeviceBench(.whiteLamp)
        let plan = try bench.plan(BrightnessController.self, Brightness.setBrightness(percent))
        #expect(plan.sent == "switch_led=true bright_value=\(percent * 10)")
        #expect(plan.told == ["powerState ON", "brightness \(percent)"])
        #expect(plan.effect == .idempotent)
        #expect(plan.demand == .number(Double(percent), within: ValidRange(0...100)))
    }

    @Test(arguments: [TuyaSpecification.whiteLamp, .oldLamp, .colourLamp])
    func everyPercentageIsReportedAsItWasSet(_ specification: TuyaSpecification) throws {
        let bench = try DeviceBench(specification)
        for mode in ["white", "colour"] {
            let colour: JSONValue = #"{"h":120,"s":255,"v":100}"#
            let base = bench.state(["work_mode": .string(mode), "colour_data": colour, "colour_data_v2": colour])
            for percent in 1...100 {
                let plan = try bench.plan(BrightnessController.self, Brightness.setBrightness(percent), base)
                #expect(plan.told == ["powerState ON", "brightness \(percent)"])
                #expect(bench.report(bench.after(plan, base)).contains("brightness \(percent)"))
            }
        }
    }

    @Test func everyHueIsReportedAsItWasSet() throws {
        let bench = try DeviceBench(.colourLamp)
        for hue in stride(from: 0.0, through: 360, by: 1) {
            let plan = try bench.plan(ColorController.self, Self.color(hue, 0.5, 0.4), bench.state(Self.white))
            let color = try #require(plan.told.first { $0.hasPrefix("color ") })
            #expect(bench.report(bench.after(plan, bench.state(Self.white))).contains(color))
        }
    }

    @Test(arguments: [(TuyaSpecification.whiteLamp, false), (.colourLamp, true)])
    func theStateIsReadOnlyWhereTheCommandDependsOnIt(_ specification: TuyaSpecification, _ expected: Bool) throws {
        let bench = try DeviceBench(specification)
        #expect(try bench.needsState(BrightnessController.self, Brightness.setBrightness(42)) == expected)
        #expect(try bench.needsState(BrightnessController.self, Brightness.setBrightness(0)) == false)
        #expect(try bench.needsState(PowerController.self, PowerController.Directive.turnOn) == false)
    }

    @Test func brightness0IsOff() throws {
        let plan = try DeviceBench(.colourLamp).plan(BrightnessController.self, Brightness.setBrightness(0))
        #expect(plan.sent == "switch_led=false")
        #expect(plan.told == ["powerState OFF", "brightness 0"])
    }

    @Test func turnOnLeavesTheLevelToTheLamp() throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(try bench.plan(PowerController.self, PowerController.Directive.turnOn).sent == "switch_led=true")
        #expect(try bench.plan(PowerController.self, PowerController.Directive.turnOff).sent == "switch_led=false")
    }

    struct Adjustment {
        let state: KeyValuePairs<String, JSONValue>
        let delta: Int
        let sent: String
        let told: [String]
    }

    static let adjustments = [
        Adjustment(
            state: white, delta: 25, sent: "switch_led=true bright_value_v2=750",
            told: ["powerState ON", "brightness 75"]),
        Adjustment(
            state: white, delta: 90, sent: "switch_led=true bright_value_v2=1000",
            told: ["powerState ON", "brightness 100"]),
        Adjustment(state: white, delta: -50, sent: "switch_led=false", told: ["powerState OFF", "brightness 0"]),
        Adjustment(
            state: off, delta: 25, sent: "switch_led=true bright_value_v2=250",
            told: ["powerState ON", "brightness 25"]),
        Adjustment(state: off, delta: -25, sent: "nothing", told: ["powerState OFF", "brightness 0"]),
        Adjustment(
            state: green, delta: 25, sent: #"switch_led=true colour_data_v2={"h":120,"s":1000,"v":750}"#,
            told: ["powerState ON", "brightness 75"]),
    ]

    @Test(arguments: adjustments.indices) func anAdjustmentIsSentAsAnAbsoluteValue(_ index: Int) throws {
        let case_ = Self.adjustments[index]
        let bench = try DeviceBench(.colourLamp)
        let adjust = Brightness.adjustBrightness(delta: case_.delta)
        #expect(try bench.needsState(BrightnessController.self, adjust))
        let plan = try bench.plan(BrightnessController.self, adjust, bench.state(case_.state))
        #expect(plan.sent == case_.sent)
        #expect(plan.told == case_.told)
        #expect(plan.effect != .once)
    }

    @Test func anAdjustmentOfAnUnknownBrightnessIsRefused() throws {
        let bench = try DeviceBench(.colourLamp)
        #expect(
            try bench.refusal(
                BrightnessController.self, Brightness.adjustBrightness(delta: 5), bench.state(["switch_led": true]))
                == .generic(.internalError))
    }

    @Test func aSceneEndsWhenTheBrightnessIsSet() throws {
        let bench = try DeviceBench(.colourLamp)
        let plan = try bench.plan(
            BrightnessController.self, Brightness.setBrightness(30),
            bench.state(["switch_led": true, "work_mode": "scene"]))
        #expect(plan.sent == "switch_led=true work_mode=white bright_value_v2=300")
    }

    @Test func brightnessLimitsOfTheDeviceNarrowTheRange() throws {
        let dimmer = try DeviceBench(
            .of(
                "tgq",
                [
                    "switch_led_1": .bool, "bright_value_1": .int(10...1000), "brightness_min_1": .int(10...1000),
                    "brightness_max_1": .int(10...1000),
                ]))
        let state = dimmer.state([
            "switch_led_1": true, "bright_value_1": 600, "brightness_min_1": 200, "brightness_max_1": 1000,
        ])
        #expect(dimmer.report(state) == ["powerState ON", "brightness 51"])
        #expect(try dimmer.needsState(BrightnessController.self, Brightness.setBrightness(1)))
        #expect(
            try dimmer.plan(BrightnessController.self, Brightness.setBrightness(1), state).sent
                == "switch_led_1=true bright_value_1=200")
    }
}
