import AlexaProtocol

/// Anything with modes: it starts in the first one; an adjustment stops at the first and the last one, as a number stops at
/// the end of its range.
enum ModeBehaviour: Behaviour {
    static let traits = SimulatedDevice.closingTraits

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard let instance = capability.instance, let first = ModeController.Configuration(capability)?.modes.first
        else { return }
        device.setIfUnknown(ModeController.mode(first.value, instance: instance))
    }

    static func perform(
        _ directive: ModeController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let instance = capability.instance ?? ""
        let current = device.value(ModeController.self, "mode", instance: instance)
        let mode =
            switch directive {
            case .setMode(let wanted): wanted
            case .adjustMode(let delta): try neighbour(of: current, delta, capability)
            }
        try device.checkClosing(capability, from: current, to: .string(mode))
        device.set(ModeController.mode(mode, instance: instance))
        device.followContact(capability, .string(mode))
        return nil
    }

    private static func neighbour(
        of current: JSONValue?, _ delta: Int, _ capability: Capability
    ) throws(AlexaError) -> String {
        let modes = ModeController.Configuration(capability)?.modes.map(\.value) ?? []
        guard let index = modes.firstIndex(where: { .string($0) == current }) else {
            throw .invalidValue("the simulated device is in none of its declared modes, so there is no next one")
        }
        return modes[min(max(0, index + delta), modes.count - 1)]
    }
}
