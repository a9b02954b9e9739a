import AlexaProtocol
import Testing

@Suite("Capabilities of lights, generic controllers and supplies")
struct LightDiscoveryTests {
    @Test func namesAreReadLenientlyAndWrittenStrictly() throws {
        let capability = try LightSupport.recorded(
            #"""
            {"interface":"Alexa.ToggleController","instance":"i","capabilityResources":{"extra":1,"friendlyNames":[
              {"@type":"asset","value":{"assetId":"Alexa.Setting.Mode","note":1}},{"value":{"text":"Swing"}},
              {"@type":"text","value":{"text":"Schwenken","locale":"de-DE"},"x":0},{"@type":"sound"},7]}}
            """#)
        let discovered = LightSupport.discovered(capability)
        #expect(
            discovered.json?.object?["capabilityResources"] == [
                "friendlyNames": [
                    ["@type": "asset", "value": ["assetId": "Alexa.Setting.Mode"]],
                    ["@type": "text", "value": ["text": "Swing", "locale": "en-US"]],
                    ["@type": "text", "value": ["text": "Schwenken", "locale": "de-DE"]],
                ]
            ])
        #expect(Set(discovered.rules).isSuperset(of: ["res-type", "res-text-locale"]))
    }

    @Test func semanticsAreReadLenientlyAndWrittenStrictly() throws {
        let capability = try LightSupport.recorded(
            #"""
            {"interface":"Alexa.ToggleController","instance":"i","properties":{"supported":[{"name":"toggleState"}]},
            "capabilityResources":{"friendlyNames":[{"value":{"text":"Swing","locale":"en-US"}}]},"semantics":{"note":1,"actionMappings":[
              {"actions":["Alexa.Actions.Close"],"directive":{"name":"TurnOff","x":1},"y":2},{"actions":[]},3],
             "stateMappings":[{"@type":"StatesToValue","states":["Alexa.States.Closed"],"value":"OFF"},
              {"states":["Alexa.States.Open"],"range":{"minimumValue":1,"maximumValue":9}},{"states":["X"]},
              {"states":["Y"],"value":null},{"states":["Z"],"range":{"minimumValue":9,"maximumValue":1}}]}}
            """#)
        let discovered = LightSupport.discovered(capability)
        #expect(
            discovered.json?.object?["semantics"] == [
                "actionMappings": [
                    [
                        "@type": "ActionsToDirective", "actions": ["Alexa.Actions.Close"],
                        "directive": ["name": "TurnOff", "payload": [:]],
                    ]
                ],
                "stateMappings": [
                    ["@type": "StatesToValue", "states": ["Alexa.States.Closed"], "value": "OFF"]
                ],
            ])
        let semantics = Semantics(try #require(capability.semantics))
        #expect(semantics.holds(.closed, at: "OFF"))
        #expect(!semantics.holds(.closed, at: "ON"))
        #expect(semantics.holds(.open, at: 9))
        #expect(!semantics.holds(.open, at: 9.5))
    }

    @Test(arguments: [
        LightGenericTests.cycle, LightGenericTests.heat, LightGenericTests.speed,
        ToggleController.capability(instance: "i", CapabilityResources([.text("Swing", locale: "en-US")])),
        SceneController.capability(supportsDeactivation: true),
        InventoryLevelSensor.capability(
            instance: "i", CapabilityResources([.text("Ink", locale: "en-US")]), measurement: .volume(.usFluidOunce),
            replenishmentId: "ink"),
        DeviceUsageMeter.capability(
            electricity: .init(unit: "KILOWATT_HOUR", measuringMethod: "MEASURED", defaultResolution: 3600)),
        DeviceUsageEstimation.capability(.brightness(standby: 0.5, maximum: 9)),
    ])
    func whatWeBuildIsWhatAlexaWants(_ capability: Capability) throws {
        let discovered = LightSupport.discovered(capability)
        #expect(discovered.rules == [])
        #expect(Capability(try #require(discovered.json)) == capability)
    }

    @Test func whatWeBuildCanBeReadBack() {
        #expect(ModeController.Configuration(LightGenericTests.heat)?.isOrdered == true)
        #expect(ModeController.Configuration(LightGenericTests.heat)?.modes.map(\.value) == ["Low", "High"])
        #expect(
            RangeController.Preset.all(in: LightGenericTests.speed.configuration) == [
                .init(10, .asset("Alexa.Value.High"))
            ])
        #expect(RangeController.unitOfMeasure(of: LightGenericTests.speed) == "Alexa.Unit.Percent")
        let meter = DeviceUsageMeter.EnergySource(unit: "THERM", measuringMethod: "MEASURED", defaultResolution: 86_400)
        let sources = DeviceUsageMeter.energySources(of: DeviceUsageMeter.capability(naturalGas: meter))
        #expect(sources.electricity == nil)
        #expect(sources.naturalGas == meter)
    }
}
