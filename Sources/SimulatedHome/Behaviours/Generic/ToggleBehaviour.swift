import AlexaProtocol

/// A part that is on or off, independently of the device itself; off at first.
enum ToggleBehaviour: Behaviour {
    static let traits = SimulatedDevice.closingTraits

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard let instance = capability.instance else { return }
        device.setIfUnknown(ToggleController.toggleState(false, instance: instance))
    }

    static func perform(
        _ directive: ToggleController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let instance = capability.instance ?? ""
        let state =
            switch directive {
            case .turnOn: ToggleController.toggleState(true, instance: instance)
            case .turnOff: ToggleController.toggleState(false, instance: instance)
            }
        let current = device.value(ToggleController.self, "toggleState", instance: instance)
        try device.checkClosing(capability, from: current, to: state.value)
        device.set(state)
        device.followContact(capability, state.value)
        return nil
    }
}
