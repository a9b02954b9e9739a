import AlexaProtocol
import Testing

@testable import TuyaCloud

/// Each kind of correction, and wrong correction files.
struct QuirkTests {
    private static func device(_ quirk: String) -> String { #"{"devices": {"dev1": \#(quirk)}}"# }

    @Test func theShippedFileIsRight() throws {
        var reader = QuirkReader()
        let file = reader.file(TuyaQuirks.shippedFile)
        #expect(reader.problems == [])
        #expect(file.products.count == 11)
        let names = ["wifvoilfrqeo6hvu", "qxJSyTLEtX5WrzA9", "eyEYwtdx9VhexxLW", "QH3oyDNHKw9c1irH"]
        for product in names {
            let quirk = TuyaQuirks.shipped.quirk(for: TuyaAppliance(TuyaDevice(id: "d", productId: product)))
            #expect(quirk.codes["cur_voltage"]?.scale == 1)
            #expect(quirk.codes["cur_power"]?.scale == 1)
        }
    }

    @Test func hideOfCodesLeavesPointsOut() throws {
        let bench = try DeviceBench(.colourLamp, quirks: Self.device(#"{"hide": ["colour_data_v2"]}"#))
        #expect(bench.endpoints[0].declares(ColorController.namespace) == false)
        #expect(bench.endpoints[0].declares(BrightnessController.namespace))
    }

    @Test func categoryCountsInsteadOfTheDevices() throws {
        let bench = try DeviceBench(.of("cz", ["switch_1": .bool]), quirks: Self.device(#"{"category": "dj"}"#))
        #expect(bench.endpoints[0].displayCategories == ["LIGHT"])
    }

    @Test func invertOfASwitch() throws {
        let bench = try DeviceBench(
            .of("kg", ["switch_1": .bool]), quirks: Self.device(#"{"invert": ["switch_1"]}"#))
        #expect(bench.report(["switch_1": true]) == ["powerState OFF"])
        #expect(try bench.plan(PowerController.self, PowerController.Directive.turnOn).sent == "switch_1=false")
    }

    @Test func invertOfALevel() throws {
        let bench = try DeviceBench(.whiteLamp, quirks: Self.device(#"{"invert": ["temp_value", "bright_value"]}"#))
        let plan = try bench.plan(
            ColorTemperatureController.self, ColorTemperatureController.Directive.setColorTemperature(kelvin: 6500))
        #expect(plan.sent == "switch_led=true temp_value=0")
        #expect(
            bench.report(["temp_value": 0, "bright_value": 10])
                == ["brightness 100", "colorTemperatureInKelvin 6500"])
    }

    @Test func scaleStepAndRange() throws {
        let bench = try DeviceBench(
            .of("wk", ["temp_set": .int(0...100, unit: "℃")]),
            quirks: Self.device(
                #"{"codes": {"temp_set": {"scale": 1, "step": 5, "min": 50, "max": 300}}}"#))
        #expect(bench.report(["temp_set": 215]).first == #"targetSetpoint {"value":21.5,"scale":"CELSIUS"}"#)
        #expect(
            bench.endpoints[0].capability(ThermostatController.namespace)?.limits(of: ThermostatController.self)?
                .setpointRange
                == TemperatureRange(Temperature(5, .celsius), Temperature(30, .celsius)))
    }

    @Test func aRangeMendsAPointWithoutOne() throws {
        let quirk = Self.device(#"{"codes": {"level": {"min": 1, "max": 5}}}"#)
        let specification = TuyaSpecification.of("fs", ["switch": .bool, "level": .raw("Integer", "")])
        #expect(
            try DeviceBench(specification, quirks: quirk).endpoints[0].readable.contains("Fan.Speed [FanSpeed] 1...5"))
        let without = try DeviceBench(specification)
        #expect(!without.endpoints[0].readable.contains("Fan.Speed"))
        #expect(
            without.lines.all
                == ["data_point dev1 level the specification's type is not usable: the point is left out"])
    }

    @Test func unitOfATemperature() throws {
        let bench = try DeviceBench(
            .of("wsdcg", [:], status: ["va_temperature": .int(-400...1400, scale: 1, unit: "")]),
            quirks: Self.device(#"{"codes": {"va_temperature": {"unit": "°F"}}}"#))
        #expect(bench.report(["va_temperature": 685]) == [#"temperature {"value":68.5,"scale":"FAHRENHEIT"}"#])
    }

    @Test func wordOfAUnit() throws {
        let specification = TuyaSpecification.of(
            "wsdcg", [:], status: ["va_temperature": .int(-400...1400, scale: 1, unit: "grad")])
        let bench = try DeviceBench(specification, quirks: #"{"units": {"grad": "°F"}}"#)
        #expect(bench.report(["va_temperature": 685]) == [#"temperature {"value":68.5,"scale":"FAHRENHEIT"}"#])
    }

    @Test func unitOfACategory() throws {
        let specification = TuyaSpecification.of(
            "znnbq", [:],
            status: [
                "power_total": .int(0...10_000, scale: 3, unit: "W"),
                "reverse_energy_total": .int(0...1_000_000, scale: 2),
            ])
        let shipped = try DeviceBench(specification)
        #expect(
            shipped.report(["power_total": 1234, "reverse_energy_total": 4321])
                == ["Meter.Power rangeValue 1234", "Meter.EnergyFedIn rangeValue 43.21"])
        let declared = try DeviceBench(
            specification, quirks: #"{"categories": {"znnbq": {"codes": {"power_total": {"unit": "W"}}}}}"#)
        #expect(declared.report(["power_total": 1234]) == ["Meter.Power rangeValue 1.234"])
    }

    @Test func unitOfAWhiteGivesItsKelvins() throws {
        let bench = try DeviceBench(
            .whiteLamp, quirks: Self.device(#"{"codes": {"temp_value": {"unit": "K", "min": 2000, "max": 7142}}}"#))
        #expect(bench.report(["temp_value": 0]) == ["colorTemperatureInKelvin 2000"])
        #expect(bench.report(["temp_value": 1000]) == ["colorTemperatureInKelvin 7142"])
        #expect(
            try bench.plan(
                ColorTemperatureController.self, ColorTemperatureController.Directive.setColorTemperature(kelvin: 2000)
            ).sent == "switch_led=true temp_value=0")
    }

    @Test func valuesOfAWord() throws {
        let bench = try DeviceBench(
            .of("kt", ["switch": .bool, "temp_set": .int(16...30), "mode": .words(["0", "1", "2"])]),
            quirks: Self.device(#"{"codes": {"mode": {"values": {"0": "auto", "1": "cold", "2": "hot", "3": "eco"}}}}"#)
        )
        #expect(
            bench.endpoints[0].capability(ThermostatController.namespace).map {
                ThermostatController.Configuration($0).supportedModes
            } == ["AUTO", "COOL", "HEAT", "ECO", "OFF"])
        #expect(
            try bench.plan(
                ThermostatController.self, ThermostatController.Directive.setThermostatMode("COOL", customName: nil)
            ).sent == "switch=true mode=1")
        #expect(bench.report(["switch": true, "mode": "2"]).contains("thermostatMode HEAT"))
    }

    @Test func valuesOfASwitch() throws {
        let bench = try DeviceBench(
            .of("kg", ["switch": .bool]),
            quirks: Self.device(#"{"codes": {"switch": {"values": {"running": "true", "idle": "false"}}}}"#))
        #expect(bench.report(["switch": "running"]) == ["powerState ON"])
        #expect(bench.report(["switch": "idle"]) == ["powerState OFF"])
    }

    @Test func aSwitchAloneIsNeverSentWithALevel() throws {
        let bench = try DeviceBench(.whiteLamp, quirks: Self.device(#"{"switchAlone": true}"#))
        let set = BrightnessController.Directive.setBrightness(42)
        #expect(try bench.needsState(BrightnessController.self, set))
        #expect(
            try bench.plan(BrightnessController.self, set, bench.state(["switch_led": true])).sent
                == "bright_value=420")
        #expect(
            try bench.plan(BrightnessController.self, set, bench.state(["switch_led": false])).sent
                == "switch_led=true then bright_value=420")
        let fan = try DeviceBench(
            .of("fs", ["switch": .bool, "fan_speed_percent": .int(1...100)]),
            quirks: Self.device(#"{"switchAlone": true}"#))
        #expect(
            try fan.plan(
                RangeController.self, RangeController.Directive.setRangeValue(40), instance: "Fan.Speed",
                fan.state(["switch": true])
            ).sent == "fan_speed_percent=40")
    }

    @Test func aDeviceCountsBeforeItsProductAndTheOperatorBeforeTheShipped() throws {
        let quirks = try TuyaQuirks(
            shippedAnd: Array(
                #"""
                {"units": {"grad": "°C"}, "categories": {"cz": {"codes": {"a": {"scale": 3, "unit": "y", "step": 5}}}},
                 "products": {"p1": {"category": "dj", "switchAlone": true, "codes": {"a": {"scale": 1, "unit": "x"}}}},
                 "devices": {"dev1": {"category": "kg", "codes": {"a": {"scale": 2}}}}}
                """#.utf8))
        func quirk(_ id: String, _ product: String, _ category: String = "") -> TuyaQuirk {
            quirks.quirk(for: TuyaAppliance(TuyaDevice(id: id, category: category, productId: product)))
        }
        let quirk1 = quirk("dev1", "p1", "cz")
        #expect(quirk1.category == "kg")
        #expect(quirk1.switchAlone == true)
        #expect(quirk1.codes["a"]?.scale == 2)
        #expect(quirk1.codes["a"]?.unit == "x")
        #expect(quirk1.codes["a"]?.step == 5)
        #expect(quirk("dev2", "p1").category == "dj")
        #expect(quirk("dev2", "p1").codes["a"]?.step == nil)
        #expect(quirk("dev2", "b9oa3zocv4qq47iy").position == "percent_control")
        #expect(quirk("dev2", "p2", "znnbq").codes["power_total"]?.unit == "kW")
        #expect(quirk("dev2", "p2", "cz").units == ["度": "kWh", "grad": "°C"])
    }

    @Test(arguments: [
        (#"[]"#, ["the quirks are not a JSON object"]),
        (
            #"{"product": {}}"#,
            ["product is not a key of quirks; the keys here are units, categories, products, devices"]
        ),
        (#"{"products": []}"#, ["products must be an object with a key for each id"]),
        (#"{"devices": {"a": 1}}"#, ["devices.a must be an object"]),
        (
            #"{"units": {"度": 1}, "categories": {"cz": {"codes": {"c": {"scale": "1"}}}}}"#,
            [
                "units must be an object that gives the usual word for each unit of a device",
                "categories.cz.codes.c.scale must be a whole number from 0 to 9",
            ]
        ),
        (
            #"{"devices": {"a": {"inverted": [], "hide": 1, "category": "", "invert": "x", "position": 3, "switchAlone": "yes", "codes": []}}}"#,
            [
                "devices.a.inverted is not a key of quirks; the keys here are hide, category, invert, codes, position, switchAlone",
                "devices.a.hide must be true, false or a list of data point codes",
                "devices.a.category must be a category such as dj",
                "devices.a.invert must be a list of data point codes",
                "devices.a.position must be a data point code",
                "devices.a.switchAlone must be true or false",
                "devices.a.codes must be an object with a key for each data point",
            ]
        ),
        (
            #"{"products": {"p": {"codes": {"c": {"scale": 10, "step": 0, "unit": 1, "min": 5, "max": 2, "values": {"a": 1}, "factor": 2}}}}}"#,
            [
                "products.p.codes.c.scale must be a whole number from 0 to 9",
                "products.p.codes.c.step must be a whole number from 1 to 1000000000",
                "products.p.codes.c.unit must be a text such as °C",
                "products.p.codes.c.values must be an object that gives the usual word for each word of the device",
                "products.p.codes.c.factor is not a key of quirks; the keys here are scale, step, unit, min, max, values, fahrenheitFrom",
                "products.p.codes.c.min must be smaller than max",
            ]
        ),
        (
            #"{"products": {"p": {"codes": {"temp_value": {"unit": "K", "min": 10, "max": 6500}}}}}"#,
            ["products.p.codes.temp_value.min and max must be kelvins from 1000 to 10000, because the unit is K"]
        ),
    ]) func everythingThatIsWrongIsNamed(_ file: String, _ problems: [String]) {
        #expect(throws: TuyaQuirksProblems(problems)) { try TuyaQuirks(shippedAnd: Array(file.utf8)) }
    }

    @Test func aFileThatIsNotJSONIsNamed() {
        #expect {
            try TuyaQuirks(shippedAnd: Array(#"{"products": "#.utf8))
        } throws: { error in
            (error as? TuyaQuirksProblems)?.problems.first?.hasPrefix("the quirks are not a JSON object: ") == true
        }
    }
}
