import AlexaProtocol

/// A lamp that shows a colour. This ends its white, whose temperature is no longer reported.
///
/// The brightness in the colour becomes that of BrightnessController too, and black is off. Later changes of the brightness
/// leave the colour as SetColor gave it. Source: Amazon's capability evaluation of lights.
enum ColorBehaviour: Behaviour {
    /// A lamp that shows a white has no colour.
    static let leavesUnknown = true

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard device.color == nil, !device.has(ColorTemperatureController.self) else { return }
        device.set(ColorController.color(ColorController.Color(hue: 0, saturation: 0, brightness: 1)))
    }

    static func perform(
        _ directive: ColorController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .setColor(let color):
            device.set(ColorController.color(color))
            device.forget(ColorTemperatureController.self, "colorTemperatureInKelvin")
            if device.has(BrightnessController.self) {
                device.remember(.brightness)
                device.set(BrightnessController.brightness(Int((color.brightness * 100).rounded())))
            }
            device.setPower(color.brightness > 0)
        }
        return nil
    }
}
