import AlexaProtocol

/// Anything with modes: it starts in the first one; an adjustment past the first or the last one is refused, for there is
/// no such mode (unlike a number, which stops at its end).
enum ModeBehaviour: Behaviour {
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
        return nil
    }

    private static func neighbour(
        of current: JSONValue?, _ delta: Int, _ capability: Capability
    ) throws(AlexaError) -> String {
        let modes = ModeController.Configuration(capability)?.modes.map(\.value) ?? []
        guard let index = modes.firstIndex(where: { .string($0) == current }) else {
            throw .invalidValue("the simulated device is in none of its declared modes, so there is no next one")
        }
        guard modes.indices.contains(index + delta) else {
            throw .invalidValue(
                "there is no mode \(delta) away from \(modes[index]) among \(modes.count) ordered modes")
        }
        return modes[index + delta]
    }
}
