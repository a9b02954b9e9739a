/// `validRange` of VALUE_OUT_OF_RANGE: the values that the endpoint accepts. Source: Alexa.ErrorResponse.
package struct ValidRange: Hashable, Sendable {
    /// The smallest acceptable value, in the directive's own unit.
    package let minimum: Double
    /// The largest acceptable value, in the directive's own unit.
    package let maximum: Double

    /// The two ends, both acceptable.
    package init(_ range: ClosedRange<Double>) {
        minimum = range.lowerBound
        maximum = range.upperBound
    }

    var json: JSONValue {
        ["minimumValue": .number(minimum), "maximumValue": .number(maximum)]
    }

    init?(_ json: JSONValue?) {
        guard let object = json?.object, let minimum = object["minimumValue"]?.number,
            let maximum = object["maximumValue"]?.number, minimum <= maximum
        else { return nil }
        self.init(minimum...maximum)
    }
}

/// `validRange` of TEMPERATURE_VALUE_OUT_OF_RANGE. Source: Alexa.ErrorResponse.
package struct TemperatureRange: Hashable, Sendable {
    /// The lowest acceptable temperature.
    package let minimum: Temperature
    /// The highest acceptable temperature.
    package let maximum: Temperature

    /// The two ends, both acceptable.
    package init(_ minimum: Temperature, _ maximum: Temperature) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether `temperature`, on any scale, lies inside, with a tolerance of a hundredth of a degree, since conversions round.
    package func contains(_ temperature: Temperature) -> Bool {
        temperature.celsius >= minimum.celsius - 0.01 && temperature.celsius <= maximum.celsius + 0.01
    }

    /// The same range in another scale.
    package func converted(to scale: Temperature.Scale) -> TemperatureRange {
        TemperatureRange(minimum.converted(to: scale), maximum.converted(to: scale))
    }

    var json: JSONValue {
        ["minimumValue": minimum.json, "maximumValue": maximum.json]
    }

    /// Reads `{"minimumValue": {...}, "maximumValue": {...}}`; `nil` for anything else.
    package init?(_ json: JSONValue?) {
        guard let object = json?.object, let minimum = object["minimumValue"].flatMap(Temperature.init),
            let maximum = object["maximumValue"].flatMap(Temperature.init)
        else { return nil }
        self.init(minimum, maximum)
    }
}
