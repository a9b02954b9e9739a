/// `Alexa.ColorController`: the colour of a light. Source: Alexa.ColorController.
package enum ColorController: AlexaInterface {
    package static let namespace = "Alexa.ColorController"
    package static let directives = [
        DirectiveKind("SetColor") { payload throws(AlexaError) in
            Directive.setColor(try Color(payload.payload("color")))
        }
    ]
    package static let properties = [
        PropertyKind(
            "color",
            .object([
                .required("hue", .number(Color.hues)),
                .required("saturation", .number(Color.parts)),
                .required("brightness", .number(Color.parts)),
            ]))
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Show this colour.
        case setColor(Color)
    }

    /// A colour in the model of hue, saturation and brightness.
    package struct Color: Hashable, Sendable {
        /// Degrees on the colour wheel, 0 to 360, both of which are red.
        package var hue: Double
        /// From 0, white, to 1, the pure colour.
        package var saturation: Double
        /// From 0, dark, to 1.
        package var brightness: Double

        fileprivate static let hues = 0.0...360.0
        fileprivate static let parts = 0.0...1.0

        /// A colour: `hue` in degrees, the others from 0 to 1.
        package init(hue: Double, saturation: Double, brightness: Double) {
            self.hue = hue
            self.saturation = saturation
            self.brightness = brightness
        }

        /// Reads `{"hue": 350.5, "saturation": 0.7, "brightness": 0.65}`; `nil` for anything else.
        package init?(_ json: JSONValue) {
            guard let hue = json.object?["hue"]?.number, Self.hues.contains(hue),
                let saturation = json.object?["saturation"]?.number, Self.parts.contains(saturation),
                let brightness = json.object?["brightness"]?.number, Self.parts.contains(brightness)
            else { return nil }
            self.init(hue: hue, saturation: saturation, brightness: brightness)
        }

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            hue = try payload.number("hue", in: Self.hues)
            saturation = try payload.number("saturation", in: Self.parts)
            brightness = try payload.number("brightness", in: Self.parts)
        }

        fileprivate var json: JSONValue {
            .object(
                JSONObject(members: [
                    .init(key: "hue", value: .number(hue)), .init(key: "saturation", value: .number(saturation)),
                    .init(key: "brightness", value: .number(brightness)),
                ]))
        }
    }

    /// `color`. A light that shows a white by its temperature reports ColorTemperatureController's property instead.
    package static func color(_ color: Color) -> PropertyState {
        PropertyState(namespace, "color", color.json)
    }
}
