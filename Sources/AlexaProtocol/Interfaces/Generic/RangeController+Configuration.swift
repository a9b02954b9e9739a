extension RangeController {
    /// `supportedRange` of a capability.
    package struct SupportedRange: Hashable, Sendable {
        /// Both ends, included.
        package let limits: ClosedRange<Double>
        /// The distance between two neighbouring values, above 0.
        package let precision: Double

        /// The widest range in which numbers are exact enough.
        package static let widest = -1e15...1e15

        /// Values from `limits.lowerBound` in steps of `precision`.
        package init(_ limits: ClosedRange<Double>, precision: Double = 1) {
            self.limits = limits
            self.precision = precision
        }

        /// What the capability declares, numbers or, as some skills write them, strings; `nil` if it declares no range.
        package init?(_ capability: Capability) {
            guard let configuration = capability.configuration else { return nil }
            self.init(configuration)
        }

        init?(_ configuration: JSONObject) {
            guard let range = configuration["supportedRange"]?.object,
                let minimum = number(range["minimumValue"]), let maximum = number(range["maximumValue"]),
                minimum <= maximum
            else { return nil }
            let precision = number(range["precision"]) ?? 1
            self.init(minimum...maximum, precision: precision > 0 ? precision : 1)
        }

        /// The supported value nearest to `value`; the upper end is one even if no whole number of steps leads there.
        package func nearest(_ value: Double) -> Double {
            let clamped = min(max(value, limits.lowerBound), limits.upperBound)
            let stepped = limits.lowerBound + ((clamped - limits.lowerBound) / precision).rounded() * precision
            guard stepped.isFinite else { return clamped }
            guard stepped <= limits.upperBound, limits.upperBound - clamped > abs(clamped - stepped) else {
                return limits.upperBound
            }
            // 0.1 + 0.2 is not 0.3: cut what binary fractions add.
            return precision < 1e-6 || stepped.magnitude > 1e9 ? stepped : (stepped * 1e6).rounded() / 1e6
        }

        /// The size of "a little more", where the customer names no amount: a tenth of the range, in whole steps.
        package var defaultDelta: Double {
            let steps = (limits.upperBound - limits.lowerBound) / 10 / precision
            return steps.isFinite ? max(1, steps.rounded()) * precision : precision
        }

        var json: JSONValue {
            [
                "minimumValue": .number(limits.lowerBound),
                "maximumValue": .number(limits.upperBound),
                "precision": .number(precision),
            ]
        }
    }

    /// A value with names of its own, such as "high" for a fan's 10.
    package struct Preset: Hashable, Sendable {
        /// The value.
        package let rangeValue: Double
        /// What customers call it.
        package let resources: CapabilityResources

        /// A value and its names.
        package init(_ rangeValue: Double, _ friendlyNames: FriendlyName...) {
            self.rangeValue = rangeValue
            resources = CapabilityResources(friendlyNames)
        }

        private init?(_ json: JSONValue) {
            guard let rangeValue = number(json.object?["rangeValue"]) else { return nil }
            self.rangeValue = rangeValue
            resources = CapabilityResources(json.object?["presetResources"]?.object ?? [:])
        }

        /// The presets that a capability's configuration declares, read leniently.
        package static func all(in configuration: JSONObject?) -> [Preset] {
            configuration?["presets"]?.array?.compactMap { Preset($0) } ?? []
        }

        var json: JSONValue {
            ["rangeValue": .number(rangeValue), "presetResources": .object(resources.json)]
        }
    }

    /// `unitOfMeasure` of a capability, such as `Alexa.Unit.Percent`; `nil` if it has none.
    package static func unitOfMeasure(of capability: Capability) -> String? {
        capability.configuration?["unitOfMeasure"]?.string
    }

    /// Amazon accepts a range's numbers as strings, too.
    private static func number(_ json: JSONValue?) -> Double? {
        guard let number = json?.number ?? json?.string.flatMap({ Double($0) }), number.isFinite else { return nil }
        return number
    }
}
