import AlexaProtocol

/// A switch; off at first, unless the home file says that something runs. ``SimulatedDevice/turnOff()`` says what else it ends.
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
