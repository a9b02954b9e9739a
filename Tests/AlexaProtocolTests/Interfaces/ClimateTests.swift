import AlexaProtocol
import Testing

/// The result of a payload: `ok`, or the error's type.
private func verdict(
    _ interface: any AlexaInterface.Type, _ name: String, _ payload: JSONValue, _ configuration: JSONObject? = nil,
    properties: [String]? = nil
) throws -> String {
    let kind = try #require(interface.directives.first { $0.name == name })
    let capability = Capability(
        interface, properties: properties.map { Capability.Properties($0) }, configuration: configuration)
    do throws(AlexaError) {
        try kind.read(Payload(payload, of: .init("", name))).check(against: capability)
        return "ok"
    } catch {
        return error.type.type
    }
}

private let warm: JSONValue = ["value": 21, "scale": "CELSIUS"]

@Suite("Payloads of climate, entry and cooking") struct ClimatePayloadTests {
    @Test(
        "of a thermostat",
        arguments: [
            ("SetTargetTemperature", ["targetSetpoint": warm], "ok"),
            ("SetTargetTemperature", ["targetSetpoint": warm, "lowerSetpoint": .null], "ok"),
            ("SetTargetTemperature", ["targetSetpoint": warm, "schedule": ["start": 7]], "ok"),
            ("SetTargetTemperature", ["lowerSetpoint": warm, "upperSetpoint": warm], "ok"),
            ("SetTargetTemperature", [:], "INVALID_DIRECTIVE"),
            ("SetTargetTemperature", ["targetSetpoint": .null], "INVALID_DIRECTIVE"),
            ("SetTargetTemperature", ["targetSetpoint": 21], "INVALID_DIRECTIVE"),
            ("SetTargetTemperature", ["targetSetpoint": ["value": "21", "scale": "CELSIUS"]], "INVALID_DIRECTIVE"),
            ("SetTargetTemperature", ["targetSetpoint": ["value": 21]], "INVALID_DIRECTIVE"),
            ("SetTargetTemperature", ["targetSetpoint": ["value": 21, "scale": "RANKINE"]], "INVALID_DIRECTIVE"),
            ("AdjustTargetTemperature", ["targetSetpointDelta": warm], "ok"),
            ("AdjustTargetTemperature", [:], "INVALID_DIRECTIVE"),
            ("SetThermostatMode", ["thermostatMode": ["value": "HEAT"]], "ok"),
            ("SetThermostatMode", ["thermostatMode": "HEAT"], "INVALID_DIRECTIVE"),
            ("SetThermostatMode", ["thermostatMode": [:]], "INVALID_DIRECTIVE"),
            ("SetThermostatMode", ["thermostatMode": ["value": "CUSTOM"]], "UNSUPPORTED_THERMOSTAT_MODE"),
            ("ResumeSchedule", [:], "ok"),
        ] as [(String, JSONValue, String)])
    func thermostat(name: String, payload: JSONValue, expected: String) throws {
        #expect(try verdict(ThermostatController.self, name, payload) == expected)
    }

