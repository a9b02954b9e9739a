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
    package static let properties = [PropertyKind("rangeValue", .number(SupportedRange.widest))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set to a value within the endpoint's supported range.
        case setRangeValue(Double)
        /// Move by `delta`. `isDefault`: the customer named no amount, so the skill may choose another with the same sign.
        case adjustRangeValue(delta: Double, isDefault: Bool)

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .setRangeValue(let value):
                let limits = RangeController.SupportedRange(capability)?.limits ?? RangeController.SupportedRange.widest
                guard limits.contains(value) || Self.isMeant(value, by: capability) else {
                    throw .outOfRange("rangeValue", value, limits)
                }
            case .adjustRangeValue: return
            }
        }

        package func fitted(to capability: Capability) -> Directive {
            guard case .setRangeValue(let value) = self, let range = RangeController.SupportedRange(capability),
                !range.limits.contains(value)
            else { return self }
            return .setRangeValue(range.nearest(value))
        }

        /// Whether the capability's own semantics send this value. A blind from 0 to 99 whose "open" is 100 would never open
        /// otherwise: Alexa keeps homes that were discovered this way for years.
        private static func isMeant(_ value: Double, by capability: Capability) -> Bool {
            guard let semantics = capability.semantics.map({ Semantics($0) }) else { return false }
            return semantics.actionMappings.contains {
                $0.directive == "SetRangeValue" && $0.payload["rangeValue"]?.number == value
            }
        }
    }

    /// A capability whose values lie in `range`. Presets are values with names of their own; `unitOfMeasure` is one of
    /// Alexa's units, such as `Alexa.Unit.Percent`.
    package static func capability(
        instance: String, _ resources: CapabilityResources, range: SupportedRange, presets: [Preset] = [],
        unitOfMeasure: String? = nil, semantics: Semantics? = nil, properties: Capability.Properties? = nil
    ) -> Capability {
        Capability(
            Self.self, instance: instance, properties: properties, resources: resources.json,
            configuration: configuration(range, presets, unitOfMeasure), semantics: semantics?.json)
    }

    private static func configuration(_ range: SupportedRange, _ presets: [Preset], _ unitOfMeasure: String?)
        -> JSONObject
    {
        var configuration: JSONObject = ["supportedRange": range.json]
        if !presets.isEmpty { configuration["presets"] = .array(presets.map(\.json)) }
        if let unitOfMeasure { configuration["unitOfMeasure"] = .string(unitOfMeasure) }
        return configuration
    }

    package static func problem(with value: JSONValue, of property: String, in capability: Capability) -> String? {
        value.number.flatMap { problem(with: Directive.setRangeValue($0), in: capability) }
    }

    /// `rangeValue` of an instance.
    package static func rangeValue(_ value: Double, instance: String) -> PropertyState {
        PropertyState(namespace, "rangeValue", instance: instance, .number(value))
    }
}
