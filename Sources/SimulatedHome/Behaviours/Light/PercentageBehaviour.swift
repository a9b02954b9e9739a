import AlexaProtocol

/// Anything in percent: more than 0 also switches it on, 0 switches it off.
enum PercentageBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(PercentageController.percentage(0))
    }

    static func perform(
        _ directive: PercentageController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        let percentage =
            switch directive {
            case .setPercentage(let percent): percent
            case .adjustPercentage(let delta):
                device.adjusted(.percentage, by: delta)
            }
        device.set(.percentage, percentage)
        return nil
    }
}
