/// A unit of Amps's quantities; the raw value is the wire name. Source: docs.amps.ai, /concepts/canonical-actions.
package enum AmpsUnit: String, CaseIterable, Sendable {
    case percent
    case kilowatts = "kw"
    case watts
    case kilowattHours = "kwh"
    case amperes = "amps"
    case volts
    case hours
    case minutes
    case celsius
    case fahrenheit

    /// The value in another unit, exact to a millionth; `nil` if the units are not convertible.
    package func convert(_ value: Double, to other: AmpsUnit) -> Double? {
        guard other != self else { return value }
        let converted: Double? =
            switch (self, other) {
            case (.kilowatts, .watts): value * 1000
            case (.watts, .kilowatts): value / 1000
            case (.hours, .minutes): value * 60
            case (.minutes, .hours): value / 60
            case (.celsius, .fahrenheit): value * 9 / 5 + 32
            case (.fahrenheit, .celsius): (value - 32) * 5 / 9
            case (.percent, _), (.kilowatts, _), (.watts, _), (.kilowattHours, _), (.amperes, _), (.volts, _),
                (.hours, _), (.minutes, _), (.celsius, _), (.fahrenheit, _):
                nil
            }
        return converted.map { ($0 * 1e6).rounded() / 1e6 }
    }
}
