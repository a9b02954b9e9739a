import AlexaProtocol

extension CategoryTable {
    private static let program = ModeRow(
        instance: "Climate.Program", names: [Spoken.asset("Setting.Mode"), Spoken.text("program")], codes: ["mode"],
        switchesOn: true)
    static let childLockInstance = "Device.ChildLock"
    static let childLock = FunctionRow.toggle(
        ToggleRow(instance: childLockInstance, names: [Spoken.text("child lock")], codes: ["child_lock", "lock"]))
    static let fanSpeed = RangeRow(
        instance: "Fan.Speed", names: [Spoken.asset("Setting.FanSpeed")],
        codes: ["fan_speed_percent", "fan_speed", "fan_speed_enum", "speed", "windspeed", "level"], switchesOn: true)
    static let oscillation = FunctionRow.toggle(
        ToggleRow(
            instance: "Fan.Oscillation", names: [Spoken.asset("Setting.Oscillate")],
            codes: ["swing", "shake", "switch_horizontal", "fan_horizontal", "switch_vertical", "fan_vertical"]))
    private static let swing = FunctionRow.mode(
        ModeRow(instance: "Air.Swing", names: [Spoken.text("swing")], codes: ["swing", "shake"]))

    static let climate: [CategoryRow] = [
        CategoryRow(
            "wk wkf", "Thermostat", "THERMOSTAT",
            [
                .main([
                    .power(["switch"]), .thermostat(ThermostatRow()), .mode(program), childLock,
                    .humidity(["humidity_current", "humidity_value"]), .speed(fanSpeed),
                ])
            ]),
        CategoryRow(
            "kt ktkzq", "Air conditioner", "AIR_CONDITIONER",
            [
                .main([
                    .power(["switch"]),
                    .thermostat(ThermostatRow(usualMode: .cool, manualMeansUsual: false)), .mode(program),
                    .speed(fanSpeed), oscillation, swing, childLock, .range(targetHumidity(["humidity_set"])),
                    .humidity(["humidity_current"]),
                ])
            ]),
        CategoryRow(
            "qn dbl", "Heater", "THERMOSTAT",
            [
                .main([
                    .power(["switch"]), .thermostat(ThermostatRow()), .mode(program),
                    .mode(
                        ModeRow(instance: "Heater.Level", names: [Spoken.text("heat level")], codes: ["level", "gear"])),
                    oscillation, childLock,
                ])
            ]),
        CategoryRow(
            "rs", "Water heater", "WATER_HEATER",
            [
                .main([
                    .power(["switch"]), .thermostat(ThermostatRow(isOfRoom: false)), .mode(program),
                ])
            ]),
    ]

    static let air: [CategoryRow] = [
        CategoryRow(
            "fs fsd fskg", "Fan", "FAN",
            [
                .main([
                    .power(["switch", "fan_switch", "switch_fan", "switch_1"]), .speed(fanSpeed),
                    .mode(
                        ModeRow(
                            instance: "Fan.Direction", names: [Spoken.asset("Setting.Direction")],
                            codes: ["fan_direction"])),
                    oscillation,
                    .mode(
                        ModeRow(
                            instance: "Fan.Program", names: [Spoken.asset("Setting.Mode")],
                            codes: ["mode", "fan_mode"], switchesOn: true)),
                    childLock,
                ]),
                PartRow(
                    key: "light", name: "light", display: "LIGHT",
                    functions: [.power(["light", "switch_led", "light_switch"]), .lamp(LampCodes())]),
            ]),
        CategoryRow(
            "jsq", "Humidifier", "OTHER",
            [
                .main([
                    .power(["switch", "switch_spray", "spray_switch"]),
                    .range(targetHumidity(["humidity_set", "dehumidify_set_value"])),
                    .humidity(["humidity_current", "humidity_value"]),
                    .mode(
                        ModeRow(
                            instance: "Humidifier.Mist", names: [Spoken.text("mist")], codes: ["spray_mode", "level"],
                            switchesOn: true)),
                    .mode(
                        ModeRow(
                            instance: "Device.Program", names: [Spoken.asset("Setting.Mode")],
                            codes: ["mode", "work_mode"])),
                    .temperature(["temp_current", "temp_current_f"]),
                    childLock,
                ]),
                PartRow(
                    key: "light", name: "light", display: "LIGHT",
                    functions: [
                        .power(["switch_led", "light"]),
                        .lamp(LampCodes(colour: ["colour_data_hsv", "colour_data_v2", "colour_data"])),
                    ]),
            ]),
        CategoryRow(
            "cs", "Dehumidifier", "OTHER",
            [
                .main([
                    .power(["switch"]), .range(targetHumidity(["dehumidify_set_value", "humidity_set"])),
                    .mode(
                        ModeRow(
                            instance: "Dehumidifier.Target", names: [Spoken.text("target humidity")],
                            codes: ["dehumidify_set_enum"])),
                    .humidity(["humidity_indoor", "humidity_current"]),
                    .temperature(["temp_indoor", "temp_current"]), .speed(fanSpeed),
                    .mode(
                        ModeRow(
                            instance: "Device.Program", names: [Spoken.asset("Setting.Mode")], codes: ["mode"],
                            switchesOn: true)),
                    childLock,
                ])
            ]),
        CategoryRow(
            "kj", "Air purifier", "AIR_PURIFIER",
            [
                .main([
                    .power(["switch"]), .speed(fanSpeed),
                    .mode(
                        ModeRow(
                            instance: "Device.Program", names: [Spoken.asset("Setting.Mode")], codes: ["mode"],
                            switchesOn: true)),
                    .range(
                        RangeRow(
                            instance: "Air.Dust", names: [Spoken.text("fine dust"), Spoken.text("particulate matter")],
                            codes: ["pm25", "pm25_value"], isControl: false)),
                    .range(
                        RangeRow(
                            instance: "Filter.Life", names: [Spoken.text("filter life")],
                            codes: ["filter", "filter_life"], unit: "Alexa.Unit.Percent", isControl: false)),
                    .toggle(
                        ToggleRow(instance: "Air.Ionizer", names: [Spoken.text("ionizer")], codes: ["anion"])),
                    .temperature(["temp_indoor", "temp_current"]), .humidity(["humidity_indoor", "humidity_current"]),
                    childLock,
                ])
            ]),
    ]

    private static func targetHumidity(_ codes: [String]) -> RangeRow {
        RangeRow(
            instance: "Humidity.Setpoint", names: [Spoken.text("target humidity"), Spoken.text("humidity setpoint")],
            codes: codes, unit: "Alexa.Unit.Percent")
    }
}
