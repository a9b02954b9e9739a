import AlexaProtocol
import DeviceCloud
import Skill
import Testing

@testable import TuyaCloud

/// Thermostats, air conditioners and heaters: scales, steps, units and modes.
struct ThermostatTests {
    typealias Directive = ThermostatController.Directive

    private static func set(_ value: Double, _ scale: Temperature.Scale = .celsius) throws -> Directive {
        let kind = try #require(ThermostatController.directives.first { $0.name == "SetTargetTemperature" })
        let header = AlexaProtocol.Directive.Header(ThermostatController.namespace, kind.name)
        let payload: JSONValue = ["targetSetpoint": Temperature(value, scale).json]
        return try ThermostatController.directive(kind.read(Payload(payload, of: header)))
    }

    private static func sent(_ bench: DeviceBench, _ directive: Directive, _ state: TuyaState? = nil) throws -> String {
        try bench.plan(ThermostatController.self, directive, state).sent
    }

    /// A thermostat with a setpoint and a thermometer of this specification.
    private static func bench(
        _ set: SpecifiedPoint, _ current: SpecifiedPoint, more: KeyValuePairs<String, SpecifiedPoint> = [:],
        points: [TuyaPoint] = []
    ) throws -> DeviceBench {
        let status: KeyValuePairs<String, SpecifiedPoint> = ["temp_current": current]
        var specification = TuyaSpecification.of("wk", ["switch": .bool, "temp_set": set], status: status)
        specification.functions += TuyaSpecification.of("wk", more).functions
        specification.status += TuyaSpecification.of("wk", more).functions
        return try DeviceBench(specification, points: points)
    }

