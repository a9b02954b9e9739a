import AlexaProtocol

/// A dimmer: a brightness above 0 also switches the light on, 0 switches it off, as Amazon's evaluation of lights expects. The
/// colour does not change, nor does the brightness in it.
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
                device.adjusted(.brightness, by: delta)
            }
        device.set(.brightness, brightness)
        return nil
    }
}
