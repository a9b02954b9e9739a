import AlexaProtocol

/// Anything with a range: values snap to the declared precision, an adjustment stops at the end of the range. A fan's speed
/// above 0 also switches it on, 0 switches it off; other ranges do not affect the switch, because their relation to it is
/// unknown.
enum RangeBehaviour: Behaviour {
    static let traits = SimulatedDevice.closingTraits

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard let instance = capability.instance, let range = RangeController.SupportedRange(capability) else { return }
        device.setIfUnknown(RangeController.rangeValue(range.limits.lowerBound, instance: instance))
    }

    static func perform(
        _ directive: RangeController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let instance = capability.instance ?? ""
        // A recording without a range has no steps either: any value is accepted.
        let range =
            RangeController.SupportedRange(capability)
            ?? RangeController.SupportedRange(RangeController.SupportedRange.widest, precision: 1e-6)
        let current = device.value(RangeController.self, "rangeValue", instance: instance)
        let wanted =
            switch directive {
            case .setRangeValue(let value): value
            case .adjustRangeValue(let delta, let isDefault):
                (current?.number ?? range.limits.lowerBound) + (isDefault ? amount(delta, range) : delta)
            }
        let state = RangeController.rangeValue(range.nearest(wanted), instance: instance)
        try device.checkClosing(capability, from: current, to: state.value)
        if isFanSpeed(capability) {
            let key = "\(instance) above 0"
            if let last = current?.number, last > 0 { device.memory[key] = .number(last) }
            device.set(state)
            device.setPower(state.value.number ?? 0 > 0)
        } else {
            device.set(state)
        }
        device.followContact(capability, state.value)
        return nil
    }

    /// Whether the range is named by Alexa's own word for the speed of a fan.
    static func isFanSpeed(_ capability: Capability) -> Bool {
        capability.resources.map { CapabilityResources($0).friendlyNames.contains(.asset("Alexa.Setting.FanSpeed")) }
            ?? false
    }

    /// For a customer who said only "higher" or "lower": Alexa's direction, and the device's own amount.
    private static func amount(_ delta: Double, _ range: RangeController.SupportedRange) -> Double {
        delta == 0 ? 0 : delta < 0 ? -range.defaultDelta : range.defaultDelta
    }
}