    @Test(
        "of a thermostat with fewer setpoints",
        arguments: [
            (["targetSetpoint"], ["lowerSetpoint": warm], "DUAL_SETPOINTS_UNSUPPORTED"),
            (["targetSetpoint"], ["targetSetpoint": warm, "upperSetpoint": warm], "TRIPLE_SETPOINTS_UNSUPPORTED"),
            (
                ["lowerSetpoint", "upperSetpoint"], ["targetSetpoint": warm, "upperSetpoint": warm],
                "TRIPLE_SETPOINTS_UNSUPPORTED"
            ),
            (["lowerSetpoint", "upperSetpoint"], ["targetSetpoint": warm], "ok"),
            ([], ["lowerSetpoint": warm], "ok"),
        ] as [([String], JSONValue, String)])
    func setpoints(properties: [String], payload: JSONValue, expected: String) throws {
        #expect(
            try verdict(ThermostatController.self, "SetTargetTemperature", payload, properties: properties) == expected)
    }

    @Test(
        "of a security panel",
        arguments: [
            ("Arm", ["armState": "ARMED_AWAY"], "ok"),
            ("Arm", ["armState": "ARMED_AWAY", "bypassType": "BYPASS_ALL", "armInstant": true], "ok"),
            ("Arm", ["armState": "ARMED_AWAY", "bypassType": .null, "armInstant": .null], "ok"),
            ("Arm", ["armState": "ARMED_NIGHT"], "INVALID_VALUE"),
            ("Arm", ["armState": "DISARMED"], "INVALID_VALUE"), ("Arm", ["armState": "armed_away"], "INVALID_VALUE"),
            ("Arm", ["armState": true], "INVALID_DIRECTIVE"), ("Arm", [:], "INVALID_DIRECTIVE"),
            ("Arm", ["armState": "ARMED_AWAY", "bypassType": 1], "INVALID_DIRECTIVE"),
            ("Arm", ["armState": "ARMED_AWAY", "armInstant": "yes"], "INVALID_DIRECTIVE"),
            ("Disarm", [:], "ok"), ("Disarm", ["authorization": .null], "ok"),
            ("Disarm", ["authorization": ["type": "FOUR_DIGIT_PIN", "value": "0000"]], "ok"),
            ("Disarm", ["authorization": ["value": "0000"]], "ok"),
            ("Disarm", ["authorization": ["type": "VOICE", "value": "0000"]], "INVALID_VALUE"),
            ("Disarm", ["authorization": ["type": "FOUR_DIGIT_PIN"]], "INVALID_DIRECTIVE"),
            ("Disarm", ["authorization": ["type": "FOUR_DIGIT_PIN", "value": 0]], "INVALID_DIRECTIVE"),
            ("Disarm", ["authorization": "0000"], "INVALID_DIRECTIVE"),
        ] as [(String, JSONValue, String)])
    func panel(name: String, payload: JSONValue, expected: String) throws {
        let states: JSONObject = ["supportedArmStates": [["value": "ARMED_AWAY"], "ARMED_STAY"]]
        #expect(try verdict(SecurityPanelController.self, name, payload, states) == expected)
    }

    @Test(
        "of cooking appliances",
        arguments: [
            (Cooking.self, "SetCookingMode", ["cookingMode": ["value": "BAKE"]], "ok"),
            (Cooking.self, "SetCookingMode", ["cookingMode": "BAKE"], "ok"),
            (Cooking.self, "SetCookingMode", ["cookingMode": ["value": "OFF"]], "ok"),
            (Cooking.self, "SetCookingMode", ["cookingMode": ["value": "SMOKE"]], "INVALID_VALUE"),
            (Cooking.self, "SetCookingMode", ["cookingMode": ["value": "LEVITATE"]], "INVALID_VALUE"),
            (Cooking.self, "SetCookingMode", ["cookingMode": 7], "INVALID_DIRECTIVE"),
            (Cooking.self, "SetCookingMode", ["cookingMode": ["value": "BAKE"], "foodItem": [:]], "INVALID_DIRECTIVE"),
            (Cooking.TimeController.self, "CookByTime", ["cookTime": "PT3M"], "ok"),
            (Cooking.TimeController.self, "CookByTime", ["cookTime": 180], "INVALID_DIRECTIVE"),
            (Cooking.TimeController.self, "CookByTime", ["cookTime": "3 min"], "INVALID_DIRECTIVE"),
            (Cooking.TimeController.self, "CookByTime", ["cookTime": "PT0S"], "INVALID_VALUE"),
            (Cooking.TimeController.self, "CookByTime", ["cookTime": "-PT1S"], "INVALID_VALUE"),
            (
                Cooking.TimeController.self, "CookByTime", ["cookTime": "PT3M", "cookingMode": ["value": "OFF"]],
                "INVALID_VALUE"
            ),
            (
                Cooking.TimeController.self, "CookByTime",
                ["cookTime": "PT3M", "cookingPowerLevel": ["value": "LOW"], "targetCookingTemperature": warm],
                "INVALID_DIRECTIVE"
            ),
            (Cooking.TimeController.self, "AdjustCookTime", ["cookTimeDelta": "-PT30S"], "ok"),
            (Cooking.TimeController.self, "AdjustCookTime", [:], "INVALID_DIRECTIVE"),
            (Cooking.PresetController.self, "CookByPreset", ["presetName": "STEAK"], "ok"),
            (
                Cooking.PresetController.self, "CookByPreset", ["presetName": "S", "requestedFoodDoneness": "RARE"],
                "ok"
            ),
            (
                Cooking.PresetController.self, "CookByPreset",
                ["presetName": "S", "requestedFoodDoneness": ["value": "BURNT"]], "INVALID_VALUE"
            ),
            (
                Cooking.PresetController.self, "CookByPreset", ["presetName": "S", "requestedFoodDoneness": 1],
                "INVALID_DIRECTIVE"
            ),
            (Cooking.TemperatureController.self, "CookByTemperature", ["targetCookingTemperature": warm], "ok"),
            (Cooking.TemperatureController.self, "CookByTemperature", ["cookingMode": "BAKE"], "INVALID_DIRECTIVE"),
            (
                Cooking.TemperatureController.self, "AdjustCookTemperature", ["targetCookingTemperatureDelta": warm],
                "ok"
            ),
            (Cooking.FoodTemperatureController.self, "CookByFoodTemperature", ["targetFoodTemperature": warm], "ok"),
            (Cooking.FoodTemperatureController.self, "CookByFoodTemperature", [:], "INVALID_DIRECTIVE"),
        ] as [(any AlexaInterface.Type, String, JSONValue, String)])
    func cooking(interface: any AlexaInterface.Type, name: String, payload: JSONValue, expected: String) throws {
        #expect(try verdict(interface, name, payload, ["supportedCookingModes": ["BAKE"]]) == expected)
    }

    @Test(
        "of power levels",
        arguments: [
            ("LOW", [:], true), ("MED_LOW", [:], false), (5, [:], true), (-1, [:], false), (1e300, [:], false),
            ("LOW", ["enumeratedPowerLevels": ["LOW"]], true), ("HIGH", ["enumeratedPowerLevels": ["LOW"]], false),
            (5, ["enumeratedPowerLevels": ["LOW"]], false), (5, ["integralPowerLevels": [5, 10]], true),
            (6, ["integralPowerLevels": [5, 10]], false), ("LOW", ["integralPowerLevels": [5, 10]], false),
        ] as [(JSONValue, JSONObject, Bool)])
    func powerLevel(value: JSONValue, configuration: JSONObject, isSupported: Bool) throws {
        let payload: JSONValue = ["cookTime": "PT1M", "cookingPowerLevel": ["value": value]]
        let expected = isSupported ? "ok" : "POWER_LEVEL_NOT_SUPPORTED"
        #expect(try verdict(Cooking.TimeController.self, "CookByTime", payload, configuration) == expected)
    }
}

