import AlexaProtocol
import Testing

private let warm: JSONValue = ["value": 21, "scale": "CELSIUS"]

@Suite("Values of climate, entry and cooking") struct ClimateShapeTests {
    @Test(
        "are sent as Alexa accepts them, or not at all",
        arguments: [
            (ThermostatController.self, "targetSetpoint", warm, warm),
            (
                ThermostatController.self, "targetSetpoint", ["value": 120, "scale": "FAHRENHEIT"],
                ["value": 120, "scale": "FAHRENHEIT"]
            ),
            (
                ThermostatController.self, "upperSetpoint", ["value": 313.15, "scale": "KELVIN"],
                ["value": 313.15, "scale": "KELVIN"]
            ),
            (ThermostatController.self, "lowerSetpoint", ["value": 20, "scale": "RANKINE"], .none),
            (ThermostatController.self, "thermostatMode", "auto", "AUTO"),
            (ThermostatController.self, "thermostatMode", ["value": "CUSTOM", "customName": "DRY"], "CUSTOM"),
            (ThermostatController.self, "thermostatMode", "EM_HEAT", "EM_HEAT"),
            (ThermostatController.self, "thermostatMode", "DRY", .none),
            (ThermostatController.self, "adaptiveRecoveryStatus", "PREHEATING", "PREHEATING"),
            (EndpointHealth.self, "connectivity", ["value": "OK", "reason": "UNKNOWN"], ["value": "OK"]),
            (
                EndpointHealth.self, "connectivity", ["value": "UNREACHABLE", "reason": "WIFI_BAD_PASSWORD"],
                ["value": "UNREACHABLE", "reason": "WIFI_BAD_PASSWORD"]
            ),
            (EndpointHealth.self, "connectivity", "OK", .none),
            (
                TemperatureSensor.self, "temperature", ["value": 451, "scale": "FAHRENHEIT"],
                ["value": 451, "scale": "FAHRENHEIT"]
            ),
            (TemperatureSensor.self, "temperature", ["value": -300, "scale": "CELSIUS"], .none),
            (HumiditySensor.self, "relativeHumidity", 0, 0), (HumiditySensor.self, "relativeHumidity", 100, 100),
            (HumiditySensor.self, "relativeHumidity", 100.5, .none),
            (HumiditySensor.self, "relativeHumidity", ["value": 40], .none),
            (LockController.self, "lockState", "UNLOCKING", .none),
            (SecurityPanelController.self, "fireAlarm", ["value": "ALARM", "x": 1], ["value": "ALARM"]),
            (SecurityPanelController.self, "fireAlarm", "ALARM", .none),
            (Cooking.self, "cookingMode", "OFF", "OFF"),
            (Cooking.self, "cookingMode", ["value": "OFF"], ["value": "OFF"]),
            (Cooking.self, "cookingMode", ["value": "X"], .none),
            (
                Cooking.self, "cookingTimeInterval", ["start": "2026-01-01T00:00:00Z", "end": 1],
                ["start": "2026-01-01T00:00:00Z"]
            ),
            (Cooking.self, "foodItem", ["foodName": "a", "foodCategory": "NOPE"], ["foodName": "a"]),
            (Cooking.self, "foodItem", ["foodCategory": "BEEF"], .none),
            (
                Cooking.self, "foodItem",
                ["foodName": "a", "foodQuantity": ["@type": "Count", "value": 2, "unit": .null]],
                ["foodName": "a", "foodQuantity": ["@type": "Count", "value": 2]]
            ),
            (Cooking.TimeController.self, "requestedCookTime", "PT90S", "PT90S"),
            (Cooking.TimeController.self, "requestedCookTime", 90, .none),
            (
                Cooking.TimeController.self, "cookingPowerLevel", ["@type": "EnumeratedPowerLevel", "value": "LOW"],
                ["@type": "EnumeratedPowerLevel", "value": "LOW"]
            ),
            (
                Cooking.TimeController.self, "cookingPowerLevel",
                ["@type": "EnumeratedPowerLevel", "value": "MED_LOW"], .none
            ),
            (Cooking.PresetController.self, "requestedFoodDoneness", "RARE", "RARE"),
        ] as [(any AlexaInterface.Type, String, JSONValue, JSONValue?)])
    func shapes(interface: any AlexaInterface.Type, property: String, value: JSONValue, expected: JSONValue?) throws {
        let kind = interface.property(property)
        #expect(try #require(kind).shape.normalised(value) == expected)
    }
}
