import AlexaProtocol

/// A switch; off at first.
enum PowerBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(PowerController.powerState(false))
    }

    static func perform(
        _ directive: PowerController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .turnOn: device.set(PowerController.powerState(true))
        case .turnOff: device.set(PowerController.powerState(false))
        }
        return nil
    }
}
