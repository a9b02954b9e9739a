import AlexaProtocol
import Testing

/// Lights in Amazon's capability evaluation: sequences of our own, each with the state in the last Response and in the
/// report after it.
@Suite("Lights as Amazon evaluates them")
struct EvaluationTests {
    private static let power = Device.text("PowerController", "powerState")
    private static let dimmer = Device.text("BrightnessController", "brightness")
    private static let colour = Device.text("ColorController", "color")
    private static let white = Device.text("ColorTemperatureController", "colorTemperatureInKelvin")

    /// A light that is off at first.
    enum Kind: String, CaseIterable {
        /// A switch only.
        case plug
        /// Brightness.
        case dimmable
        /// Brightness and white.
        case tunable
        /// White from 2202 to 4000 K.
        case narrow
        /// Brightness and colour.
        case coloured
        /// All of them.
        case full

        var capabilities: String {
            switch self {
            case .plug: power
            case .dimmable: [power, dimmer].joined(separator: ",")
            case .tunable, .narrow: [power, dimmer, white].joined(separator: ",")
            case .coloured: [power, dimmer, colour].joined(separator: ",")
            case .full: [power, dimmer, colour, white].joined(separator: ",")
            }
        }

        var simulation: String {
            self == .narrow ? #"{"colorTemperatureRange":{"minimumValue":2202,"maximumValue":4000}}"# : "{}"
        }
    }

