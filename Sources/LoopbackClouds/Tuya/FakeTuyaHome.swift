import AlexaProtocol

/// The devices of the fake: one of each relevant kind.
enum FakeTuyaHome {
    private typealias Point = FakeTuyaDevice.Point

    private static let percent = #"{"min":0,"max":100,"scale":0,"step":1,"unit":"%"}"#

    private static func words(_ words: String...) -> String {
        #"{"range":["# + words.map { "\"\($0)\"" }.joined(separator: ",") + "]}"
    }

    private static func number(_ range: ClosedRange<Int>, scale: Int = 0, step: Int = 1, unit: String = "") -> String {
        #"{"min":\#(range.lowerBound),"max":\#(range.upperBound),"scale":\#(scale),"step":\#(step),"unit":"\#(unit)"}"#
    }

    private static func read(
        _ code: String, _ type: String, _ values: String, _ value: JSONValue
    ) -> FakeTuyaDevice.Point {
        Point(code, type, values, value, isWritable: false)
    }

    static let devices: [FakeTuyaDevice] = lights + plugs + climate + openings + appliances + sensors + infrared + odd

    private static let lights = [
        FakeTuyaDevice(
            "lamp1", "Desk lamp", "dj",
            [
                Point("switch_led", "Boolean", "{}", false),
                Point("work_mode", "Enum", words("white", "colour", "scene", "music"), "white"),
                Point("bright_value_v2", "Integer", number(10...1000), 500),
                Point("temp_value_v2", "Integer", number(0...1000), 300),
                Point(
                    "colour_data_v2", "Json",
                    #"{"h":{"min":0,"max":360,"scale":0,"step":1},"s":{"min":0,"max":1000,"scale":0,"step":1},"v":{"min":0,"max":1000,"scale":0,"step":1}}"#,
                    #"{"h":120,"s":1000,"v":1000}"#),
            ]),
        FakeTuyaDevice(
            "dimmer1", "Hall dimmer", "tgq",
            [
                Point("switch_led_1", "Boolean", "{}", true),
                Point("bright_value_1", "Integer", number(10...1000), 420),
            ]),
    ]

    private static let plugs = [
        FakeTuyaDevice(
            "plug1", "Coffee plug", "cz",
            [
                Point("switch_1", "Boolean", "{}", true),
                Point("countdown_1", "Integer", number(0...86_400, unit: "s"), 0),
                read("cur_power", "Integer", number(0...50_000, scale: 1, unit: "W"), 123),
            ]),
        FakeTuyaDevice(
            "strip1", "Power strip", "pc",
            [
                Point("switch_1", "Boolean", "{}", true), Point("switch_2", "Boolean", "{}", false),
                Point("switch_3", "Boolean", "{}", false),
            ]),
    ]

    private static let climate = [
        FakeTuyaDevice(
            "thermo1", "Living room", "wk",
            [
                Point("switch", "Boolean", "{}", true),
                Point("mode", "Enum", words("auto", "manual", "cold", "hot"), "hot"),
                Point("temp_set", "Integer", number(50...350, scale: 1, step: 5, unit: "℃"), 210),
                read("temp_current", "Integer", number(0...500, scale: 1, unit: "℃"), 198),
            ]),
        FakeTuyaDevice(
            "valve1", "Bedroom radiator", "wkf", behind: "gateway1",
            [
                Point("mode", "Enum", words("auto", "manual"), "manual"),
                Point("temp_set", "Integer", number(5...30, unit: "℃"), 20),
                read("temp_current", "Integer", number(0...50, unit: "℃"), 19),
            ]),
        FakeTuyaDevice(
            "fan1", "Bedroom fan", "fs",
            [
                Point("switch", "Boolean", "{}", false),
                Point("fan_speed_percent", "Integer", number(1...100), 30),
            ]),
        FakeTuyaDevice(
            "humidifier1", "Humidifier", "jsq",
            [
                Point("switch", "Boolean", "{}", false),
                Point("humidity_set", "Integer", number(30...80, unit: "%"), 50),
                read("humidity_current", "Integer", percent, 44),
            ]),
        FakeTuyaDevice(
            "purifier1", "Air purifier", "kj",
            [
                Point("switch", "Boolean", "{}", false),
                Point("mode", "Enum", words("auto", "manual", "sleep"), "auto"),
            ]),
    ]

    private static let openings = [
        FakeTuyaDevice(
            "curtain1", "Bedroom curtain", "cl",
            [
                Point("control", "Enum", words("open", "stop", "close"), "stop"),
                Point("percent_control", "Integer", percent, 30), read("percent_state", "Integer", percent, 30),
            ]),
        FakeTuyaDevice(
            "garage1", "Garage door", "ckmkzq",
            [
                Point("switch_1", "Boolean", "{}", false), read("doorcontact_state", "Boolean", "{}", false),
            ]),
        FakeTuyaDevice(
            "lock1", "Front door", "ms",
            [
                read("closed_opened", "Enum", words("closed", "opened"), "closed"),
                read("residual_electricity", "Integer", percent, 80),
            ]),
    ]

    private static let appliances = [
        FakeTuyaDevice(
            "vacuum1", "Robot", "sd",
            [
                Point("power_go", "Boolean", "{}", false),
                Point("mode", "Enum", words("standby", "smart", "chargego"), "standby"),
                read("electricity_left", "Integer", percent, 90),
            ]),
        FakeTuyaDevice(
            "kettle1", "Kettle", "bh",
            [
                Point("start", "Boolean", "{}", false),
                Point("temp_set", "Integer", number(40...100, unit: "℃"), 80),
                read("temp_current", "Integer", number(0...100, unit: "℃"), 22),
            ]),
    ]

    private static let sensors = [
        FakeTuyaDevice(
            "contact1", "Window", "mcs", behind: "gateway1", [read("doorcontact_state", "Boolean", "{}", true)]),
        FakeTuyaDevice(
            "motion1", "Stairs", "pir", behind: "gateway1", [read("pir", "Enum", words("pir", "none"), "none")]),
        FakeTuyaDevice(
            "climate1", "Cellar", "wsdcg",
            [
                read("va_temperature", "Integer", number(-200...600, scale: 1, unit: "℃"), 215),
                read("va_humidity", "Integer", percent, 55), read("battery_percentage", "Integer", percent, 70),
            ]),
        FakeTuyaDevice(
            "smoke1", "Kitchen smoke", "ywbj",
            [read("smoke_sensor_status", "Enum", words("alarm", "normal"), "normal")]),
        FakeTuyaDevice(
            "water1", "Bath water", "sj", [read("watersensor_state", "Enum", words("alarm", "normal"), "normal")]),
        FakeTuyaDevice("gateway1", "Zigbee gateway", "wg2"),
    ]

    private static let infrared = [
        FakeTuyaDevice("blaster1", "Infrared blaster", "wnykq"),
        FakeTuyaDevice("aircon1", "Study air conditioner", "infrared_ac", behind: "blaster1"),
    ]

    private static let odd = {
        var bare = FakeTuyaDevice("bare1", "Old button", "wxkg", behind: "gateway1")
        bare.lacksSpecification = true
        let unknown = FakeTuyaDevice(
            "strange1", "Strange box", "zzzz", [FakeTuyaDevice.Point("switch", "Boolean", "{}", true)])
        return [bare, unknown]
    }()

    /// The keys of the air conditioner, unsorted, as Tuya sends them.
    static let airConditionerKeys: JSONValue = [
        "category_id": 5, "brand_id": 97, "remote_index": 10_727, "single_air": false, "duplicate_power": false,
        "key_list": [["key": "power", "key_id": 1, "key_name": "Power"]],
        "key_range": [mode(1, 18...30), mode(0, 16...30), mode(3, nil), mode(2, nil), mode(4, nil)],
    ]

    private static func mode(_ mode: Int, _ temperatures: ClosedRange<Int>?) -> JSONValue {
        let fans: JSONValue = .array([2, 0, 3, 1].map { ["fan": .number($0), "fan_name": .string("fan")] })
        let list: [JSONValue] = (temperatures.map { Array($0).reversed() } ?? []).map {
            ["temp": .number(Double($0)), "temp_name": .string("\($0)"), "fan_list": fans]
        }
        return ["mode": .number(Double(mode)), "mode_name": "mode", "temp_list": .array(list)]
    }
}
