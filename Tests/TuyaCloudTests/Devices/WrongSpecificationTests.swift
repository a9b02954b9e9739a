import AlexaProtocol
import DeviceCloud
import Testing

@testable import TuyaCloud

/// Wrong specifications and values of the kinds that public clients have reported.
struct WrongSpecificationTests {
    private static let outside =
        "data_point dev1 bright_value the value is outside the declared range: the nearest one in it is taken"

    @Test func aLevelOutsideItsRangeIsClampedAndNotedOnce() throws {
        let bench = try DeviceBench(.whiteLamp)
        for _ in 0..<3 { #expect(bench.report(["bright_value": 1005]) == ["brightness 100"]) }
        #expect(bench.report(["bright_value": 3]) == ["brightness 1"])
        #expect(bench.lines.all == [Self.outside])
    }

    @Test func aMeasurementOutsideItsRangeIsLeftOutAndNotedOnce() throws {
        let bench = try DeviceBench(.of("wsdcg", [:], status: ["va_humidity": .int(0...100)]))
        for _ in 0..<3 { #expect(bench.report(["va_humidity": 255]) == []) }
        #expect(
            bench.lines.all == ["data_point dev1 va_humidity the value is outside the declared range: left out"])
    }

    @Test func anUndeclaredWordIsLeftOutAndNotedOnce() throws {
        let bench = try DeviceBench(
            .of("fs", ["switch": .bool, "mode": .words(["sleep", "nature"])]))
        for _ in 0..<3 { #expect(bench.report(["switch": true, "mode": "normal"]) == ["powerState ON"]) }
        #expect(
            bench.lines.all == ["data_point dev1 mode the value is a word that the specification does not declare"])
    }

    @Test(
        arguments: [("true", "ON"), ("false", "OFF"), (1, "ON"), (0, "OFF"), ("TRUE", "ON")] as [(JSONValue, String)])
    func booleansAsTextAreRead(_ value: JSONValue, _ expected: String) throws {
        let bench = try DeviceBench(.of("kg", ["switch_1": .bool]), product: "dune79w7bsu6dg3e")
        #expect(bench.report(["switch_1": value]) == ["powerState \(expected)"])
        #expect(bench.lines.all == [])
    }

    @Test func aBooleanThatIsNoneIsLeftOutAndNotedOnce() throws {
        let bench = try DeviceBench(.of("kg", ["switch_1": .bool]))
        for _ in 0..<2 { #expect(bench.report(["switch_1": "perhaps"]) == []) }
        #expect(bench.lines.all == ["data_point dev1 switch_1 the value is neither true nor false: left out"])
    }

    @Test func numbersAsTextAndWithDecimalsAreRead() throws {
        let bench = try DeviceBench(.whiteLamp)
        #expect(bench.report(["bright_value": "420"]) == ["brightness 42"])
        #expect(bench.report(["bright_value": 424.4]) == ["brightness 42"])
    }

    @Test func anEmptyModelIsMadeOfTheReportedPoints() throws {
        let bench = try DeviceBench(
            TuyaSpecification(category: "dj"), product: "dhto3y4uachr1wll",
            points: [TuyaPoint("switch_led", true), TuyaPoint("bright_value_v2", 420), TuyaPoint("work_mode", "white")])
        #expect(
            bench.endpoints[0].readable
                == "tuya:dev1 \"Thing\" LIGHT\n  PowerController\n  BrightnessController\n  EndpointHealth")
        #expect(
            try bench.plan(BrightnessController.self, BrightnessController.Directive.setBrightness(50)).sent
                == "switch_led=true bright_value_v2=500")
    }

    @Test func pointsThatTheModelLacksAreOnlyRead() throws {
        let bench = try DeviceBench(
            .of("cz", ["switch_1": .bool]), points: [TuyaPoint("va_temperature", 215), TuyaPoint("switch_2", true)])
        #expect(
            bench.endpoints.map(\.readable)
                == ["tuya:dev1 \"Thing\" SMARTPLUG\n  PowerController\n  TemperatureSensor\n  EndpointHealth"])
        #expect(bench.report(["va_temperature": 215]) == [#"temperature {"value":21.5,"scale":"CELSIUS"}"#])
    }

    @Test(arguments: ["", "{}", "not JSON", "[]", #"{"min":5,"max":5}"#, #"{"min":9,"max":1}"#])
    func valuesThatSayNothingGetTheUsualTypeAndALine(_ values: String) throws {
        let bench = try DeviceBench(.of("dj", ["switch_led": .bool, "bright_value_v2": .raw("Integer", values)]))
        #expect(
            try bench.plan(BrightnessController.self, BrightnessController.Directive.setBrightness(42)).sent
                == "switch_led=true bright_value_v2=420")
        #expect(
            bench.lines.all == [
                "data_point dev1 bright_value_v2 the specification's type is not usable: the usual type is taken"
            ])
    }

    @Test(arguments: [
        ("Boolean", "bool"), ("Integer", "value"), ("Enum", "enum"), ("Json", "json"),
    ]) func typesAreReadInBothSpellings(_ long: String, _ short: String) throws {
        func points(_ type: String) -> SpecifiedPoint {
            .raw(type, #"{"min":10,"max":1000,"scale":0,"step":1,"range":["white","colour"]}"#)
        }
        let codes = ["Boolean": "switch_led", "Integer": "bright_value", "Enum": "work_mode", "Json": "colour_data"]
        let code = try #require(codes[long])
        func type(_ name: String) throws -> PointType? {
            let json = points(name).json(code)
            return PointType(try #require(TuyaSpecification.Point(json)), usesNewColours: false)
        }
        #expect(try type(long) != nil)
        #expect(try type(long) == type(short))
    }

    @Test func functionsAreForWritingAndStatusForReading() throws {
        let specification = try #require(
            TuyaSpecification([
                "category": "dj",
                "functions": [
                    SpecifiedPoint.bool.json("switch_led"), SpecifiedPoint.int(10...1000).json("bright_value"),
                ],
                "status": [
                    SpecifiedPoint.bool.json("switch_led"), SpecifiedPoint.int(25...255).json("bright_value"),
                ],
            ]))
        let bench = try DeviceBench(specification)
        let plan = try bench.plan(BrightnessController.self, BrightnessController.Directive.setBrightness(42))
        #expect(plan.sent == "switch_led=true bright_value=420")
        #expect(plan.told.last == "brightness 42")
        #expect(bench.report(["bright_value": 255]) == ["brightness 100"])
    }

    @Test func aModeWithOneWordIsNotOffered() throws {
        let bench = try DeviceBench(.of("fs", ["switch": .bool, "mode": .words(["normal"])]))
        #expect(bench.endpoints[0].readable == "tuya:dev1 \"Thing\" FAN\n  PowerController\n  EndpointHealth")
    }

    @Test func wordsThatCannotBeSpokenGetNumbers() throws {
        let bench = try DeviceBench(
            .of("fs", ["switch": .bool, "mode": .words(["!!", "??", "Ä_b", "ä b", "mid", "medium"])]))
        #expect(
            bench.endpoints[0].readable.contains(
                "[Mode] !!='option 1' ??='option 2' Ä_b='ä b' ä b='ä b mode' mid=Medium medium='medium mode'"))
        #expect(Lint.refusals(bench.endpoints) == [])
    }
}
