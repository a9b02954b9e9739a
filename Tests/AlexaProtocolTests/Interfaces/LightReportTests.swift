import AlexaProtocol
import Testing

@Suite("Reports of lights, generic controllers and supplies")
struct LightReportTests {
    private static let time = Timestamp(milliseconds: 1_767_225_600_000)

    @Test(arguments: [
        PowerLevelController.powerLevel(0), PercentageController.percentage(100),
        ColorController.color(.init(hue: 360, saturation: 1, brightness: 0)),
        ColorTemperatureController.colorTemperature(kelvin: 10_000),
        ModeController.mode("Wool", instance: "i"), RangeController.rangeValue(-2.5, instance: "i"),
        ToggleController.toggleState(true, instance: "i"),
        InventoryLevelSensor.level(.volume(420.5, .milliliter), instance: "i"),
        InventoryLevelSensor.level(.weight(0, .ounce), instance: "i"),
        InventoryLevelSensor.level(.percentage(62), instance: "i"),
        InventoryLevelSensor.level(.count(4), instance: "i"),
    ])
    func whatWeMakeIsSent(_ state: PropertyState) throws {
        let kind = try #require(InterfaceCatalog.interface(state.namespace)?.property(state.name))
        #expect(kind.shape.normalised(state.value) == state.value)
    }

    @Test(
        arguments: [
            (PowerLevelController.self, "powerLevel", 100.5), (PercentageController.self, "percentage", -1),
            (PercentageController.self, "percentage", "50"),
            (ColorController.self, "color", ["hue": 361, "saturation": 0, "brightness": 0]),
            (ColorController.self, "color", ["hue": 1, "saturation": 0]),
            (ColorTemperatureController.self, "colorTemperatureInKelvin", 999),
            (ModeController.self, "mode", 1), (RangeController.self, "rangeValue", "5"),
            (ToggleController.self, "toggleState", true),
            (InventoryLevelSensor.self, "level", ["@type": "Volume", "value": 1]),
            (InventoryLevelSensor.self, "level", ["@type": "Weight", "value": 1, "unit": "LITER"]),
            (InventoryLevelSensor.self, "level", ["@type": "Percentage", "value": 101]),
            (InventoryLevelSensor.self, "level", ["@type": "Count", "value": -1]),
            (InventoryLevelSensor.self, "level", 5),
        ] as [(any AlexaInterface.Type, String, JSONValue)])
    func whatAlexaRefusesIsNotSent(_ interface: any AlexaInterface.Type, _ name: String, _ value: JSONValue) throws {
        let kind = try #require(interface.properties.first { $0.name == name })
        #expect(kind.shape.normalised(value) == nil)
    }

    @Test func recordingsAreBroughtIntoForm() throws {
        let level = try #require(InventoryLevelSensor.property("level")).shape
        #expect(
            level.normalised(["@type": "Percentage", "value": 5, "unit": "PERCENT"])
                == ["@type": "Percentage", "value": 5])
        let toggle = try #require(ToggleController.property("toggleState")).shape
        #expect(toggle.normalised("on") == "ON")
    }

    @Test(
        arguments: [
            (
                InventoryUsageSensor.inventoryConsumed(.count(2), at: time, instance: "Meals"), "InventoryConsumed",
                ["usage": ["@type": "Count", "value": 2], "timeOfSample": "2026-01-01T00:00:00.000Z"]
            ),
            (
                InventoryLevelUsageSensor.inventoryConsumed(.weight(80, .gram), at: time, instance: "Meals"),
                "InventoryConsumed",
                [
                    "usage": ["@type": "Weight", "value": 80, "unit": "GRAM"],
                    "timeOfSample": "2026-01-01T00:00:00.000Z",
                ]
            ),
            (
                InventoryLevelUsageSensor.inventoryReplaced(.percentage(100), at: time, instance: "Meals"),
                "InventoryReplaced",
                [
                    "newAbsoluteLevel": ["@type": "Percentage", "value": 100],
                    "replaceDate": "2026-01-01T00:00:00.000Z",
                ]
            ),
        ] as [(InterfaceEvent, String, JSONValue)])
    func supplies(_ event: InterfaceEvent, _ name: String, _ payload: JSONValue) throws {
        let json = try LightSupport.encoded(event)
        #expect(json["header"]?.object?["name"] == .string(name))
        #expect(json["header"]?.object?["instance"] == "Meals")
        #expect(json["header"]?.object?["payloadVersion"] == "3")
        #expect(json["payload"] == payload)
    }

    @Test func aMeterReportsUnasked() throws {
        let interval = DeviceUsageMeter.Interval(0.5, from: Self.time, to: Self.time.advanced(by: .seconds(60)))
        let measurements = try #require(DeviceUsageMeter.Measurements(naturalGas: [interval]))
        let json = try LightSupport.encoded(DeviceUsageMeter.measurementsReported(measurements))
        #expect(json["header"]?.object?["payloadVersion"] == "1.0")
        #expect(
            json["payload"] == [
                "naturalGasIntervals": [
                    ["usage": 0.5, "start": "2026-01-01T00:00:00.000Z", "end": "2026-01-01T00:01:00.000Z"]
                ]
            ])
        #expect(DeviceUsageMeter.Measurements() == nil)
        #expect(DeviceUsageMeter.Interval(["usage": -1, "start": "2026-01-01T00:00:00Z"]) == nil)
    }

    @Test(
        arguments: [
            (
                .power(standby: 1, on: 60),
                #"{"type":"POWER","standbyWattage":{"value":1,"units":"WATTS"},"onWattage":{"value":60,"units":"WATTS"}}"#
            ),
            (
                .brightnessColor(standby: 0, maximum: 9.5),
                #"{"type":"BRIGHTNESS_COLOR","standbyWattage":{"value":0,"units":"WATTS"},"#
                    + #""maximumWattage":{"value":9.5,"units":"WATTS"}}"#
            ),
        ] as [(DeviceUsageEstimation.PowerProfile, String)])
    func estimations(_ profile: DeviceUsageEstimation.PowerProfile, _ json: String) {
        let discovered = LightSupport.discovered(DeviceUsageEstimation.capability(profile)).json?.object
        #expect(discovered?["configurations"]?.object?["powerProfile"]?.text == json)
        #expect(discovered?["version"] == "1.0")
    }
}
