/// `Alexa.RangeController`: any number between two ends, such as a fan's speed. Source: Alexa.RangeController.
package enum RangeController: AlexaInterface {
    package static let namespace = "Alexa.RangeController"
    package static let hasInstances = true
    package static let directives = [
        DirectiveKind("SetRangeValue") { payload throws(AlexaError) in
            Directive.setRangeValue(try payload.number("rangeValue"))
        },
        DirectiveKind("AdjustRangeValue") { payload throws(AlexaError) in
            Directive.adjustRangeValue(
                delta: try payload.number("rangeValueDelta"),
                isDefault: try payload.boolean("rangeValueDeltaDefault", default: false))
        },
    ]
    package static let properties = [PropertyKind("rangeValue", .number(-1e15...1e15))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set to a value within the endpoint's supported range.
        case setRangeValue(Double)
        /// Move by `delta`; `isDefault` says that the customer named no amount, so the skill may choose another.
        case adjustRangeValue(delta: Double, isDefault: Bool)

        package func check(against capability: Capability) throws(AlexaError) {
            guard case .setRangeValue(let value) = self, let range = RangeController.Range(capability) else { return }
            guard range.limits.contains(value) else { throw .outOfRange("rangeValue", value, range.limits) }
        }
    }

    /// `supportedRange` of a capability.
    package struct Range: Hashable, Sendable {
        /// Both ends, included.
        package let limits: ClosedRange<Double>
        /// The distance between two neighbouring values, above 0.
        package let precision: Double

        /// Values from `limits.lowerBound` in steps of `precision`.
        package init(_ limits: ClosedRange<Double>, precision: Double = 1) {
            self.limits = limits
            self.precision = precision
        }

        /// What the capability declares; `nil` if it declares no range.
        package init?(_ capability: Capability) {
            guard let range = capability.configuration?["supportedRange"]?.object,
                let minimum = range["minimumValue"]?.number, let maximum = range["maximumValue"]?.number,
                minimum <= maximum
            else { return nil }
            let precision = range["precision"]?.number ?? 1
            self.init(minimum...maximum, precision: precision > 0 ? precision : 1)
        }

        /// The supported value nearest to `value`.
        package func nearest(_ value: Double) -> Double {
            let clamped = min(max(value, limits.lowerBound), limits.upperBound)
            let stepped = limits.lowerBound + ((clamped - limits.lowerBound) / precision).rounded() * precision
            // 0.1 + 0.2 is not 0.3: cut what binary fractions add.
            return min((stepped * 1e6).rounded() / 1e6, limits.upperBound)
        }
    }

    package static func problem(with capability: Capability) -> String? {
        Range(capability) == nil
            ? "configuration.supportedRange must give minimumValue and maximumValue, the smaller first" : nil
    }

    /// `rangeValue` of an instance.
    package static func rangeValue(_ value: Double, instance: String) -> PropertyState {
        PropertyState(namespace, "rangeValue", instance: instance, .number(value))
    }
}
