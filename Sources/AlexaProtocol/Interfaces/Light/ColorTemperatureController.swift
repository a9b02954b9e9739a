/// `Alexa.ColorTemperatureController`: the white of a light, from warm to cool. Source: Alexa.ColorTemperatureController.
///
/// Alexa's own words: warm white 2200, soft white 2700, white 4000, daylight 5500, cool white 7000 kelvin.
package enum ColorTemperatureController: AlexaInterface {
    package static let namespace = "Alexa.ColorTemperatureController"
    package static let directives = [
        DirectiveKind("SetColorTemperature") { payload throws(AlexaError) in
            Directive.setColorTemperature(kelvin: try payload.integer("colorTemperatureInKelvin", in: kelvins))
        },
        DirectiveKind("IncreaseColorTemperature", Directive.increaseColorTemperature),
        DirectiveKind("DecreaseColorTemperature", Directive.decreaseColorTemperature),
    ]
    package static let properties = [PropertyKind("colorTemperatureInKelvin", .integer(kelvins))]

    /// The temperatures that Alexa knows, in kelvin.
    package static let kelvins = 1000...10_000

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Show the white of this temperature, 1000 to 10000 kelvin.
        case setColorTemperature(kelvin: Int)
        /// Cooler, by a step of the skill's choosing. A light in colour mode has nothing to start from:
        /// NOT_SUPPORTED_IN_CURRENT_MODE with COLOR.
        case increaseColorTemperature
        /// Warmer, by a step of the skill's choosing; in colour mode as above.
        case decreaseColorTemperature
    }

    /// `colorTemperatureInKelvin`, 1000 to 10000. A light that shows a colour reports ColorController's property instead.
    package static func colorTemperature(kelvin: Int) -> PropertyState {
        PropertyState(namespace, "colorTemperatureInKelvin", .number(Double(kelvin)))
    }
}
