extension Cooking {
    /// `Alexa.Cooking.TemperatureController`: cooking at a temperature, as an oven does.
    /// Source: Alexa.Cooking.TemperatureController; names of the fields from Amazon's Alexa Connect Kit.
    package enum TemperatureController: AlexaInterface {
        package static let namespace = "Alexa.Cooking.TemperatureController"
        package static let directives = [
            DirectiveKind("CookByTemperature") { payload throws(AlexaError) in
                Directive.cookByTemperature(
                    try payload.temperature("targetCookingTemperature"), try Mode(optional: payload),
                    try FoodItem(optional: payload))
            },
            DirectiveKind("AdjustCookingTemperature") { payload throws(AlexaError) in
                try Directive.adjustment(payload)
            },
            // Amazon's own sources spell it both ways.
            DirectiveKind("AdjustCookTemperature") { payload throws(AlexaError) in
                try Directive.adjustment(payload)
            },
        ]
        package static let properties = [
            PropertyKind("targetCookingTemperature", .temperature),
            PropertyKind("preheatTimeInterval", Interval.shape),
        ]

        /// The directives of the interface.
        package enum Directive: DirectivePayload {
            /// Start to cook at that temperature.
            case cookByTemperature(Temperature, Mode?, FoodItem?)
            /// Cook hotter, or colder if the difference is negative.
            case adjustCookingTemperature(delta: Temperature)

            fileprivate static func adjustment(_ payload: Payload) throws(AlexaError) -> Directive {
                .adjustCookingTemperature(delta: try payload.temperature("targetCookingTemperatureDelta"))
            }

            package func check(against capability: Capability) throws(AlexaError) {
                switch self {
                case .cookByTemperature(_, let mode, _): try mode?.check(against: capability)
                case .adjustCookingTemperature: return
                }
            }
        }

        /// `targetCookingTemperature`.
        package static func targetCookingTemperature(_ temperature: Temperature) -> PropertyState {
            PropertyState(namespace, "targetCookingTemperature", temperature.json)
        }

        /// `preheatTimeInterval`: from when to when the appliance heats up.
        package static func preheatTimeInterval(_ interval: Interval) -> PropertyState {
            PropertyState(namespace, "preheatTimeInterval", interval.json)
        }
    }

    /// `Alexa.Cooking.TemperatureSensor`: how hot it is inside. It has no directives.
    /// Source: Alexa.Cooking.TemperatureSensor; the property's name from Amazon's Alexa Connect Kit.
    package enum TemperatureSensor: AlexaInterface {
        package static let namespace = "Alexa.Cooking.TemperatureSensor"
        package static let properties = [PropertyKind("cookingTemperature", .temperature)]

        /// `cookingTemperature`.
        package static func cookingTemperature(_ temperature: Temperature) -> PropertyState {
            PropertyState(namespace, "cookingTemperature", temperature.json)
        }
    }
}
