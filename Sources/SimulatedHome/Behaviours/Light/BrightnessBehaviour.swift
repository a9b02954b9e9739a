import AlexaProtocol

/// A dimmer: a brightness above 0 also switches the light on, 0 switches it off, as Alexa's own bulbs do. The brightness
/// of a colour is the same brightness.
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
                device.percentage(BrightnessController.self, "brightness", adjustedBy: delta)
            }
        device.set(BrightnessController.brightness(brightness))
        if device.isInColorMode, var color = device.color {
            color.brightness = Double(brightness) / 100
            device.set(ColorController.color(color))
        }
        device.setPower(brightness > 0)
        return nil
    }
}
