import AlexaProtocol

/// What the interfaces of a lamp share: it has one power switch, one brightness, and shows a colour or a white.
extension SimulatedDevice {
    /// Switches the whole device, if it has a switch.
    mutating func setPower(_ isOn: Bool) {
        if has(PowerController.self) { set(PowerController.powerState(isOn)) }
    }

    /// The colour that is shown, if it is known.
    var color: ColorController.Color? {
        value(ColorController.self, "color").flatMap { ColorController.Color($0) }
    }

    /// The temperature of the white that is shown, in kelvin, if it is known.
    var colorTemperature: Int? {
        value(ColorTemperatureController.self, "colorTemperatureInKelvin")?.integer
    }

    /// Whether a colour is shown. A lamp of which a recording tells both is taken to show its white.
    var isInColorMode: Bool {
        has(ColorController.self) && color != nil && colorTemperature == nil
    }
}
