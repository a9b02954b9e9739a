package import AlexaProtocol

/// A number with its unit: Amps requires a unit for every number.
package struct AmpsQuantity: Hashable, Sendable {
    /// The number.
    package let value: Double
    /// Its unit.
    package let unit: AmpsUnit

    /// `value` of `unit`.
    package init(_ value: Double, _ unit: AmpsUnit) {
        self.value = value
        self.unit = unit
    }

    /// Parses `{"value": 80, "unit": "percent"}`; `nil` for anything else.
    package init?(_ json: JSONValue?) {
        guard let object = json?.object, let value = object["value"]?.amount,
            let unit = object["unit"]?.string.flatMap(AmpsUnit.init)
        else { return nil }
        self.init(value, unit)
    }

    /// `{"value": 80, "unit": "percent"}`.
    package var json: JSONValue { ["value": .number(value), "unit": .string(unit.rawValue)] }
}

/// The bounds of a parameter or a setting.
struct AmpsBounds: Hashable, Sendable {
    let unit: AmpsUnit
    let limits: ClosedRange<Double>?

    /// Bounds of a unit; the limits may be unknown.
    init(_ unit: AmpsUnit, _ limits: ClosedRange<Double>?) {
        self.unit = unit
        self.limits = limits
    }

    /// Parses `{"unit": "percent", "min": 15, "max": 95}`. `usual` is the unit if none or an unknown one is given; `nil` if
    /// `usual` is `nil` then.
    init?(_ json: JSONObject, usual: AmpsUnit?) {
        guard let unit = json["unit"]?.string.flatMap(AmpsUnit.init) ?? usual else { return nil }
        var limits: ClosedRange<Double>?
        if let low = json["min"]?.amount, let high = json["max"]?.amount, low <= high { limits = low...high }
        self.init(unit, limits)
    }

    /// The limits in another unit; `nil` if they are unknown or the units are not convertible.
    func limits(in other: AmpsUnit) -> ClosedRange<Double>? {
        guard let limits, let low = unit.convert(limits.lowerBound, to: other),
            let high = unit.convert(limits.upperBound, to: other), low <= high
        else { return nil }
        return low...high
    }

    /// The limits as temperatures.
    var temperatures: TemperatureRange? {
        limits(in: .celsius).map {
            TemperatureRange(Temperature($0.lowerBound, .celsius), Temperature($0.upperBound, .celsius))
        }
    }
}
