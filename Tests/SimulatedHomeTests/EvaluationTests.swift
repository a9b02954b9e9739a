import AlexaProtocol
import Testing

/// How lights behave in Amazon's capability evaluation: what stands before a directive, and what is so after it.
@Suite("Lights as Amazon evaluates them")
struct EvaluationTests {
    private static let lamp = [
        Device.text("PowerController", "powerState"), Device.text("BrightnessController", "brightness"),
        Device.text("ColorController", "color"), Device.text("ColorTemperatureController", "colorTemperatureInKelvin"),
    ].joined(separator: ",")

    /// A directive in short: `on`, `off`, `=50` sets the brightness, `+25` adjusts it, `green`, `2700K`, `cooler`, `warmer`.
    private static func send(_ word: String, to lamp: Device) async throws -> Device.Reply {
        switch word {
        // Amazon's plans send null where a directive has no arguments.
        case "on": try await lamp.ask("PowerController.TurnOn", .null)
        case "off": try await lamp.ask("PowerController.TurnOff", .null)
        case "cooler": try await lamp.ask("ColorTemperatureController.IncreaseColorTemperature", .null)
        case "warmer": try await lamp.ask("ColorTemperatureController.DecreaseColorTemperature", .null)
        case "green":
            try await lamp.ask(
                "ColorController.SetColor", ["color": ["hue": 120, "saturation": 1, "brightness": 1]])
        case let word where word.hasPrefix("="):
            try await lamp.ask(
                "BrightnessController.SetBrightness", ["brightness": .number(try #require(Double(word.dropFirst())))])
        case let word where word.hasSuffix("K"):
            try await lamp.ask(
                "ColorTemperatureController.SetColorTemperature",
                ["colorTemperatureInKelvin": .number(try #require(Double(word.dropLast())))])
        default:
            try await lamp.ask(
                "BrightnessController.AdjustBrightness", ["brightnessDelta": .number(try #require(Double(word)))])
        }
    }

    private static let green = #"color={"hue":120,"saturation":1,"brightness":1}"#

    @Test(arguments: [
        ("on =100 +10", "brightness=100 colorTemperatureInKelvin=2700 powerState=ON"),
        ("on =0 -25", "brightness=0 colorTemperatureInKelvin=2700 powerState=OFF"),
        ("off +25", "brightness=25 colorTemperatureInKelvin=2700 powerState=ON"),
        ("on =100 off +25", "brightness=25 colorTemperatureInKelvin=2700 powerState=ON"),
        ("on =100 off -25", "brightness=0 colorTemperatureInKelvin=2700 powerState=OFF"),
        ("on =100 off -25 on", "brightness=100 colorTemperatureInKelvin=2700 powerState=ON"),
        ("on =25 -25", "brightness=0 colorTemperatureInKelvin=2700 powerState=OFF"),
        ("on =25 -25 on", "brightness=25 colorTemperatureInKelvin=2700 powerState=ON"),
        ("on =100 =0", "brightness=0 colorTemperatureInKelvin=2700 powerState=OFF"),
        ("on =100 =0 on", "brightness=100 colorTemperatureInKelvin=2700 powerState=ON"),
        ("=60 =0 =0 off on", "brightness=60 colorTemperatureInKelvin=2700 powerState=ON"),
        ("=50 off on", "brightness=50 colorTemperatureInKelvin=2700 powerState=ON"),
        ("off off", "brightness=100 colorTemperatureInKelvin=2700 powerState=OFF"),
        ("on green off on", "brightness=100 \(green) powerState=ON"),
        ("on green =50 +25", "brightness=75 \(green) powerState=ON"),
        ("on green =100 -25", "brightness=75 \(green) powerState=ON"),
        ("on green =50", "brightness=50 \(green) powerState=ON"),
        ("on green =0 on", "brightness=100 \(green) powerState=ON"),
        ("off green", "brightness=100 \(green) powerState=ON"),
        ("off 4000K", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
        ("on 4000K off cooler", "brightness=100 colorTemperatureInKelvin=4500 powerState=ON"),
        ("on 4000K off warmer", "brightness=100 colorTemperatureInKelvin=3500 powerState=ON"),
        ("=50 7000K", "brightness=50 colorTemperatureInKelvin=7000 powerState=ON"),
        ("7000K cooler", "brightness=100 colorTemperatureInKelvin=7500 powerState=ON"),
        ("2200K warmer", "brightness=100 colorTemperatureInKelvin=1700 powerState=ON"),
        // A lamp that comes on by its white must not stay dark.
        ("=40 =0 4000K", "brightness=40 colorTemperatureInKelvin=4000 powerState=ON"),
    ])
    func sequence(_ directives: String, _ expected: String) async throws {
        let lamp = try Device(reading: Self.lamp)
        var last = ""
        for word in directives.split(separator: " ") {
            let reply = try await Self.send(String(word), to: lamp)
            #expect(reply.name == "Response", "\(word)")
            last = reply.summary
        }
        #expect(last == expected)
        #expect(try await lamp.report() == expected)
    }

    /// Temperatures that a room thermostat somewhere has, for one whose home file names no range.
    @Test(arguments: ["4C", "38C", "40F", "100F", "280K", "30C"])
    func thermostatsWithoutARangeTakeWhatRoomsHave(_ setpoint: String) async throws {
        let thermostat = try Device(
            reading: Device.text("ThermostatController", "targetSetpoint", "thermostatMode"))
        let reply = try await thermostat.ask(
            "ThermostatController.SetTargetTemperature", ["targetSetpoint": degrees(setpoint)])
        #expect(reply.summary == "targetSetpoint=\(setpoint) thermostatMode=HEAT")
    }
}
