import AlexaProtocol
import Testing

@Suite("Payloads of lights, generic controllers and supplies")
struct LightPayloadTests {
    struct Reading: Sendable, CustomTestStringConvertible {
        let interface: any AlexaInterface.Type
        let name: String
        let payload: JSONValue
        let outcome: String

        init(_ interface: any AlexaInterface.Type, _ name: String, _ payload: JSONValue, _ outcome: String) {
            self.interface = interface
            self.name = name
            self.payload = payload
            self.outcome = outcome
        }

        var testDescription: String { "\(name) \(payload.text)" }
    }

    static let levels: [Reading] = [
        Reading(PowerLevelController.self, "SetPowerLevel", ["powerLevel": 0], "setPowerLevel(0)"),
        Reading(PowerLevelController.self, "SetPowerLevel", ["powerLevel": 100.0], "setPowerLevel(100)"),
        Reading(PowerLevelController.self, "SetPowerLevel", ["powerLevel": 101], outOfRange(0, 100)),
        Reading(PowerLevelController.self, "SetPowerLevel", ["powerLevel": -1], outOfRange(0, 100)),
        Reading(PowerLevelController.self, "SetPowerLevel", ["powerLevel": 2.5], "INVALID_DIRECTIVE"),
        Reading(PowerLevelController.self, "SetPowerLevel", ["powerLevel": "50"], "INVALID_DIRECTIVE"),
        Reading(PowerLevelController.self, "SetPowerLevel", [:], "INVALID_DIRECTIVE"),
        Reading(
            PowerLevelController.self, "AdjustPowerLevel", ["powerLevelDelta": -10], "adjustPowerLevel(delta: -10)"),
        Reading(
            PowerLevelController.self, "AdjustPowerLevel", ["powerLevelDelta": 500], "adjustPowerLevel(delta: 500)"),
        Reading(PowerLevelController.self, "AdjustPowerLevel", ["powerLevel": 10], "INVALID_DIRECTIVE"),
        Reading(PercentageController.self, "SetPercentage", ["percentage": 74], "setPercentage(74)"),
        Reading(PercentageController.self, "SetPercentage", ["percentage": 100.5], outOfRange(0, 100)),
        Reading(PercentageController.self, "SetPercentage", ["percentage": true], "INVALID_DIRECTIVE"),
        Reading(PercentageController.self, "AdjustPercentage", ["percentageDelta": 7], "adjustPercentage(delta: 7)"),
        Reading(PercentageController.self, "AdjustPercentage", ["percentageDelta": [:]], "INVALID_DIRECTIVE"),
    ]

    static let colors: [Reading] = [
        Reading(ColorController.self, "SetColor", color(0, 0, 0), "setColor(\(swift(0, 0, 0)))"),
        Reading(ColorController.self, "SetColor", color(360, 1, 1), "setColor(\(swift(360, 1, 1)))"),
        Reading(ColorController.self, "SetColor", color(360.5, 1, 1), outOfRange(0, 360)),
        Reading(ColorController.self, "SetColor", color(-0.5, 1, 1), outOfRange(0, 360)),
        Reading(ColorController.self, "SetColor", color(10, 1.5, 1), outOfRange(0, 1)),
        Reading(ColorController.self, "SetColor", color(10, 1, 100), outOfRange(0, 1)),
        Reading(ColorController.self, "SetColor", color(10, "1", 1), "INVALID_DIRECTIVE"),
        Reading(ColorController.self, "SetColor", ["color": ["hue": 1, "saturation": 1]], "INVALID_DIRECTIVE"),
        Reading(ColorController.self, "SetColor", ["color": "red"], "INVALID_DIRECTIVE"),
        Reading(ColorController.self, "SetColor", [:], "INVALID_DIRECTIVE"),
        Reading(
            ColorTemperatureController.self, "SetColorTemperature", kelvin(1000), "setColorTemperature(kelvin: 1000)"),
        Reading(
            ColorTemperatureController.self, "SetColorTemperature", kelvin(10_000), "setColorTemperature(kelvin: 10000)"
        ),
        Reading(ColorTemperatureController.self, "SetColorTemperature", kelvin(999), outOfRange(1000, 10_000)),
        Reading(ColorTemperatureController.self, "SetColorTemperature", kelvin("warm"), "INVALID_DIRECTIVE"),
        Reading(ColorTemperatureController.self, "SetColorTemperature", [:], "INVALID_DIRECTIVE"),
        Reading(ColorTemperatureController.self, "IncreaseColorTemperature", [:], "increaseColorTemperature"),
        Reading(ColorTemperatureController.self, "DecreaseColorTemperature", ["a": 1], "decreaseColorTemperature"),
    ]

