import AlexaProtocol

extension CategoryTable {
    /// Alexa has no interface for smoke, gas and water: the alarm is a contact that opens, which can trigger routines, and a
    /// read-only mode.
    private static func alarm(
        _ categories: String, _ kind: String, _ name: String, _ codes: [String]
    ) -> CategoryRow {
        CategoryRow(
            categories, kind, "CONTACT_SENSOR",
            [
                .main([
                    .contact(codes),
                    .mode(
                        ModeRow(
                            instance: "Sensor.Alarm", names: [Spoken.text(name)], codes: codes, isControl: false)),
                ])
            ])
    }

    /// A read-only number.
    private static func reading(_ instance: String, _ name: String, _ codes: [String]) -> FunctionRow {
        .range(RangeRow(instance: instance, names: [Spoken.text(name)], codes: codes, isControl: false))
    }

    static let sensors: [CategoryRow] = [
        CategoryRow(
            "mcs", "Contact sensor", "CONTACT_SENSOR",
            [.main([.contact(["doorcontact_state", "switch"]), .temperature(["temp_current"])])]),
        CategoryRow(
            "pir hps", "Motion sensor", "MOTION_SENSOR",
            [.main([.motion(["pir", "pir_state", "presence_state", "human_motion_state"])])]),
        CategoryRow(
            "wsdcg ldcg zwjcy", "Temperature sensor", "TEMPERATURE_SENSOR",
            [
                .main([
                    .temperature(["va_temperature", "temp_current", "temp_indoor", "temp_current_external"]),
                    .humidity(["va_humidity", "humidity_value", "humidity_current", "humidity"]),
                ])
            ]),
        CategoryRow(
            "hjjcy co2bj pm2.5 jqbj vocbj", "Air quality monitor", "AIR_QUALITY_MONITOR",
            [
                .main([
                    reading("Air.Dust", "fine dust", ["pm25_value", "pm25"]),
                    reading("Air.CarbonDioxide", "carbon dioxide", ["co2_value"]),
                    reading("Air.Compounds", "volatile compounds", ["voc_value", "tvoc"]),
                    reading("Air.Formaldehyde", "formaldehyde", ["ch2o_value"]),
                    .temperature(["temp_current", "va_temperature"]),
                    .humidity(["humidity_value", "va_humidity", "humidity_current"]),
                ])
            ]),
        alarm("ywbj", "Smoke sensor", "smoke", ["smoke_sensor_status", "smoke_sensor_state"]),
        alarm("rqbj", "Gas sensor", "gas", ["gas_sensor_status", "gas_sensor_state"]),
        alarm("cobj", "Carbon monoxide sensor", "carbon monoxide", ["co_status", "co_state"]),
        alarm("sj", "Water sensor", "water leak", ["watersensor_state", "water_sensor_state"]),
        alarm("zd", "Vibration sensor", "vibration", ["shock_state", "vibration_state"]),
    ]

    static let appliances: [CategoryRow] = [
        // They only have meters, which any device may have.
        CategoryRow("znnbq", "Solar inverter", "OTHER", [.main([])]),
        CategoryRow("zndb", "Electricity meter", "OTHER", gangs),
        CategoryRow(
            "sd", "Vacuum robot", "VACUUM_CLEANER",
            [
                .main([
                    .power(["power_go", "power", "switch"]),
                    .mode(ModeRow(instance: "Vacuum.Program", names: [Spoken.text("cleaning mode")], codes: ["mode"])),
                    .mode(
                        ModeRow(
                            instance: "Vacuum.Suction", names: [Spoken.text("suction power")],
                            codes: ["suction", "fan_speed_enum"])),
                    .toggle(
                        ToggleRow(
                            instance: "Vacuum.Dock", names: [Spoken.text("dock"), Spoken.text("charging station")],
                            codes: ["switch_charge"])),
                    .toggle(
                        ToggleRow(instance: "Vacuum.Locator", names: [Spoken.text("locator")], codes: ["seek"])),
                    .mode(
                        ModeRow(
                            instance: "Vacuum.Activity", names: [Spoken.text("activity")], codes: ["status"],
                            isControl: false)),
                ])
            ]),
        CategoryRow(
            "bh", "Kettle", "OTHER",
            [
                .main([
                    .power(["start", "switch"]),
                    .range(
                        RangeRow(
                            instance: "Kettle.Target", names: [Spoken.asset("Setting.WaterTemperature")],
                            codes: ["temp_set", "temp_setting_quick"], unit: "Alexa.Unit.Temperature.Celsius")),
                    .mode(
                        ModeRow(
                            instance: "Kettle.Preset", names: [Spoken.asset("Setting.Preset")],
                            codes: ["temp_setting_quick_c", "temp_setting_quick_f", "work_type", "mode"])),
                    .toggle(
                        ToggleRow(
                            instance: "Kettle.Warm", names: [Spoken.text("keep warm")],
                            codes: ["keep_warm", "warm", "keep_warm_setting"])),
                    .temperature(["temp_current", "temp_current_f"], isOfRoom: false),
                    .mode(
                        ModeRow(
                            instance: "Kettle.Activity", names: [Spoken.text("activity")], codes: ["status"],
                            isControl: false)),
                ])
            ]),
    ]

    /// The functions of a device whose category is not listed.
    static let unknown = CategoryRow(
        [], "Device", "OTHER",
        [
            .main([
                .power(["switch", "switch_led", "power", "start", "power_go", "switch_fan", "light"]),
                .lamp(LampCodes()), .cover(CoverCodes()), .thermostat(ThermostatRow(manualMeansUsual: true)),
                .speed(CategoryTable.fanSpeed),
                .mode(ModeRow(instance: "Device.Program", names: [Spoken.asset("Setting.Mode")], codes: ["mode"])),
                CategoryTable.childLock,
            ])
        ]
            + (1...8).map { PartRow(key: "switch_\($0)", name: "\($0)", functions: [.power(["switch_\($0)"])]) })

    /// The functions that any device may have in addition to those of its category.
    static let common: [FunctionRow] = [
        .temperature(["va_temperature", "temp_indoor", "temp_current", "temp_current_f"]),
        .humidity(["va_humidity", "humidity_indoor", "humidity_value", "humidity_current"]),
        .contact(["doorcontact_state"]),
        .motion(["pir", "pir_state", "presence_state"]),
        meter("Meter.Power", "power in watts", .power, ["cur_power", "power_total", "total_power"]),
        meter("Meter.Voltage", "voltage", .voltage, ["cur_voltage"]),
        meter("Meter.Current", "current in amps", .current, ["cur_current"]),
        meter(
            "Meter.Energy", "energy in kilowatt hours", .energy,
            ["add_ele", "forward_energy_total", "total_forward_energy"]),
        meter("Meter.EnergyFedIn", "energy fed in", .energy, ["reverse_energy_total"]),
    ]

    private static func meter(
        _ instance: String, _ name: String, _ quantity: ElectricQuantity, _ codes: [String]
    ) -> FunctionRow {
        .range(
            RangeRow(
                instance: instance, names: [Spoken.text(name)], codes: codes, isControl: false, quantity: quantity))
    }
}

extension CategoryRow {
    fileprivate init(_ categories: [String], _ kind: String, _ display: String, _ parts: [PartRow]) {
        self.init(categories.joined(separator: " "), kind, display, parts)
    }
}
