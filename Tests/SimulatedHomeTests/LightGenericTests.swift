import AlexaProtocol
import Testing

@Suite("Simulated generic controllers")
struct LightGenericTests {
    private static func mode(ordered: Bool, more: String = "") -> String {
        let modes = ["A", "B", "C"].map { #"{"value":"\#($0)","modeResources":{"friendlyNames":[]}}"# }
        return Device.text(
            "ModeController", "mode",
            more:
                #""instance":"M","configuration":{"ordered":\#(ordered),"supportedModes":[\#(modes.joined(separator: ","))]}"#
                + more)
    }

    private static func range(_ supportedRange: String, instance: String = "R", more: String = "") -> String {
        Device.text(
            "RangeController", "rangeValue",
            more: #""instance":"\#(instance)","configuration":{"supportedRange":\#(supportedRange)}"# + more)
    }

    private static let percent = range(#"{"minimumValue":0,"maximumValue":100,"precision":1}"#)

    @Test func modesStartWithTheFirstAndStopAtTheEnds() async throws {
        let room = try Device(reading: Self.mode(ordered: true))
        #expect(try await room.state() == ["M": "A"])
        for (delta, mode) in [(1, "B"), (1, "C"), (1, "C"), (-1, "B"), (0, "B"), (-1_000_000, "A"), (2_000_000, "C")] {
            let reply = try await room.ask(
                "ModeController.AdjustMode", ["modeDelta": .number(Double(delta))], instance: "M")
            #expect(reply.state == ["M": .string(mode)])
        }
        #expect(try await room.ask("ModeController.SetMode", ["mode": "B"], instance: "M").state == ["M": "B"])
        #expect(try await room.ask("ModeController.SetMode", ["mode": "D"], instance: "M").name == "INVALID_VALUE")
        #expect(try await room.ask("ModeController.SetMode", ["mode": "A"]).name == "INVALID_DIRECTIVE")
        #expect(try await room.state() == ["M": "B"])
    }

    /// Alexa may still send a value from the semantics that exceeds the range, because such homes were discovered before.
    @Test func aValueThatTheSemanticsAskForIsTheNearestOne() async throws {
        let semantics = #"""
            ,"semantics":{"actionMappings":[{"@type":"ActionsToDirective","actions":["Alexa.Actions.Open"],
            "directive":{"name":"SetRangeValue","payload":{"rangeValue":100}}}]}
            """#
        let range = #"{"minimumValue":0,"maximumValue":99,"precision":1}"#
        let blind = try Device(reading: Self.range(range, more: semantics))
        #expect(
            try await blind.ask("RangeController.SetRangeValue", ["rangeValue": 100], instance: "R").state == ["R": 99])
        #expect(
            try await blind.ask("RangeController.SetRangeValue", ["rangeValue": 101], instance: "R").name
                == "VALUE_OUT_OF_RANGE")
        let plain = try Device(reading: Self.range(range))
        #expect(
            try await plain.ask("RangeController.SetRangeValue", ["rangeValue": 100], instance: "R").name
                == "VALUE_OUT_OF_RANGE")
    }

    @Test func modesWithoutOrderHaveNoNext() async throws {
        let room = try Device(reading: Self.mode(ordered: false))
        let reply = try await room.ask("ModeController.AdjustMode", ["modeDelta": 1], instance: "M")
        #expect(reply.name == "INVALID_DIRECTIVE")
    }

    @Test func modesThatAreNotDeclaredAreAllTaken() async throws {
        let room = try Device(reading: Device.text("ModeController", "mode", more: #""instance":"M""#))
        #expect(try await room.state() == [:])
        #expect(try await room.ask("ModeController.SetMode", ["mode": "Q"], instance: "M").state == ["M": "Q"])
    }

    @Test(
        arguments: [
            ("SetRangeValue", ["rangeValue": 37.4], 37), ("SetRangeValue", ["rangeValue": 100], 100),
            ("AdjustRangeValue", ["rangeValueDelta": 5], 55), ("AdjustRangeValue", ["rangeValueDelta": -1e300], 0),
            ("AdjustRangeValue", ["rangeValueDelta": 60], 100),
            ("AdjustRangeValue", ["rangeValueDelta": 1, "rangeValueDeltaDefault": true], 60),
            ("AdjustRangeValue", ["rangeValueDelta": -30, "rangeValueDeltaDefault": true], 40),
            ("AdjustRangeValue", ["rangeValueDelta": 0, "rangeValueDeltaDefault": true], 50),
        ] as [(String, JSONValue, JSONValue)])
    func ranges(_ name: String, _ payload: JSONValue, _ value: JSONValue) async throws {
        let seed = Device.seed("RangeController", "rangeValue", "50", instance: "R")
        let room = try Device(reading: Self.percent, simulation: #"{"state":[\#(seed)]}"#)
        #expect(try await room.ask("RangeController." + name, payload, instance: "R").state == ["R": value])
    }

    @Test func aSeededValueIsToldEvenOffTheGrid() async throws {
        let seed = Device.seed("RangeController", "rangeValue", "37.4", instance: "R")
        let room = try Device(reading: Self.percent, simulation: #"{"state":[\#(seed)]}"#)
        #expect(try await room.state() == ["R": 37.4])
    }

    @Test func aRangeWithoutConfigurationTakesNearlyAll() async throws {
        let room = try Device(reading: Device.text("RangeController", "rangeValue", more: #""instance":"R""#))
        let set = try await room.ask("RangeController.SetRangeValue", ["rangeValue": 12.5], instance: "R")
        #expect(set.state == ["R": 12.5])
        let refusal = try await room.ask("RangeController.SetRangeValue", ["rangeValue": 1e16], instance: "R")
        #expect(refusal.name == "VALUE_OUT_OF_RANGE")
        for _ in 1...3 {
            let reply = try await room.ask(
                "RangeController.AdjustRangeValue", ["rangeValueDelta": 1e308], instance: "R")
            #expect(reply.state == ["R": 1e15])
        }
    }

    @Test func instancesDoNotMeetEachOther() async throws {
        let both = ["{\"minimumValue\":1,\"maximumValue\":5,\"precision\":1}"].flatMap {
            [Self.range($0, instance: "R"), Self.range($0, instance: "S")]
        }
        let toggles = ["T", "U"].map {
            Device.text("ToggleController", "toggleState", more: #""instance":"\#($0)""#)
        }
        let room = try Device(reading: (both + toggles).joined(separator: ","))
        #expect(try await room.state() == ["R": 1, "S": 1, "T": "OFF", "U": "OFF"])
        try await room.ask("RangeController.SetRangeValue", ["rangeValue": 4], instance: "S")
        try await room.ask("ToggleController.TurnOn", instance: "T")
        #expect(try await room.state() == ["R": 1, "S": 4, "T": "ON", "U": "OFF"])
        try await room.ask("ToggleController.TurnOff", instance: "T")
        #expect(try await room.state() == ["R": 1, "S": 4, "T": "OFF", "U": "OFF"])
        #expect(try await room.ask("ToggleController.TurnOn", instance: "R").name == "INVALID_DIRECTIVE")
    }

    private static let closed = #"[{"@type":"StatesToValue","states":["Alexa.States.Closed"],"value":"A"}]"#
    private static let semantics = #","semantics":{"stateMappings":\#(closed)}"#

    @Test(arguments: [
        (#""obstacle":true"#, "OBSTACLE_DETECTED"), (#""safetyBeam":"breached""#, "SAFETY_BEAM_BREACHED"),
        (#""obstacle":false"#, "Response"), (#""safetyBeam":"clear""#, "Response"),
    ])
    func doorsStopAtWhatIsInTheWay(_ trait: String, _ outcome: String) async throws {
        let seed = Device.seed("ModeController", "mode", #""B""#, instance: "M")
        let room = try Device(
            reading:
                Self.mode(ordered: true, more: Self.semantics), simulation: #"{"state":[\#(seed)],\#(trait)}"#)
        #expect(try await room.ask("ModeController.SetMode", ["mode": "C"], instance: "M").name == "Response")
        #expect(try await room.ask("ModeController.SetMode", ["mode": "A"], instance: "M").name == outcome)
        #expect(try await room.state() == ["M": outcome == "Response" ? "A" : "C"])
    }

    @Test func whatIsClosedStaysClosed() async throws {
        let room = try Device(
            reading:
                Self.mode(ordered: true, more: Self.semantics), simulation: #"{"obstacle":true}"#)
        #expect(try await room.ask("ModeController.SetMode", ["mode": "A"], instance: "M").name == "Response")
    }

    @Test("a state that a recording gives as null is one that nobody knows")
    func nullState() async throws {
        let room = try Device(
            reading:
                #"{"interface":"Alexa.BrightnessController","properties":{"supported":[{"name":"brightness"}],"retrievable":true}}"#,
            simulation: #"{"state":[{"namespace":"Alexa.BrightnessController","name":"brightness","value":null}]}"#)
        #expect(try await room.state()["brightness"] == 100)
    }

    /// A scene is answered at its start, however long its devices take; other devices are answered when they are done.
    @Test func aSceneIsAnsweredAtOnce() async throws {
        let slow = #"{"latencyMs":9000}"#
        let scene = try Device(reading: Device.text("SceneController"), simulation: slow)
        #expect(try await scene.ask("SceneController.Activate").name == "ActivationStarted")
        #expect(!scene.clock.waited.contains(.seconds(9)))
        let plug = try Device(reading: Device.text("PowerController", "powerState"), simulation: slow)
        try await plug.ask("PowerController.TurnOn")
        #expect(plug.clock.waited.contains(.seconds(9)))
    }
}
