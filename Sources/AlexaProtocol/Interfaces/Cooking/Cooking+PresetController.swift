extension Cooking {
    /// `Alexa.Cooking.PresetController`: cooking by a recipe of the maker's. Source: Alexa.Cooking.PresetController.
    package enum PresetController: AlexaInterface {
        package static let namespace = "Alexa.Cooking.PresetController"
        package static let directives = [
            DirectiveKind("CookByPreset") { payload throws(AlexaError) in
                Directive.cookByPreset(
                    try payload.text("presetName"), try Mode(optional: payload), try FoodItem(optional: payload),
                    try FoodDoneness(optional: payload, "requestedFoodDoneness"))
            }
        ]
        package static let properties = [
            PropertyKind("presetName", .text),
            PropertyKind("requestedFoodDoneness", FoodDoneness.shape),
        ]

        /// The directives of the interface.
        package enum Directive: DirectivePayload {
            /// Start to cook by the preset of that name.
            case cookByPreset(String, Mode?, FoodItem?, FoodDoneness?)

            package func check(against capability: Capability) throws(AlexaError) {
                switch self {
                case .cookByPreset(_, let mode, _, _): try mode?.check(against: capability)
                }
            }
        }

        /// `presetName`.
        package static func presetName(_ name: String) -> PropertyState {
            PropertyState(namespace, "presetName", .string(name))
        }

        /// `requestedFoodDoneness`.
        package static func requestedFoodDoneness(_ doneness: FoodDoneness) -> PropertyState {
            PropertyState(namespace, "requestedFoodDoneness", doneness.json)
        }
    }
}
