import AlexaProtocol

/// A device that detects events. Nothing is detected at first, and every kind of event is switched on that can be.
enum EventDetectionBehaviour: Behaviour {
    typealias Directive = Never

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard capability.supports("detectionModes") else { return }
        device.setIfUnknown(
            EventDetectionSensor.detectionModes(
                EventDetectionSensor.switchableModes(of: capability).map { (name: $0, isEnabled: true) }))
    }
}