    /// A directive in short form: `on`, `off`, `=50` sets the brightness, `+25` adjusts it, `green`, `blue50` is a blue of half
    /// the brightness, `black`, `2700K`, `cooler`, `warmer`. After a `!` follows the expected error.
    private static func send(_ word: Substring, to lamp: Device) async throws -> Device.Reply {
        func color(_ hue: Double, _ brightness: Double) async throws -> Device.Reply {
            try await lamp.ask(
                "ColorController.SetColor",
                ["color": ["hue": .number(hue), "saturation": 1, "brightness": .number(brightness)]])
        }
        switch word {
        // Amazon's test plans send null if a directive has no arguments.
        case "on": return try await lamp.ask("PowerController.TurnOn", .null)
        case "off": return try await lamp.ask("PowerController.TurnOff", .null)
        case "cooler": return try await lamp.ask("ColorTemperatureController.IncreaseColorTemperature", .null)
        case "warmer": return try await lamp.ask("ColorTemperatureController.DecreaseColorTemperature", .null)
        case "green": return try await color(120, 1)
        case "blue50": return try await color(240, 0.5)
        case "black": return try await color(0, 0)
        case let word where word.hasPrefix("="):
            return try await lamp.ask(
                "BrightnessController.SetBrightness", ["brightness": .number(try #require(Double(word.dropFirst())))])
        case let word where word.hasSuffix("K"):
            return try await lamp.ask(
                "ColorTemperatureController.SetColorTemperature",
                ["colorTemperatureInKelvin": .number(try #require(Double(word.dropLast())))])
        default:
            return try await lamp.ask(
                "BrightnessController.AdjustBrightness", ["brightnessDelta": .number(try #require(Double(word)))])
        }
    }

    private static let green = #"color={"hue":120,"saturation":1,"brightness":1}"#
    private static let blue = #"color={"hue":240,"saturation":1,"brightness":0.5}"#

    @Test(
        arguments: [
            // Power.
            (.plug, "on", "powerState=ON"), (.plug, "on off", "powerState=OFF"), (.plug, "off", "powerState=OFF"),
            (.plug, "on on", "powerState=ON"), (.plug, "on off off on", "powerState=ON"),
            (.dimmable, "off off", "brightness=100 powerState=OFF"),
            (.dimmable, "=50 off on", "brightness=50 powerState=ON"),
            (.coloured, "on green off on", "brightness=100 \(green) powerState=ON"),
            (.full, "on 4000K off on", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            // Brightness, absolute.
            (.dimmable, "on =50", "brightness=50 powerState=ON"), (.dimmable, "=1", "brightness=1 powerState=ON"),
            (.dimmable, "=100 =100", "brightness=100 powerState=ON"),
            (.dimmable, "off =30", "brightness=30 powerState=ON"),
            (.dimmable, "on =100 =0", "brightness=0 powerState=OFF"),
            (.dimmable, "on =100 =0 on", "brightness=100 powerState=ON"),
            (.dimmable, "=60 =0 =0 off on", "brightness=60 powerState=ON"),
            (.dimmable, "=60 off =0 on", "brightness=60 powerState=ON"),
            (.dimmable, "=50 =101!VALUE_OUT_OF_RANGE", "brightness=50 powerState=ON"),
            (.dimmable, "=50 =-1!VALUE_OUT_OF_RANGE", "brightness=50 powerState=ON"),
            (.dimmable, "=50 off =101!VALUE_OUT_OF_RANGE", "brightness=50 powerState=OFF"),
            (.dimmable, "=50 =49.5!INVALID_DIRECTIVE", "brightness=50 powerState=ON"),
            // Brightness, relative.
            (.dimmable, "=50 +25", "brightness=75 powerState=ON"),
            (.dimmable, "=50 -25", "brightness=25 powerState=ON"),
            (.dimmable, "=50 +0", "brightness=50 powerState=ON"),
            (.dimmable, "on =100 +10", "brightness=100 powerState=ON"),
            (.dimmable, "=95 +10", "brightness=100 powerState=ON"),
            (.dimmable, "=1 +100", "brightness=100 powerState=ON"),
            (.dimmable, "on =0 -25", "brightness=0 powerState=OFF"),
            (.dimmable, "on =25 -25", "brightness=0 powerState=OFF"),
            (.dimmable, "on =20 -25", "brightness=0 powerState=OFF"),
            (.dimmable, "on =25 -25 on", "brightness=25 powerState=ON"),
            (.dimmable, "on =25 -25 +40", "brightness=40 powerState=ON"),
            (.dimmable, "off +25", "brightness=25 powerState=ON"),
            (.dimmable, "on =100 off +25", "brightness=25 powerState=ON"),
            (.dimmable, "on =100 off -25", "brightness=0 powerState=OFF"),
            (.dimmable, "on =100 off -25 on", "brightness=100 powerState=ON"),
            (.dimmable, "off +0", "brightness=0 powerState=OFF"),
            (.dimmable, "on =0 +10 -10 on", "brightness=10 powerState=ON"),
            // Colour.
            (.coloured, "green", "brightness=100 \(green) powerState=ON"),
            (.coloured, "off green", "brightness=100 \(green) powerState=ON"),
            (.coloured, "blue50", "brightness=50 \(blue) powerState=ON"),
            (.coloured, "on green =50 +25", "brightness=75 \(green) powerState=ON"),
            (.coloured, "on green =100 -25", "brightness=75 \(green) powerState=ON"),
            (.full, "on green =50", "brightness=50 \(green) powerState=ON"),
            (.full, "on green =0 on", "brightness=100 \(green) powerState=ON"),
            (.full, "green =40 off +10", "brightness=10 \(green) powerState=ON"),
            (.coloured, "=30 off blue50 off on", "brightness=50 \(blue) powerState=ON"),
            (
                .coloured, "green black",
                #"brightness=0 color={"hue":0,"saturation":1,"brightness":0} powerState=OFF"#
            ),
            // White.
            (.tunable, "2200K", "brightness=100 colorTemperatureInKelvin=2200 powerState=ON"),
            (.tunable, "2700K", "brightness=100 colorTemperatureInKelvin=2700 powerState=ON"),
            (.tunable, "4000K", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            (.tunable, "5500K", "brightness=100 colorTemperatureInKelvin=5500 powerState=ON"),
            (.full, "7000K", "brightness=100 colorTemperatureInKelvin=7000 powerState=ON"),
            (.tunable, "off 4000K", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            (.tunable, "on 4000K off cooler", "brightness=100 colorTemperatureInKelvin=4500 powerState=ON"),
            (.tunable, "on 4000K off warmer", "brightness=100 colorTemperatureInKelvin=3500 powerState=ON"),
            (.tunable, "=50 7000K", "brightness=50 colorTemperatureInKelvin=7000 powerState=ON"),
            (.tunable, "=50 4000K cooler", "brightness=50 colorTemperatureInKelvin=4500 powerState=ON"),
            (.tunable, "7000K cooler", "brightness=100 colorTemperatureInKelvin=7500 powerState=ON"),
            (.tunable, "2200K warmer", "brightness=100 colorTemperatureInKelvin=1700 powerState=ON"),
            (.tunable, "1000K warmer", "brightness=100 colorTemperatureInKelvin=1000 powerState=ON"),
            (.tunable, "10000K cooler", "brightness=100 colorTemperatureInKelvin=10000 powerState=ON"),
            (.tunable, "4000K 999K!VALUE_OUT_OF_RANGE", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            (.tunable, "4000K 10001K!VALUE_OUT_OF_RANGE", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            // A lamp that is turned on by setting its white must not have brightness 0.
            (.tunable, "=40 =0 4000K", "brightness=40 colorTemperatureInKelvin=4000 powerState=ON"),
            (.narrow, "2200K", "brightness=100 colorTemperatureInKelvin=2202 powerState=ON"),
            (.narrow, "7000K", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            (.narrow, "7000K cooler", "brightness=100 colorTemperatureInKelvin=4000 powerState=ON"),
            (.narrow, "2700K warmer warmer", "brightness=100 colorTemperatureInKelvin=2202 powerState=ON"),
            // Colour and white.
            (.full, "green 2700K", "brightness=100 colorTemperatureInKelvin=2700 powerState=ON"),
            (.full, "2700K green", "brightness=100 \(green) powerState=ON"),
            (.full, "green =50 4000K", "brightness=50 colorTemperatureInKelvin=4000 powerState=ON"),
            (.full, "green cooler!NOT_SUPPORTED_IN_CURRENT_MODE", "brightness=100 \(green) powerState=ON"),
            (.full, "green off warmer!NOT_SUPPORTED_IN_CURRENT_MODE", "brightness=100 \(green) powerState=OFF"),
            (.full, "4000K =20 green =70 off on", "brightness=70 \(green) powerState=ON"),
        ] as [(Kind, String, String)])
    func sequence(_ kind: Kind, _ directives: String, _ expected: String) async throws {
        let lamp = try Device(reading: kind.capabilities, simulation: kind.simulation)
        var last = ""
        for word in directives.split(separator: " ") {
            let parts = word.split(separator: "!")
            let reply = try await Self.send(parts[0], to: lamp)
            let report = try await lamp.report()
            if parts.count > 1 {
                #expect(reply.kind == "Alexa \(parts[1])", "\(word)")
                #expect(report == last, "\(word)")
            } else {
                #expect(reply.kind == "Alexa Response", "\(word)")
                #expect(report == reply.summary, "\(word)")
            }
            last = report
        }
        #expect(last == expected)
    }

    /// The payload fields of the errors.
    @Test(
        arguments: [
            (
                .dimmable, "=101",
                #"{"minimumValue":0,"maximumValue":100}"#
            ),
            (.dimmable, "=-1", #"{"minimumValue":0,"maximumValue":100}"#),
            (.tunable, "999K", #"{"minimumValue":1000,"maximumValue":10000}"#),
        ] as [(Kind, String, String)])
    func range(_ kind: Kind, _ directive: String, _ expected: String) async throws {
        let lamp = try Device(reading: kind.capabilities, simulation: kind.simulation)
        let reply = try await Self.send(directive[...], to: lamp)
        #expect(reply.payload["validRange"]?.text == expected)
    }
}
