import AlexaProtocol

/// A lock. One that is jammed, by its state or by the trait `jammed`, takes every command and stays so.
enum LockBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(LockController.lockState(isJammed(device) ? .jammed : .locked))
    }

    static func perform(
        _ directive: LockController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        guard !isJammed(device) else {
            device.set(LockController.lockState(.jammed))
            return nil
        }
        switch directive {
        case .lock: device.set(LockController.lockState(.locked))
        case .unlock: device.set(LockController.lockState(.unlocked))
        }
        return nil
    }

    private static func isJammed(_ device: SimulatedDevice) -> Bool {
        let state = device.value(LockController.self, "lockState")?.string?.uppercased()
        return state == LockController.LockState.jammed.rawValue || device.traits["jammed"]?.bool == true
    }
}
