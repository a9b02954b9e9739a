import AlexaProtocol
import Testing

@Suite("Capabilities of lights, generic controllers and supplies")
struct LightDiscoveryTests {
    private static let name = #""capabilityResources":{"friendlyNames":[]}"#
    private static let dash = #""replenishment":{"@type":"DashReplenishmentId","value":"x"}"#

    @Test(arguments: [
        #"{"interface":"Alexa.ModeController","instance":"i"}"#,
        #"{"interface":"Alexa.ModeController","instance":"i","configuration":{"ordered":true,"supportedModes":[]}}"#,
        #"{"interface":"Alexa.ToggleController","instance":"i"}"#,
        range(#""supportedRange":{"minimumValue":0,"maximumValue":0,"precision":1}"#),
        range(#""supportedRange":{"minimumValue":"0","maximumValue":"9","precision":"1"}"#),
        range(
            #""supportedRange":{"minimumValue":0,"maximumValue":9,"precision":1},"presets":[{"rangeValue":9,"presetResources":{}}]"#
        ),
        level(#""measurement":{"@type":"Weight","unit":"GRAM"},\#(dash)"#),
        level(#""measurement":{"@type":"Count"},"replenishment":{}"#),
        #"{"interface":"Alexa.InventoryUsageSensor","instance":"i"}"#,
        #"{"interface":"Alexa.DeviceUsage.Estimation","version":"1.0"}"#,
        #"{"interface":"Alexa.SceneController"}"#,
        #"{"interface":"Alexa.ColorController"}"#,
    ])
    func isAccepted(_ json: String) throws {
        let discovered = LightSupport.discovered(try LightSupport.recorded(json))
        #expect(discovered.json != nil, "\(discovered.rules)")
    }

    @Test(arguments: [
        (#"{"interface":"Alexa.ModeController"}"#, "instance"),
        (#"{"interface":"Alexa.ToggleController","instance":""}"#, "instance"),
        (#"{"interface":"Alexa.ModeController","instance":"i","configuration":{"ordered":true}}"#, "supportedModes"),
        (
            #"{"interface":"Alexa.RangeController","instance":"i","configuration":{"supportedRange":{"minimumValue":0,"#
                + #""maximumValue":9,"precision":1}}}"#, "capabilityResources"
        ),
        (#"{"interface":"Alexa.RangeController","instance":"i",\#(name)}"#, "supportedRange"),
        (range(#""supportedRange":{"minimumValue":9,"maximumValue":0,"precision":1}"#), "supportedRange"),
        (
            range(
                #""supportedRange":{"minimumValue":0,"maximumValue":9,"precision":1},"presets":[{"rangeValue":9.5}]"#),
            "preset"
        ),
        (#"{"interface":"Alexa.InventoryLevelSensor","instance":"i"}"#, "capabilityResources"),
        (level(#""measurement":{"@type":"Weight","unit":"STONE"},\#(dash)"#), "measurement"),
        (level(#""measurement":{"@type":"Volume"},\#(dash)"#), "measurement"),
        (level(#""measurement":{"@type":"Count"}"#), "replenishment"),
    ])
    func isLeftOut(_ json: String, _ word: String) throws {
        let discovered = LightSupport.discovered(try LightSupport.recorded(json))
        #expect(discovered.json == nil)
        #expect(discovered.rules.contains { $0.contains(word) }, "\(discovered.rules)")
    }

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
        #expect(discovered.rules.count == 1)
    }

    @Test func semanticsAreReadLenientlyAndWrittenStrictly() throws {
        let capability = try LightSupport.recorded(
            #"""
            {"interface":"Alexa.ToggleController","instance":"i","semantics":{"note":1,"actionMappings":[
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
                    ["@type": "StatesToValue", "states": ["Alexa.States.Closed"], "value": "OFF"],
                    [
                        "@type": "StatesToRange", "states": ["Alexa.States.Open"],
                        "range": ["minimumValue": 1, "maximumValue": 9],
                    ],
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

    @Test(arguments: [
        (
            #"{"interface":"Alexa.ModeController","instance":"i","configuration":{"x":1,"supportedModes":["#
                + #"{"value":"A","y":1},7]}}"#,
            #"{"ordered":false,"supportedModes":[{"value":"A","modeResources":{"friendlyNames":[]}}]}"#
        ),
        (
            range(
                #""supportedRange":{"minimumValue":"0","maximumValue":9,"x":1},"y":1,"unitOfMeasure":"U","#
                    + #""presets":[{"rangeValue":"9","z":1}]"#),
            #"{"supportedRange":{"minimumValue":0,"maximumValue":9,"precision":1},"presets":[{"rangeValue":9,"#
                + #""presetResources":{"friendlyNames":[]}}],"unitOfMeasure":"U"}"#
        ),
        (
            level(#""measurement":{"@type":"Count","unit":"PIECE"},"x":1,\#(dash)"#),
            #"{"measurement":{"@type":"Count"},\#(dash)}"#
        ),
    ])
    func configurationsAreWrittenStrictly(_ json: String, _ configuration: String) throws {
        let discovered = LightSupport.discovered(try LightSupport.recorded(json))
        #expect(discovered.json?.object?["configuration"]?.text == configuration)
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

    private static func range(_ configuration: String) -> String {
        #"{"interface":"Alexa.RangeController","instance":"i",\#(name),"configuration":{\#(configuration)}}"#
    }

    private static func level(_ configuration: String) -> String {
        #"{"interface":"Alexa.InventoryLevelSensor","instance":"i",\#(name),"configuration":{\#(configuration)}}"#
    }
}
