import AlexaProtocol

/// A dimmer switch: a level above 0 also switches it on, 0 switches it off. The trait `powerLevels` lists the levels of a
/// device that has only a few.
enum PowerLevelBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(PowerLevelController.powerLevel(100))
    }

    static func perform(
        _ directive: PowerLevelController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let level =
            switch directive {
            case .setPowerLevel(let percent): percent
            case .adjustPowerLevel(let delta):
                device.percentage(PowerLevelController.self, "powerLevel", adjustedBy: delta)
            }
        if let levels = device.traits["powerLevels"]?.array?.compactMap(\.integer), !levels.contains(level) {
            throw AlexaError(.generic(.powerLevelNotSupported), "the simulated device has only the levels \(levels)")
        }
        device.set(PowerLevelController.powerLevel(level))
        device.setPower(level > 0)
        return nil
    }
}
