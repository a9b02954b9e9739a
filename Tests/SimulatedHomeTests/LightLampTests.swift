import AlexaProtocol
import Testing

@Suite("Simulated lamps")
struct LightLampTests {
    private static let power = Device.text("PowerController", "powerState")
    private static let brightness = Device.text("BrightnessController", "brightness")
    private static let color = Device.text("ColorController", "color")
    private static let white = Device.text("ColorTemperatureController", "colorTemperatureInKelvin")
    private static let lamp = [power, brightness, color, white].joined(separator: ",")

    private static let red = Device.seed(
        "ColorController", "color", #"{"hue":0,"saturation":1,"brightness":0.5}"#)
    private static let warm = Device.seed("ColorTemperatureController", "colorTemperatureInKelvin", "2700")
    private static let half = Device.seed("BrightnessController", "brightness", "50")

    private static func room(_ state: String..., traits: String = "") throws -> Device {
        try Device(reading: lamp, simulation: #"{"state":[\#(state.joined(separator: ","))]\#(traits)}"#)
    }

    private static func rgb(_ hue: Double, _ saturation: Double, _ brightness: Double) -> JSONValue {
        ["hue": .number(hue), "saturation": .number(saturation), "brightness": .number(brightness)]
    }

    @Test func startsWithAWhite() async throws {
        let state = try await Self.room().state()
        #expect(state == ["powerState": "OFF", "brightness": 100, "colorTemperatureInKelvin": 2700])
    }

    @Test func startsWithTheSeededColor() async throws {
        let state = try await Self.room(Self.red).state()
        #expect(state["color"] == Self.rgb(0, 1, 0.5))
        #expect(state["colorTemperatureInKelvin"] == nil)
    }

    @Test func withoutWhitesItStartsWithAColor() async throws {
        #expect(try await Device(reading: Self.color).state() == ["color": Self.rgb(0, 0, 1)])
    }

    @Test func aLampWithABrightnessIsTakenToBeOn() async throws {
        #expect(try await Self.room(Self.half).state()["powerState"] == "ON")
        let off = Device.seed("PowerController", "powerState", #""OFF""#)
        #expect(try await Self.room(Self.half, off).state()["powerState"] == "OFF")
    }

    @Test func bothSeededAreToldUntilADirectiveDecides() async throws {
        let room = try Self.room(Self.red, Self.warm, Self.half)
        let dimmed = try await room.ask("BrightnessController.SetBrightness", ["brightness": 20]).state
        #expect(dimmed["color"] == Self.rgb(0, 1, 0.5))
        #expect(dimmed["colorTemperatureInKelvin"] == 2700)
        let whiter = try await room.ask("ColorTemperatureController.IncreaseColorTemperature").state
        #expect(whiter["color"] == nil)
        #expect(whiter["colorTemperatureInKelvin"] == 3200)
    }

    @Test func aColorEndsTheWhiteAndSetsTheBrightness() async throws {
        let room = try Self.room(Self.warm, Self.half)
        let state = try await room.ask("ColorController.SetColor", ["color": Self.rgb(33.25, 0.4125, 0.875)]).state
        #expect(state == ["powerState": "ON", "brightness": 88, "color": Self.rgb(33.25, 0.4125, 0.875)])
        for directive in ["IncreaseColorTemperature", "DecreaseColorTemperature"] {
            let refusal = try await room.ask("ColorTemperatureController." + directive)
            #expect(refusal.name == "NOT_SUPPORTED_IN_CURRENT_MODE")
            #expect(refusal.payload["currentDeviceMode"] == "COLOR")
        }
        #expect(try await room.state() == state)
    }

    @Test func aWhiteEndsTheColor() async throws {
        let room = try Self.room(Self.red, Self.half)
        let white: JSONValue = ["colorTemperatureInKelvin": 4000.0]
        let state = try await room.ask("ColorTemperatureController.SetColorTemperature", white).state
        #expect(state == ["powerState": "ON", "brightness": 50, "colorTemperatureInKelvin": 4000])
        let dimmed = try await room.ask("BrightnessController.SetBrightness", ["brightness": 10]).state
        #expect(dimmed["color"] == nil)
    }

    @Test func aNewBrightnessLeavesTheColorAsItWasSet() async throws {
        let room = try Self.room(Self.red, Self.half)
        let state = try await room.ask("BrightnessController.AdjustBrightness", ["brightnessDelta": 25]).state
        #expect(state["brightness"] == 75)
        #expect(state["color"] == Self.rgb(0, 1, 0.5))
        let black = try await room.ask("ColorController.SetColor", ["color": Self.rgb(0, 0, 0)]).state
        #expect(black == ["powerState": "OFF", "brightness": 0, "color": Self.rgb(0, 0, 0)])
    }

    @Test(arguments: [
        (2300, "DecreaseColorTemperature", 2200), (2200, "DecreaseColorTemperature", 2200),
        (3000, "DecreaseColorTemperature", 2500), (6300, "IncreaseColorTemperature", 6500),
        (2700, "IncreaseColorTemperature", 3200), (9000, "IncreaseColorTemperature", 6500),
    ])
    func whitesStopAtTheLampsEnds(_ kelvin: Int, _ directive: String, _ result: Int) async throws {
        let seed = Device.seed("ColorTemperatureController", "colorTemperatureInKelvin", "\(kelvin)")
        let room = try Self.room(
            seed, traits: #","colorTemperatureRange":{"minimumValue":2200,"maximumValue":6500}"#)
        #expect(try await room.state()["colorTemperatureInKelvin"] == .number(Double(kelvin)))
        let reply = try await room.ask("ColorTemperatureController." + directive)
        #expect(reply.state["colorTemperatureInKelvin"] == .number(Double(result)))
    }

    /// Alexa's five whites, in order, and the whites that a lamp shows for them.
    @Test(arguments: [
        (#"{"minimumValue":2202,"maximumValue":4000}"#, [2202, 2700, 4000, 4000, 4000]),
        (#"{"minimumValue":2700.4,"maximumValue":6493.5}"#, [2701, 2701, 4000, 5500, 6493]),
        (#"{"minimumValue":3000,"maximumValue":3000}"#, [3000, 3000, 3000, 3000, 3000]),
        (#"{"minimumValue":1,"maximumValue":99999}"#, [2200, 2700, 4000, 5500, 7000]),
    ])
    func aWhiteThatTheLampLacksIsTheNearestOne(_ range: String, _ shown: [Int]) async throws {
        let room = try Self.room(Self.warm, traits: #","colorTemperatureRange":\#(range)"#)
        for (kelvin, shown) in zip([2200, 2700, 4000, 5500, 7000], shown) {
            let reply = try await room.ask(
                "ColorTemperatureController.SetColorTemperature",
                ["colorTemperatureInKelvin": .number(Double(kelvin))])
            #expect(reply.name == "Response")
            #expect(reply.state["colorTemperatureInKelvin"] == .number(Double(shown)))
        }
        let refusal = try await room.ask(
            "ColorTemperatureController.SetColorTemperature", ["colorTemperatureInKelvin": 50])
        #expect(refusal.name == "VALUE_OUT_OF_RANGE")
    }

    @Test(arguments: [
        ("PowerLevelController", "powerLevel", "PowerLevel"), ("PercentageController", "percentage", "Percentage"),
    ])
    func levels(_ interface: String, _ property: String, _ name: String) async throws {
        let room = try Device(
            reading:
                Self.power + "," + Device.text(interface, property),
            simulation: #"{"state":[\#(Device.seed(interface, property, "40"))]}"#)
        let steps: [(String, JSONValue, JSONValue, JSONValue)] = [
            ("Set", [property: 65.0], 65, "ON"), ("Adjust", [property + "Delta": 20], 85, "ON"),
            ("Adjust", [property + "Delta": 1_000_000], 100, "ON"), ("Adjust", [property + "Delta": -999], 0, "OFF"),
            ("Set", [property: 100], 100, "ON"), ("Set", [property: 0], 0, "OFF"),
        ]
        for (verb, payload, level, power) in steps {
            let reply = try await room.ask("\(interface).\(verb)\(name)", payload)
            #expect(reply.state == ["powerState": power, property: level], "\(verb) \(payload.text)")
        }
        #expect(try await room.ask("\(interface).Set\(name)", [property: 101]).name == "VALUE_OUT_OF_RANGE")
        #expect(try await room.state()[property] == 0)
    }

    @Test func aDeviceWithFewLevelsRefusesOthers() async throws {
        let room = try Device(
            reading:
                Device.text("PowerLevelController", "powerLevel"),
            simulation:
                #"{"powerLevels":[0,50,100],"state":[\#(Device.seed("PowerLevelController", "powerLevel", "50"))]}"#
        )
        let refusal = try await room.ask("PowerLevelController.SetPowerLevel", ["powerLevel": 40])
        #expect(refusal.name == "POWER_LEVEL_NOT_SUPPORTED")
        for (delta, level) in [(10.0, 100.0), (10, 100), (-70, 50), (-1, 0), (-1, 0), (0, 0)] {
            let reply = try await room.ask("PowerLevelController.AdjustPowerLevel", ["powerLevelDelta": .number(delta)])
            #expect(reply.state == ["powerLevel": .number(level)], "\(delta)")
        }
    }
}
