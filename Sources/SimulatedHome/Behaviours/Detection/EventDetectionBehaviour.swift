import AlexaProtocol

/// A device that notices events: nothing going on at first, and every kind of event switched on that can be.
enum EventDetectionBehaviour: Behaviour {
    typealias Directive = Never

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard capability.supports("detectionModes") else { return }
        device.setIfUnknown(
            EventDetectionSensor.detectionModes(
                EventDetectionSensor.switchableModes(of: capability).map { (name: $0, isEnabled: true) }))
    }
}