    static let meters: [Reading] = [
        Reading(DeviceUsageMeter.self, "ReportMeasurements", [:], "reportMeasurements"),
        Reading(DeviceUsageMeter.self, "ReduceResolution", ["limit": 24], "INVALID_DIRECTIVE"),
        Reading(DeviceUsageMeter.self, "ReduceResolution", ["limit": 24, "duration": "2 hours"], "INVALID_DIRECTIVE"),
        Reading(DeviceUsageMeter.self, "ReduceResolution", ["limit": "24", "duration": "PT2H"], "INVALID_DIRECTIVE"),
        Reading(DeviceUsageMeter.self, "InvalidMeasurementError", [:], "INVALID_DIRECTIVE"),
        Reading(DeviceUsageMeter.self, "InvalidMeasurementError", ["electricity": [:]], "INVALID_DIRECTIVE"),
        Reading(
            DeviceUsageMeter.self, "InvalidMeasurementError",
            ["electricity": ["errorCode": "X", "timeOfError": "yesterday"]], "INVALID_DIRECTIVE"),
    ]

    @Test(arguments: levels + colors + meters)
    func reads(_ reading: Reading) throws {
        let outcome = try LightSupport.read(reading.interface, reading.name, reading.payload)
        #expect(outcome == reading.outcome)
    }

    @Test func aMeterIsToldToReportLessOften() throws {
        let kind = try #require(DeviceUsageMeter.directives.first { $0.name == "ReduceResolution" })
        let payload: JSONValue = ["limit": 24, "duration": "PT2H"]
        guard
            case DeviceUsageMeter.Directive.reduceResolution(24, let duration) = try kind.read(
                Payload(payload, of: .init("", "")))
        else { Issue.record("another directive was read"); return }
        #expect(duration.seconds == 7200)
    }

    @Test func aMeterIsToldWhatWasWrong() throws {
        let kind = try #require(DeviceUsageMeter.directives.first { $0.name == "InvalidMeasurementError" })
        let payload: JSONValue = ["naturalGas": ["errorCode": "GAP", "timeOfError": "2026-01-01T00:00:00Z"]]
        guard
            case DeviceUsageMeter.Directive.invalidMeasurementError(nil, let gas?) =
                try kind.read(Payload(payload, of: .init("", "")))
        else { Issue.record("another directive was read"); return }
        #expect(gas.errorCode == "GAP")
        #expect(gas.timeOfError == Timestamp(milliseconds: 1_767_225_600_000))
    }

    private static func outOfRange(_ minimum: Int, _ maximum: Int) -> String {
        #"VALUE_OUT_OF_RANGE {"validRange":{"minimumValue":\#(minimum),"maximumValue":\#(maximum)}}"#
    }

    private static func color(_ hue: JSONValue, _ saturation: JSONValue, _ brightness: JSONValue) -> JSONValue {
        ["color": ["hue": hue, "saturation": saturation, "brightness": brightness]]
    }

    private static func swift(_ hue: Double, _ saturation: Double, _ brightness: Double) -> String {
        String(reflecting: ColorController.Color(hue: hue, saturation: saturation, brightness: brightness))
    }

    private static func kelvin(_ kelvin: JSONValue) -> JSONValue {
        ["colorTemperatureInKelvin": kelvin]
    }
}
