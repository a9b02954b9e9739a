/// A temperature with its scale, the way Alexa sends and expects it. Source: Alexa property schemas, `Temperature`.
package struct Temperature: Hashable, Sendable, CustomStringConvertible {
    /// The scale of a value; the raw value is the wire name.
    package enum Scale: String, CaseIterable, Sendable {
        case celsius = "CELSIUS"
        case fahrenheit = "FAHRENHEIT"
        case kelvin = "KELVIN"

        /// The scale of that wire name. Comparing with three words is quicker than the table behind `init(rawValue:)`.
        init?(wireName: String) {
            switch wireName {
            case Self.celsius.rawValue: self = .celsius
            case Self.fahrenheit.rawValue: self = .fahrenheit
            case Self.kelvin.rawValue: self = .kelvin
            default: return nil
            }
        }
    }

    /// Degrees in `scale`.
    package let value: Double
    /// The scale of `value`.
    package let scale: Scale

    /// `value` degrees of `scale`.
    package init(_ value: Double, _ scale: Scale) {
        self.value = value
        self.scale = scale
    }

    /// Degrees Celsius: the unit in which temperatures are compared.
    package var celsius: Double {
        switch scale {
        case .celsius: value
        case .fahrenheit: (value - 32) * 5 / 9
        case .kelvin: value - 273.15
        }
    }

    /// The same temperature on another scale, rounded to a hundredth of a degree; unchanged on its own scale.
    package func converted(to other: Scale) -> Temperature {
        guard other != scale else { return self }
        let degrees =
            switch other {
            case .celsius: celsius
            case .fahrenheit: celsius * 9 / 5 + 32
            case .kelvin: celsius + 273.15
            }
        return Temperature(Self.rounded(degrees), other)
    }

    /// This temperature moved by a *difference*, whose scale may be another one: converted without the zero offset.
    package func adding(_ difference: Temperature) -> Temperature {
        Temperature(Self.rounded(value + difference.difference(in: scale)), scale)
    }

    /// Read as a difference instead of a temperature: how many degrees of `other` it spans.
    package func difference(in other: Scale) -> Double {
        let inCelsius = scale == .fahrenheit ? value * 5 / 9 : value
        return other == .fahrenheit ? inCelsius * 9 / 5 : inCelsius
    }

    package var description: String {
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        return switch scale {
        case .celsius: "\(number) °C"
        case .fahrenheit: "\(number) °F"
        case .kelvin: "\(number) K"
        }
    }

    private static func rounded(_ value: Double) -> Double {
        (value * 100).rounded() / 100
    }
}

extension Temperature {
    /// Reads `{"value": 21.5, "scale": "CELSIUS"}`; `nil` for anything else.
    package init?(_ json: JSONValue) {
        guard let object = json.object, let value = object["value"]?.number,
            let scale = object["scale"]?.string.flatMap(Scale.init(wireName:))
        else { return nil }
        self.init(value, scale)
    }

    /// `{"value": 21.5, "scale": "CELSIUS"}`.
    package var json: JSONValue {
        .object(
            JSONObject(members: [
                .init(key: "value", value: .number(value)), .init(key: "scale", value: .string(scale.rawValue)),
            ]))
    }
}
