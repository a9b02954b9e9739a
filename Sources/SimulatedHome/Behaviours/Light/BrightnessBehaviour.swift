import AlexaProtocol

/// A dimmer: a brightness above 0 also switches the light on, 0 switches it off, as Alexa's own bulbs do.
enum BrightnessBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(BrightnessController.brightness(100))
    }

    static func perform(
        _ directive: BrightnessController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        let brightness =
            switch directive {
            case .setBrightness(let percent): percent
            case .adjustBrightness(let delta):
                min(max(0, (device.value(BrightnessController.self, "brightness")?.integer ?? 0) + delta), 100)
            }
        device.set(BrightnessController.brightness(brightness))
        if device.has(PowerController.self) { device.set(PowerController.powerState(brightness > 0)) }
        return nil
    }
}
