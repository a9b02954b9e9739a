import AlexaProtocol

/// A sensor: it takes no directives and starts with the humidity of a pleasant room.
enum HumiditySensorBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(HumiditySensor.relativeHumidity(45))
    }

    static func perform(
        _ directive: NoDirective, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) -> Answer? {
        nil
    }
}

/// What an interface without directives takes: nothing ever makes one.
struct NoDirective: DirectivePayload {}