    @Test func tenthsOfDegreesGoBothWays() throws {
        let bench = try DeviceBench(.thermostat)
        let plan = try bench.plan(ThermostatController.self, Self.set(21.5))
        #expect(plan.sent == "temp_set=215")
        #expect(plan.told == [#"targetSetpoint {"value":21.5,"scale":"CELSIUS"}"#])
        #expect(
            bench.report(["switch": true, "mode": "manual", "temp_set": 215, "temp_current": 203]) == [
                "powerState ON", #"targetSetpoint {"value":21.5,"scale":"CELSIUS"}"#, "thermostatMode HEAT",
                #"temperature {"value":20.3,"scale":"CELSIUS"}"#, "Climate.Program mode manual",
            ])
    }

    @Test func everySetpointIsReportedAsItWasSet() throws {
        let bench = try DeviceBench(.thermostat)
        for half in 10...70 {
            let plan = try bench.plan(ThermostatController.self, Self.set(Double(half) / 2))
            #expect(plan.sent == "temp_set=\(half * 5)")
            #expect(plan.told == ["targetSetpoint \(Temperature(Double(half) / 2, .celsius).json.text)"])
            #expect(bench.report(bench.after(plan, bench.state([:]))) == plan.told)
        }
    }

    @Test func theCustomersScaleIsConverted() throws {
        let bench = try DeviceBench(.thermostat)
        let plan = try bench.plan(ThermostatController.self, Self.set(70, .fahrenheit))
        #expect(plan.sent == "temp_set=210")
        #expect(plan.told == [#"targetSetpoint {"value":21,"scale":"CELSIUS"}"#])
    }

    @Test func aSetpointOutsideIsRefusedInTheCustomersScale() throws {
        let bench = try DeviceBench(.thermostat)
        #expect(
            try bench.refusal(ThermostatController.self, Self.set(104, .fahrenheit))
                == .generic(
                    .temperatureValueOutOfRange(
                        TemperatureRange(Temperature(41, .fahrenheit), Temperature(95, .fahrenheit)))))
    }

    @Test func anAdjustmentEndsAtTheEnds() throws {
        let bench = try DeviceBench(.thermostat)
        let state = bench.state(["temp_set": 340])
        #expect(
            try Self.sent(bench, .adjustTargetTemperature(delta: Temperature(-1, .celsius)), state) == "temp_set=330")
        #expect(
            try Self.sent(bench, .adjustTargetTemperature(delta: Temperature(5, .celsius)), state) == "temp_set=350")
        #expect(
            try Self.sent(bench, .adjustTargetTemperature(delta: Temperature(-9, .fahrenheit)), state)
                == "temp_set=290")
    }

    // MARK: Wrong scales and units

    @Test func aStepThatNoThermostatHasStandsForTenths() throws {
        let bench = try Self.bench(
            .int(50...350, step: 5, unit: "℃"), .int(-100...500, step: 5, unit: "℃"))
        #expect(try Self.sent(bench, Self.set(21.5)) == "temp_set=215")
        #expect(
            bench.report(["temp_set": 215, "temp_current": 198]) == [
                #"targetSetpoint {"value":21.5,"scale":"CELSIUS"}"#, #"temperature {"value":19.8,"scale":"CELSIUS"}"#,
            ])
        let whole = try Self.bench(.int(5...35, step: 5, unit: "℃"), .int(0...50, step: 5, unit: "℃"))
        #expect(try Self.sent(whole, Self.set(21.5)) == "temp_set=215")
        #expect(whole.report(["temp_current": 215]) == [#"temperature {"value":21.5,"scale":"CELSIUS"}"#])
        // A value within the declared range means whole degrees.
        #expect(try Self.sent(whole, Self.set(25), whole.state(["temp_set": 20])) == "temp_set=25")
    }

    @Test func aTenthOfWhatIsReportedMayBeMeant() throws {
        let bench = try Self.bench(.int(5...35, unit: "℃"), .int(0...50, unit: "℃"))
        #expect(
            bench.report(["temp_set": 215, "temp_current": 203]) == [
                #"targetSetpoint {"value":21.5,"scale":"CELSIUS"}"#, #"temperature {"value":20.3,"scale":"CELSIUS"}"#,
            ])
        #expect(try Self.sent(bench, Self.set(22), bench.state(["temp_set": 215])) == "temp_set=220")
        #expect(try Self.sent(bench, Self.set(22), bench.state(["temp_set": 21])) == "temp_set=22")
    }

    @Test func halfDegreesByAQuirk() throws {
        let specification = TuyaSpecification.of("wk", ["temp_set": .int(10...60, scale: 1, step: 5)])
        let bench = try DeviceBench(
            specification,
            quirks:
                #"{"products": {"p1": {"codes": {"temp_set": {"scale": 0, "step": 1, "unit": "0.5 °C", "min": 10, "max": 60}}}}}"#
        )
        #expect(bench.report(["temp_set": 41]).first == #"targetSetpoint {"value":20.5,"scale":"CELSIUS"}"#)
        #expect(try Self.sent(bench, Self.set(20.5)) == "temp_set=41")
    }

    @Test func oneProductIsInBothScales() throws {
        let bench = try DeviceBench(
            .of(
                "wk", ["temp_set": .int(50...350, scale: 1, unit: "℃")],
                status: ["temp_current": .int(0...900, scale: 1, unit: "℃")]),
            product: "hw50w7qvxluhslkk")
        #expect(
            bench.report(["temp_set": 210, "temp_current": 203]).prefix(1)
                == [#"targetSetpoint {"value":21,"scale":"CELSIUS"}"#])
        let fahrenheit = bench.state(["temp_set": 700, "temp_current": 683])
        #expect(
            bench.report(fahrenheit) == [
                #"targetSetpoint {"value":70,"scale":"FAHRENHEIT"}"#,
                #"temperature {"value":68.3,"scale":"FAHRENHEIT"}"#,
            ])
        #expect(try Self.sent(bench, Self.set(20), fahrenheit) == "temp_set=680")
        #expect(try Self.sent(bench, Self.set(20), bench.state(["temp_set": 210])) == "temp_set=200")
    }

    @Test func theUnitOfThePointCountsFirst() throws {
        let bench = try Self.bench(
            .int(41...95, unit: "℉"), .int(0...120, unit: "F"), more: ["temp_unit_convert": .words(["c", "f"])])
        #expect(
            bench.report(["temp_set": 70, "temp_unit_convert": "c"])
                == [#"targetSetpoint {"value":70,"scale":"FAHRENHEIT"}"#])
        #expect(try Self.sent(bench, Self.set(20)) == "temp_set=68")
    }

    @Test func thenTheUnitThatTheDeviceShows() throws {
        let bench = try Self.bench(
            .int(41...95), .int(0...120), more: ["temp_unit_convert": .words(["c", "f"])])
        #expect(
            bench.report(["temp_set": 70, "temp_unit_convert": "f"])
                == [#"targetSetpoint {"value":70,"scale":"FAHRENHEIT"}"#])
        #expect(try Self.sent(bench, Self.set(20), bench.state(["temp_unit_convert": "f"])) == "temp_set=68")
    }

    @Test func andElseCelsius() throws {
        let bench = try Self.bench(.int(5...35), .int(0...50))
        #expect(bench.report(["temp_set": 20]) == [#"targetSetpoint {"value":20,"scale":"CELSIUS"}"#])
    }

    @Test(arguments: [("c", "temp_set=21"), ("f", "temp_set_f=70")])
    func ofAPairThePointOfTheUnitIsTaken(_ unit: String, _ expected: String) throws {
        let bench = try Self.bench(
            .int(5...40, unit: "℃"), .int(0...50, unit: "℃"),
            more: ["temp_set_f": .int(41...104, unit: "℉"), "temp_unit_convert": .words(["c", "f"])])
        let state = bench.state([
            "temp_set": 20, "temp_set_f": 68, "temp_unit_convert": .string(unit),
        ])
        #expect(try bench.needsState(ThermostatController.self, Self.set(21)))
        #expect(try Self.sent(bench, Self.set(21), state) == expected)
        #expect(
            bench.report(state).first { $0.hasPrefix("targetSetpoint") }
                == (unit == "c"
                    ? #"targetSetpoint {"value":20,"scale":"CELSIUS"}"#
                    : #"targetSetpoint {"value":68,"scale":"FAHRENHEIT"}"#))
    }

    @Test func limitsOfTheDeviceNarrowTheRange() throws {
        let bench = try Self.bench(
            .int(5...40, unit: "℃"), .int(0...50, unit: "℃"), more: ["upper_temp": .int(5...40, unit: "℃")])
        #expect(
            try bench.refusal(ThermostatController.self, Self.set(35), bench.state(["upper_temp": 30]))
                == .generic(
                    .temperatureValueOutOfRange(
                        TemperatureRange(Temperature(5, .celsius), Temperature(30, .celsius)))))
        #expect(try Self.sent(bench, Self.set(29), bench.state(["upper_temp": 30])) == "temp_set=29")
    }

    // MARK: Modes

    private static let airConditioner = TuyaSpecification.of(
        "kt",
        [
            "switch": .bool, "temp_set": .int(16...31, unit: "℃"),
            "mode": .words(["auto", "cold", "freeze", "wet", "wind", "hot"]),
        ])

    @Test(arguments: [
        ("AUTO", "switch=true mode=auto"), ("COOL", "switch=true mode=cold"), ("HEAT", "switch=true mode=hot"),
        ("OFF", "switch=false"),
    ]) func aModeSwitchesTheDeviceOn(_ mode: String, _ expected: String) throws {
        let bench = try DeviceBench(Self.airConditioner)
        let plan = try bench.plan(ThermostatController.self, Directive.setThermostatMode(mode, customName: nil))
        #expect(plan.sent == expected)
        #expect(plan.demand == .thermostatMode)
    }

    @Test(
        arguments: [
            ("cold", "COOL"), ("freeze", "COOL"), ("hot", "HEAT"), ("auto", "AUTO"), ("wet", nil), ("wind", nil),
        ] as [(String, String?)]) func ofTwoWordsForOneModeBothAreRead(_ word: String, _ mode: String?) throws
    {
        let bench = try DeviceBench(Self.airConditioner)
        let report = bench.report(["switch": true, "mode": .string(word)])
        #expect(report.first { $0.hasPrefix("thermostatMode") } == mode.map { "thermostatMode \($0)" })
        #expect(report.contains("Climate.Program mode \(word)"))
        #expect(bench.report(["switch": false, "mode": .string(word)]).contains("thermostatMode OFF"))
    }

    @Test func aModeThatTheDeviceLacksIsRefused() throws {
        let bench = try DeviceBench(Self.airConditioner)
        #expect(
            try bench.refusal(ThermostatController.self, Directive.setThermostatMode("ECO", customName: nil))
                == AlexaErrorType(ThermostatController.Failure.unsupportedThermostatMode))
    }

    @Test func modesThatAlexaLacksAreAProgram() throws {
        let bench = try DeviceBench(Self.airConditioner)
        #expect(
            try bench.plan(ModeController.self, ModeController.Directive.setMode("wet"), instance: "Climate.Program")
                .sent
                == "switch=true mode=wet")
    }

    @Test func aValveWithoutASwitchCannotBeOff() throws {
        let valve = try DeviceBench(
            .of("wkf", ["mode": .words(["auto", "manual"]), "temp_set": .int(5...30, unit: "℃")]))
        #expect(
            try Self.sent(valve, .setThermostatMode("HEAT", customName: nil)) == "mode=manual")
        #expect(
            try valve.refusal(ThermostatController.self, Directive.setThermostatMode("OFF", customName: nil))
                == AlexaErrorType(ThermostatController.Failure.unsupportedThermostatMode))
    }

    @Test func aHeaterReportsOffWithAnUndeclaredWord() throws {
        let heater = try DeviceBench(
            .of("qn", ["mode": .words(["heat", "eco", "off"]), "temp_set": .int(5...30, unit: "℃")]))
        #expect(heater.report(["mode": "off"]).contains("thermostatMode OFF"))
        let undeclared = try DeviceBench(
            .of("qn", ["switch": .bool, "mode": .words(["heat", "eco"]), "temp_set": .int(5...30, unit: "℃")]))
        #expect(undeclared.report(["switch": true, "mode": "off"]).contains("thermostatMode OFF"))
        #expect(
            undeclared.lines.all == ["data_point dev1 mode the value is a word that the specification does not declare"]
        )
    }
}
