import AlexaProtocol

/// A member of `simulation` that a behaviour reads.
struct Trait: Sendable {
    /// The member's key.
    let key: String
    /// The description of a valid value, for error messages: `true or false`.
    let expectation: String
    /// Whether the behaviour can use the value.
    let takes: @Sendable (JSONValue) -> Bool

    private init(_ key: String, _ expectation: String, _ takes: @escaping @Sendable (JSONValue) -> Bool) {
        self.key = key
        self.expectation = expectation
        self.takes = takes
    }

    /// `true` or `false`.
    static func flag(_ key: String) -> Trait {
        Trait(key, "true or false") { $0.bool != nil }
    }

    /// One of these words.
    static func word(_ key: String, _ words: String...) -> Trait {
        Trait(key, "one of \(words.joined(separator: ", "))") { $0.string.map(words.contains) ?? false }
    }

    /// Any string.
    static func text(_ key: String) -> Trait {
        Trait(key, "a string") { $0.string != nil }
    }

    /// A whole number, both ends included.
    static func integer(_ key: String, in range: ClosedRange<Int>) -> Trait {
        Trait(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            $0.integer.map(range.contains) ?? false
        }
    }

    /// A duration above zero, such as `PT2H`.
    static func duration(_ key: String) -> Trait {
        Trait(key, "a duration, such as PT2H") { $0.string.flatMap { ISODuration($0) }.map { $0.seconds > 0 } ?? false }
    }

    /// A difference of temperatures.
    static func temperatureDifference(_ key: String) -> Trait {
        Trait(key, "a difference of temperatures, such as {\"value\": 2, \"scale\": \"CELSIUS\"}") {
            Temperature($0).map { $0.value >= 0 } ?? false
        }
    }

    /// `{"minimumValue", "maximumValue"}`, two temperatures, the lower one first.
    static func temperatureRange(_ key: String) -> Trait {
        Trait(key, "an object with the temperatures minimumValue and maximumValue, the lower one first") {
            TemperatureRange($0).map { $0.minimum.celsius <= $0.maximum.celsius } ?? false
        }
    }

    /// `{"minimumValue", "maximumValue"}`, two numbers, the lower one first, that overlap `range`.
    static func numberRange(_ key: String, overlapping range: ClosedRange<Double>, _ unit: String) -> Trait {
        let text = "\(JSONValue.number(range.lowerBound).text) to \(JSONValue.number(range.upperBound).text) \(unit)"
        return Trait(key, "an object with minimumValue and maximumValue, the lower one first, in \(text)") {
            guard let minimum = $0.object?["minimumValue"]?.number, let maximum = $0.object?["maximumValue"]?.number
            else { return false }
            return minimum <= maximum && (minimum...maximum).overlaps(range)
        }
    }

    /// A list whose elements are each `element`; `takes` decides.
    static func list(_ key: String, of element: String, _ takes: @escaping @Sendable (JSONValue) -> Bool) -> Trait {
        Trait(key, "a list, each element \(element)") { $0.array?.allSatisfy(takes) ?? false }
    }

    /// The traits of every device.
    static let ofEveryDevice: [Trait] = [.flag("bridgeOffline"), .integer("lowBattery", in: 0...100)]
}
