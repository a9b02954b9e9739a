import AlexaProtocol

/// State that the interfaces of a lamp share: it shows a colour or a white.
extension SimulatedDevice {
    /// The colour that is shown, if it is known.
    var color: ColorController.Color? {
        value(ColorController.self, "color").flatMap { ColorController.Color($0) }
    }

    /// The temperature of the white that is shown, in kelvin, if it is known.
    var colorTemperature: Int? {
        value(ColorTemperatureController.self, "colorTemperatureInKelvin")?.number.map { Int($0.rounded()) }
    }

    /// Whether a colour is shown. If a recording has both, the lamp shows its white.
    var isInColorMode: Bool {
        has(ColorController.self) && color != nil && colorTemperature == nil
    }

    /// A lamp that is switched on cannot show black: its colour gets the brightness of the lamp.
    mutating func restoreColorFromBlack() {
        guard isInColorMode, var color, color.brightness == 0 else { return }
        color.brightness = (value(BrightnessController.self, "brightness")?.number ?? 100) / 100
        set(ColorController.color(color))
    }
}
