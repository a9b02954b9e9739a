extension Cooking {
    /// `Alexa.Cooking.FoodTemperatureController`: cooking until the food itself has a given temperature, measured by a probe.
    /// Source: Alexa.Cooking.FoodTemperatureController; names of the fields from Amazon's Alexa Connect Kit.
    package enum FoodTemperatureController: AlexaInterface {
        package static let namespace = "Alexa.Cooking.FoodTemperatureController"
        package static let directives = [
            DirectiveKind("CookByFoodTemperature") { payload throws(AlexaError) in
                Directive.cookByFoodTemperature(
                    try payload.temperature("targetFoodTemperature"), try Mode(optional: payload),
                    try FoodItem(optional: payload))
            }
        ]
        package static let properties = [PropertyKind("targetFoodTemperature", .temperature)]

        /// The directives of the interface.
        package enum Directive: DirectivePayload {
            /// Start to cook until the food has that temperature.
            case cookByFoodTemperature(Temperature, Mode?, FoodItem?)

            package func check(against capability: Capability) throws(AlexaError) {
                switch self {
                case .cookByFoodTemperature(_, let mode, _): try mode?.check(against: capability)
                }
            }
        }

        /// `targetFoodTemperature`.
        package static func targetFoodTemperature(_ temperature: Temperature) -> PropertyState {
            PropertyState(namespace, "targetFoodTemperature", temperature.json)
        }
    }

    /// `Alexa.Cooking.FoodTemperatureSensor`: how hot the food is. It has no directives.
    /// Source: Alexa.Cooking.FoodTemperatureSensor; the property's name from Amazon's Alexa Connect Kit.
    package enum FoodTemperatureSensor: AlexaInterface {
        package static let namespace = "Alexa.Cooking.FoodTemperatureSensor"
        package static let properties = [PropertyKind("foodTemperature", .temperature)]

        /// `foodTemperature`.
        package static func foodTemperature(_ temperature: Temperature) -> PropertyState {
            PropertyState(namespace, "foodTemperature", temperature.json)
        }
    }
}
