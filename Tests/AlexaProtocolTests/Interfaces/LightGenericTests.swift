import AlexaProtocol
import Testing

@Suite("Modes, ranges, toggles and scenes")
struct LightGenericTests {
    static let cycle = ModeController.capability(
        instance: "Washer.Cycle", CapabilityResources([.asset("Alexa.Setting.Mode")]),
        modes: [.init("Cotton", .text("Cotton", locale: "en-US")), .init("Wool", .text("Wool", locale: "en-US"))],
        ordered: false)
    static let heat = ModeController.capability(
        instance: "Seat.Heat", CapabilityResources([.text("Heat", locale: "en-US")]),
        modes: [.init("Low", .asset("Alexa.Value.Low")), .init("High", .asset("Alexa.Value.High"))], ordered: true)
    static let speed = RangeController.capability(
        instance: "Fan.Speed", CapabilityResources([.asset("Alexa.Setting.FanSpeed")]),
        range: .init(1...10), presets: [.init(10, .asset("Alexa.Value.High"))], unitOfMeasure: "Alexa.Unit.Percent",
        semantics: Semantics(actions: [
            .init([.raise], "AdjustRangeValue", ["rangeValueDelta": 1, "rangeValueDeltaDefault": false])
        ]))

    @Test(
        arguments: [
            (cycle, "SetMode", ["mode": "Wool"], #"setMode("Wool")"#),
            (cycle, "SetMode", ["mode": "wool"], "INVALID_VALUE"),
            (cycle, "SetMode", ["mode": ""], "INVALID_VALUE"),
            (cycle, "SetMode", ["mode": 3], "INVALID_DIRECTIVE"),
            (cycle, "SetMode", [:], "INVALID_DIRECTIVE"),
            (cycle, "AdjustMode", ["modeDelta": 1], "INVALID_DIRECTIVE"),
            (heat, "AdjustMode", ["modeDelta": -1], "adjustMode(delta: -1)"),
            (heat, "AdjustMode", ["modeDelta": 0.5], "INVALID_DIRECTIVE"),
            (heat, "AdjustMode", [:], "INVALID_DIRECTIVE"),
            (Capability(ModeController.self, instance: "i"), "SetMode", ["mode": "any"], #"setMode("any")"#),
            (Capability(ModeController.self, instance: "i"), "AdjustMode", ["modeDelta": 1], "INVALID_DIRECTIVE"),
        ] as [(Capability, String, JSONValue, String)])
    func modes(_ capability: Capability, _ name: String, _ payload: JSONValue, _ outcome: String) throws {
        #expect(try LightSupport.read(ModeController.self, name, payload, capability) == outcome)
    }

    private static let widest = #"VALUE_OUT_OF_RANGE {"validRange":{"minimumValue":-1e+15,"maximumValue":1e+15}}"#

    @Test(
        arguments: [
            (speed, "SetRangeValue", ["rangeValue": 1], "setRangeValue(1.0)"),
            (speed, "SetRangeValue", ["rangeValue": 10], "setRangeValue(10.0)"),
            (
                speed, "SetRangeValue", ["rangeValue": 0.9],
                #"VALUE_OUT_OF_RANGE {"validRange":{"minimumValue":1,"maximumValue":10}}"#
            ),
            (speed, "SetRangeValue", ["rangeValue": "high"], "INVALID_DIRECTIVE"),
            (speed, "SetRangeValue", [:], "INVALID_DIRECTIVE"),
            (
                speed, "AdjustRangeValue", ["rangeValueDelta": -99, "rangeValueDeltaDefault": true],
                "adjustRangeValue(delta: -99.0, isDefault: true)"
            ),
            (speed, "AdjustRangeValue", ["rangeValueDelta": 1], "adjustRangeValue(delta: 1.0, isDefault: false)"),
            (speed, "AdjustRangeValue", ["rangeValueDelta": 1, "rangeValueDeltaDefault": "yes"], "INVALID_DIRECTIVE"),
            (speed, "AdjustRangeValue", ["rangeValueDeltaDefault": true], "INVALID_DIRECTIVE"),
            (Capability(RangeController.self, instance: "i"), "SetRangeValue", ["rangeValue": 7], "setRangeValue(7.0)"),
        ] as [(Capability, String, JSONValue, String)])
    func ranges(_ capability: Capability, _ name: String, _ payload: JSONValue, _ outcome: String) throws {
        #expect(try LightSupport.read(RangeController.self, name, payload, capability) == outcome)
    }

    @Test func aRangeThatIsNotDeclaredStillHasAnEnd() throws {
        let capability = Capability(RangeController.self, instance: "i")
        let outcome = try LightSupport.read(RangeController.self, "SetRangeValue", ["rangeValue": 1e300], capability)
        #expect(outcome.hasPrefix("VALUE_OUT_OF_RANGE"))
    }

    @Test(
        arguments: [
            (RangeController.SupportedRange(0...100), 37.4, 37.0),
            (RangeController.SupportedRange(0...100), -5, 0),
            (RangeController.SupportedRange(0...100), 1e300, 100),
            (RangeController.SupportedRange(0...100, precision: 5), 12.4, 10),
            (RangeController.SupportedRange(-90...90, precision: 20), -1, -10),
            (RangeController.SupportedRange(0.5...3, precision: 0.25), 1.1, 1),
            (RangeController.SupportedRange(0...1, precision: 0.1), 0.1 + 0.2, 0.3),
            (RangeController.SupportedRange(0...10, precision: 3), 10, 10),
            (RangeController.SupportedRange(0...10, precision: 3), 9.2, 9),
            (RangeController.SupportedRange(7...7), 0, 7),
            (RangeController.SupportedRange(0...1, precision: 1e-9), 1.2e-8, 1.2e-8),
            (RangeController.SupportedRange(0...1, precision: 1e-307), 0.5, 0.5),
            (RangeController.SupportedRange(-1.7e308...1.7e308), 1e308, 1e308),
        ] as [(RangeController.SupportedRange, Double, Double)])
    func nearestSupportedValue(_ range: RangeController.SupportedRange, _ value: Double, _ nearest: Double) {
        #expect(abs(range.nearest(value) - nearest) < 1e-12)
    }

    @Test(
        arguments: [
            (RangeController.SupportedRange(0...100), 10.0), (RangeController.SupportedRange(1...10), 1),
            (RangeController.SupportedRange(0...100, precision: 25), 25),
            (RangeController.SupportedRange(0.5...3, precision: 0.25), 0.25),
            (RangeController.SupportedRange(0...1, precision: 0.01), 0.1), (RangeController.SupportedRange(4...4), 1),
            (RangeController.SupportedRange(-1.7e308...1.7e308), 1),
        ] as [(RangeController.SupportedRange, Double)])
    func aLittleMore(_ range: RangeController.SupportedRange, _ delta: Double) {
        #expect(range.defaultDelta == delta)
    }

    @Test(
        arguments: [
            (#"{"minimumValue": 0, "maximumValue": 5, "precision": 0}"#, RangeController.SupportedRange(0...5)),
            (#"{"minimumValue": "-1", "maximumValue": "1.5", "precision": "0.5"}"#, .init(-1...1.5, precision: 0.5)),
            (#"{"minimumValue": 5, "maximumValue": 0, "precision": 1}"#, nil),
            (#"{"minimumValue": "nan", "maximumValue": 0, "precision": 1}"#, nil),
            (#"{"maximumValue": 0}"#, nil),
            (#"[]"#, nil),
        ] as [(String, RangeController.SupportedRange?)])
    func recordedRanges(_ json: String, _ range: RangeController.SupportedRange?) throws {
        let capability = try LightSupport.recorded(
            #"{"interface": "Alexa.RangeController", "configuration": {"supportedRange": \#(json)}}"#)
        #expect(RangeController.SupportedRange(capability) == range)
    }

    @Test(arguments: [
        (SceneController.capability(supportsDeactivation: true), "deactivate"),
        (SceneController.capability(supportsDeactivation: false), "INVALID_DIRECTIVE"),
        (Capability(SceneController.self, members: ["supportsDeactivation": "False"]), "INVALID_DIRECTIVE"),
        (Capability(SceneController.self), "deactivate"),
    ])
    func scenes(_ capability: Capability, _ outcome: String) throws {
        #expect(try LightSupport.read(SceneController.self, "Deactivate", [:], capability) == outcome)
        #expect(try LightSupport.read(SceneController.self, "Activate", [:], capability) == "activate")
    }

    @Test func aSceneSetByHandIsTold() throws {
        let time = Timestamp(milliseconds: 1_767_225_600_000)
        let payload: JSONValue = ["cause": ["type": "APP_INTERACTION"], "timestamp": "2026-01-01T00:00:00.000Z"]
        let on = try LightSupport.encoded(SceneController.activated(cause: .appInteraction, at: time))
        #expect(on["header"]?.object?["name"] == "ActivationStarted")
        #expect(on["payload"] == payload)
        let off = try LightSupport.encoded(SceneController.deactivated(cause: .appInteraction, at: time))
        #expect(off["header"]?.object?["name"] == "DeactivationStarted")
        #expect(off["payload"] == payload)
    }
}
