import AlexaProtocol
import Testing

@testable import TuyaCloud

/// The thing model in all its formats.
struct ThingModelTests {
    private static let properties = #"""
        [{"abilityId":1,"accessMode":"rw","code":"switch_led","name":"Switch","typeSpec":{"type":"bool"}},
         {"abilityId":2,"accessMode":"rw","code":"bright_value","typeSpec":{"type":"value","max":1000,"min":10,"scale":0,"step":1,"unit":""}},
         {"abilityId":3,"accessMode":"ro","code":"battery_percentage","typeSpec":{"type":"value","max":100,"min":0,"scale":0,"step":1,"unit":"%"}},
         {"abilityId":4,"accessMode":"wr","code":"control_data","typeSpec":{"type":"string","maxlen":255}}]
        """#

    private static func specification(_ result: String) -> TuyaSpecification? {
        JSONDocument(parsing: Array(result.utf8)).value.flatMap { TuyaSpecification(thingModel: $0) }
    }

    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

    static let shapes = [
        #"{"model": \#(quoted(#"{"modelId":"0","services":[{"properties":\#(properties)}]}"#))}"#,
        #"{"model": {"services":[{"properties":\#(properties)}]}}"#,
        #"{"services":[{"properties":\#(properties)}]}"#,
        #"{"properties":\#(properties)}"#,
    ]

    @Test(arguments: shapes) func isReadInEveryShape(_ result: String) throws {
        let specification = try #require(Self.specification(result))
        #expect(specification.isThingModel)
        #expect(specification.functions.map(\.code) == ["switch_led", "bright_value", "control_data"])
        #expect(specification.status.map(\.code) == ["switch_led", "bright_value", "battery_percentage"])
        #expect(specification.functions.map(\.type) == ["bool", "value", "string"])
    }

    @Test(arguments: [#"{"model": "not JSON"}"#, #"{"model": null}"#, "[]", "true", #""text""#, #"{"other": 1}"#])
    func isNotMadeOfAnythingElse(_ result: String) {
        #expect(Self.specification(result)?.isEmpty ?? true)
    }

    @Test(arguments: [
        #"{"services": []}"#, #"{"services": [null, 3, {"properties": null}]}"#,
        #"{"services": [{"properties": [null, {"code": ""}, {"typeSpec": {"type": "bool"}}]}]}"#,
    ]) func oddPropertiesAreLeftOut(_ result: String) throws {
        #expect(try #require(Self.specification(result)).isEmpty)
    }

    @Test func typesAsTextsAndWithoutAccessAreRead() throws {
        let type = Self.quoted(#"{"type":"bool"}"#)
        let specification = try #require(
            Self.specification(#"{"services": [{"properties": [{"code": "switch_1", "typeSpec": \#(type)}]}]}"#))
        #expect(specification.functions.map(\.type) == ["bool"])
        #expect(specification.status.map(\.code) == ["switch_1"])
    }

    // MARK: Colours, which the thing model has as texts of hexadecimal digits

    private static func lamp(_ code: String, brightest: Int) throws -> DeviceBench {
        try DeviceBench(
            .of(
                "dj",
                [
                    "switch_led": .bool, "work_mode": .words(["white", "colour"]),
                    "bright_value": .int(10...brightest), code: .raw("string", #"{"type":"string","maxlen":255}"#),
                ]))
    }

    @Test func aColourOfTheSecondFormatGoesBothWays() throws {
        let bench = try Self.lamp("colour_data_v2", brightest: 1000)
        let color = ColorController.Color(hue: 240, saturation: 1, brightness: 0.5)
        let plan = try bench.plan(ColorController.self, ColorController.Directive.setColor(color))
        #expect(plan.sent == "switch_led=true work_mode=colour colour_data_v2=00f003e801f4")
        #expect(
            bench.report(["work_mode": "colour", "colour_data_v2": "00F003E801F4"])
                == ["brightness 50", #"color {"hue":240,"saturation":1,"brightness":0.5}"#])
    }

    @Test(arguments: [
        (0.0, 1.0, 1.0, "ff00000000ffff"), (120, 1, 1, "00ff000078ffff"), (240, 1, 1, "0000ff00f0ffff"),
        (60, 1, 1, "ffff00003cffff"), (0, 0, 1, "ffffff000000ff"), (0, 1, 0.5, "8000000000ff80"),
    ]) func aColourOfTheFirstFormatHasRedGreenAndBlue(
        _ hue: Double, _ saturation: Double, _ brightness: Double, _ text: String
    ) throws {
        let bench = try Self.lamp("colour_data", brightest: 255)
        let color = ColorController.Color(hue: hue, saturation: saturation, brightness: brightness)
        let plan = try bench.plan(ColorController.self, ColorController.Directive.setColor(color))
        #expect(plan.sent == "switch_led=true work_mode=colour colour_data=\(text)")
        let value = bench.report(["work_mode": "colour", "colour_data": .string(text)])
        #expect(value.last?.contains("\"hue\":\(Int(hue))") == true)
    }

    @Test func aTextWithEndsIsJSON() throws {
        let bench = try DeviceBench(
            .of(
                "dj",
                [
                    "switch_led": .bool, "work_mode": .words(["white", "colour"]),
                    "colour_data": .raw("String", TuyaSpecification.oldColours),
                ]))
        let color = ColorController.Color(hue: 120, saturation: 1, brightness: 1)
        #expect(
            try bench.plan(ColorController.self, ColorController.Directive.setColor(color)).sent
                == #"switch_led=true work_mode=colour colour_data={"h":120,"s":255,"v":255}"#)
    }
}