@Suite("Capabilities of climate, entry and cooking") struct ClimateCapabilityTests {
    private func discovered(_ capability: Capability) throws -> (Capability, [String]) {
        let endpoint = Endpoint(
            endpointId: "e", manufacturerName: "m", friendlyName: "f", description: "d",
            displayCategories: ["OTHER"], capabilities: [Capability(Alexa.self), capability])
        let verdict = DiscoveryRules.check([endpoint])
        let rules = verdict.findings.filter { $0.rule.severity != .poor }.map(\.rule.id)
        return (try #require(verdict.endpoints.first?.capabilities.last), rules)
    }

    @Test("lose what Alexa would refuse, and the log says so")
    func strictForm() throws {
        let (thermostat, notes) = try discovered(
            Capability(
                ThermostatController.self,
                properties: Capability.Properties(["targetSetpoint", "adaptiveRecoveryStatus", "humidity"]),
                configuration: ["supportedModes": ["HEAT", "EM_HEAT", ["value": "COOL"], "DRY"], "other": 1]))
        #expect(thermostat.properties?.supported == ["targetSetpoint", "adaptiveRecoveryStatus"])
        #expect(thermostat.configuration == ["supportedModes": ["HEAT", "EM_HEAT", "COOL"]])
        #expect(notes == ["props-known", "thermo-modes-known", "thermo-modes-known"])
        let (panel, _) = try discovered(
            Capability(
                SecurityPanelController.self,
                configuration: [
                    "supportedArmStates": ["ARMED_AWAY", ["value": "ARMED_STAY", "x": 1], ["value": "ARMED_X"]],
                    "supportsArmInstant": false, "supportedAuthorizationTypes": [["type": "FOUR_DIGIT_PIN"]],
                ]))
        #expect(
            panel.configuration == [
                "supportedArmStates": [["value": "ARMED_AWAY"], ["value": "ARMED_STAY"], ["value": "DISARMED"]],
                "supportsArmInstant": false, "supportedAuthorizationTypes": [["type": "FOUR_DIGIT_PIN"]],
            ])
    }

    @Test("written and read again are the same")
    func roundTrip() throws {
        let modes = ThermostatController.Configuration(supportedModes: [.heat, .off], supportsScheduling: true)
        #expect(ThermostatController.Configuration(ThermostatController.capability(modes)) == modes)
        let panel = SecurityPanelController.Configuration(
            supportedArmStates: [.armedAway, .disarmed], takesPin: true, supportsArmInstant: false)
        #expect(SecurityPanelController.Configuration(SecurityPanelController.capability(panel)) == panel)
        let parts = ThermostatHVACComponents.Configuration(heater: 2, fan: 3)
        #expect(ThermostatHVACComponents.Configuration(ThermostatHVACComponents.capability(parts)) == parts)
        let oven = Cooking.Configuration(supportsRemoteStart: false, supportedCookingModes: [.bake, .off])
        #expect(Cooking.Configuration(Cooking.capability(Cooking.TimeController.self, oven)) == oven)
    }

    @Test("and a PIN is never described")
    func pin() {
        let pin = SecurityPanelController.Pin("1234")
        #expect(pin.matches("1234") && !pin.matches("123"))
        #expect(!"\(pin) \(String(reflecting: pin)) \(String(describing: [pin]))".contains("1234"))
    }
}
