import AlexaProtocol

/// Anything with a range: values snap to the declared precision, an adjustment stops at the end of the range.
enum RangeBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard let instance = capability.instance, let range = RangeController.Range(capability) else { return }
        device.setIfUnknown(RangeController.rangeValue(range.limits.lowerBound, instance: instance))
    }

    static func perform(
        _ directive: RangeController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        let instance = capability.instance ?? ""
        let range = RangeController.Range(capability)
        let value: Double
        switch directive {
        case .setRangeValue(let wanted): value = wanted
        case .adjustRangeValue(let delta, _):
            value = (device.value(RangeController.self, "rangeValue", instance: instance)?.number ?? 0) + delta
        }
        device.set(RangeController.rangeValue(range?.nearest(value) ?? value, instance: instance))
        return nil
    }
}
