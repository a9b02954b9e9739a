import AlexaProtocol

/// A lock. One that is jammed, by its state or by the trait `jammed`, accepts every command and stays jammed. A lock whose
/// ContactSensor reports an open door does not lock.
enum LockBehaviour: Behaviour {
    static let traits: [Trait] = [.flag("jammed")]

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(LockController.lockState(isJammed(device) ? .jammed : .locked))
    }

    static func perform(
        _ directive: LockController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard !isJammed(device) else {
            device.set(LockController.lockState(.jammed))
            return nil
        }
        switch directive {
        case .lock:
            let isLocked = device.value(LockController.self, "lockState")?.string == "LOCKED"
            guard isLocked || device.value(ContactSensor.self, "detectionState")?.string != "DETECTED" else {
                throw AlexaError(
                    .generic(.notSupportedInCurrentMode(.other)), "the door is open; it must be closed to be locked")
            }
            device.set(LockController.lockState(.locked))
        case .unlock: device.set(LockController.lockState(.unlocked))
        }
        return nil
    }

    private static func isJammed(_ device: SimulatedDevice) -> Bool {
        let state = device.value(LockController.self, "lockState")?.string?.uppercased()
        return state == LockController.LockState.jammed.rawValue || device.traits["jammed"]?.bool == true
    }
}
