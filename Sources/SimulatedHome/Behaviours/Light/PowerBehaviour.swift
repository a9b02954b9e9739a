import AlexaProtocol

/// A switch; off at first, unless the home file describes a device at work. ``SimulatedDevice/turnOff()`` documents what else
/// it ends.
enum PowerBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(PowerController.powerState(device.startsOn))
    }

    static func perform(
        _ directive: PowerController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .turnOn: device.turnOn()
        case .turnOff: device.turnOff()
        }
        return nil
    }
}
