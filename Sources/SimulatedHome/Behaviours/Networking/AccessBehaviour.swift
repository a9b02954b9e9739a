import AlexaProtocol

/// A router that lets a device into the network or not; at first it does.
enum AccessBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(AccessController.networkAccess(.allowed))
    }

    static func perform(
        _ directive: AccessController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .setNetworkAccess(let access): device.set(AccessController.networkAccess(access))
        }
        return nil
    }
}
