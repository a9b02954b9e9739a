import AlexaProtocol

@testable import TuyaCloud

/// A data point of a specification in short form.
enum SpecifiedPoint {
    case bool
    case int(ClosedRange<Int>, scale: Int = 0, step: Int = 1, unit: String = "")
    case words([String])
    case json(String)
    case bits([String])
    /// A type and its values without conversion.
    case raw(String, String)

    /// As Tuya sends it: `values` is JSON inside a string.
    func json(_ code: String) -> JSONValue {
        let (type, values): (String, String) =
            switch self {
            case .bool: ("Boolean", "{}")
            case .int(let range, let scale, let step, let unit):
                (
                    "Integer",
                    "{\"unit\":\"\(unit)\",\"min\":\(range.lowerBound),\"max\":\(range.upperBound),\"scale\":\(scale),\"step\":\(step)}"
                )
            case .words(let words): ("Enum", JSONValue.object(["range": .array(words.map { .string($0) })]).text)
            case .json(let values): ("Json", values)
            case .bits(let labels):
                ("Bitmap", JSONValue.object(["label": .array(labels.map { .string($0) })]).text)
            case .raw(let type, let values): (type, values)
            }
        return ["code": .string(code), "type": .string(type), "values": .string(values)]
    }
}

extension TuyaSpecification {
    /// A specification whose `status` also lists the functions, as Tuya's normally do.
    static func of(
        _ category: String, _ functions: KeyValuePairs<String, SpecifiedPoint>,
        status: KeyValuePairs<String, SpecifiedPoint> = [:]
    ) -> TuyaSpecification {
        let sent = functions.map { $0.value.json($0.key) }
        let reported = sent + status.map { $0.value.json($0.key) }
        // Never nil, because the value is an object.
        return TuyaSpecification([
            "category": .string(category), "functions": .array(sent), "status": .array(reported),
        ])!
    }

    static let newColours =
        #"{"h":{"min":0,"scale":0,"unit":"","max":360,"step":1},"s":{"min":0,"scale":0,"unit":"","max":1000,"step":1},"v":{"min":0,"scale":0,"unit":"","max":1000,"step":1}}"#
    static let oldColours = #"{"h":{"min":0,"max":360},"s":{"min":0,"max":255},"v":{"min":0,"max":255}}"#

    static let colourLamp = of(
        "dj",
        [
            "switch_led": .bool, "work_mode": .words(["white", "colour", "scene", "music"]),
            "bright_value_v2": .int(10...1000), "temp_value_v2": .int(0...1000), "colour_data_v2": .json(newColours),
        ])
    static let oldLamp = of(
        "dj",
        [
            "switch_led": .bool, "work_mode": .words(["white", "colour"]), "bright_value": .int(25...255),
            "temp_value": .int(0...255), "colour_data": .json(oldColours),
        ])
    /// Without `work_mode`.
    static let whiteLamp = of(
        "dj", ["switch_led": .bool, "bright_value": .int(10...1000), "temp_value": .int(0...1000)])
    static let curtain = of(
        "cl",
        [
            "control": .words(["open", "stop", "close"]), "percent_control": .int(0...100, unit: "%"),
            "control_back_mode": .words(["forward", "back"]),
        ], status: ["percent_state": .int(0...100, unit: "%")])
    static let thermostat = of(
        "wk",
        [
            "switch": .bool, "mode": .words(["auto", "manual", "holiday"]),
            "temp_set": .int(50...350, scale: 1, step: 5, unit: "℃"), "child_lock": .bool,
        ], status: ["temp_current": .int(-200...600, scale: 1, unit: "℃"), "fault": .bits(["E1", "low_battery"])])
}
