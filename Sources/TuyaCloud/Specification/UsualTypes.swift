import AlexaProtocol

/// The usual types of points with well-known codes. They are used for devices whose specification is empty or wrong, such as
/// those in Tuya's mode "DP instructions".
enum UsualTypes {
    /// The type of a code, and whether it is usually settable; `nil` for a code that is not well known.
    static func type(of code: String) -> (type: PointType, isSettable: Bool)? {
        let base = base(of: code)
        if let type = settable[base] { return (type, true) }
        return reported[base].map { ($0, false) }
    }

    /// The code without the number of a gang: `switch` for `switch_2`.
    private static func base(of code: String) -> String {
        guard let underscore = code.lastIndex(of: "_") else { return code }
        let last = code[code.index(after: underscore)...]
        guard !last.isEmpty, last.allSatisfy({ $0.isASCII && $0.isNumber }) else { return code }
        return String(code[..<underscore])
    }

    private static let percent = PointType.integer(IntegerType(0...100, unit: "%"))

    private static let settable: [String: PointType] = [
        "switch": .boolean, "switch_led": .boolean, "switch_usb1": .boolean, "switch_usb2": .boolean, "power": .boolean,
        "power_go": .boolean, "switch_fan": .boolean, "fan_switch": .boolean, "switch_spray": .boolean,
        "light": .boolean, "start": .boolean, "child_lock": .boolean,
        "work_mode": .enumeration(["white", "colour", "scene", "music"]),
        "bright_value": .integer(IntegerType(10...1000)), "bright_value_v2": .integer(IntegerType(10...1000)),
        "temp_value": .integer(IntegerType(0...1000)), "temp_value_v2": .integer(IntegerType(0...1000)),
        "colour_data": .colour(ColourType([:], usesNewColours: false)),
        "colour_data_v2": .colour(ColourType([:], usesNewColours: true)),
        "control": .enumeration(["open", "stop", "close"]), "mach_operate": .enumeration(["FZ", "ZZ", "STOP"]),
        "percent_control": percent, "position": percent,
        "temp_set": .integer(IntegerType(5...35, unit: "℃")), "temp_set_f": .integer(IntegerType(40...95, unit: "℉")),
        "fan_speed_percent": .integer(IntegerType(1...100, unit: "%")),
    ]

    private static let reported: [String: PointType] = [
        "percent_state": percent, "temp_current": .integer(IntegerType(-40...125, unit: "℃")),
        "temp_current_f": .integer(IntegerType(-40...257, unit: "℉")),
        "va_temperature": .integer(IntegerType(-400...1000, scale: 1, unit: "℃")), "va_humidity": percent,
        "humidity_value": percent, "humidity_current": percent, "battery_percentage": percent,
        "residual_electricity": percent, "battery_state": .enumeration(["low", "middle", "high"]),
        "doorcontact_state": .boolean, "pir": .enumeration(["pir", "none"]),
        "presence_state": .enumeration(["none", "presence"]), "watersensor_state": .enumeration(["alarm", "normal"]),
        "smoke_sensor_status": .enumeration(["alarm", "normal"]),
        "smoke_sensor_state": .enumeration(["alarm", "normal"]),
        "gas_sensor_status": .enumeration(["alarm", "normal"]), "gas_sensor_state": .enumeration(["alarm", "normal"]),
        "lock_motor_state": .boolean, "closed_opened": .enumeration(["closed", "open", "unknown"]),
        "fault": .bitmap([]), "control_back_mode": .enumeration(["forward", "back"]),
        "temp_unit_convert": .enumeration(["c", "f"]), "c_f": .enumeration(["c", "f"]),
    ]
}
