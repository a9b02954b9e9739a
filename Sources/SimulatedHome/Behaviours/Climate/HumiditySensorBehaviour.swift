import AlexaProtocol

/// A sensor: it has no directives and starts with the humidity of a pleasant room.
enum HumiditySensorBehaviour: Behaviour {
    typealias Directive = Never

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(HumiditySensor.relativeHumidity(45))
    }
}
