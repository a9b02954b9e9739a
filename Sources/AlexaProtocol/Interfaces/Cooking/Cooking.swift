/// `Alexa.Cooking`: what all cooking appliances share. Its sub-interfaces are declared beside it. Source: Alexa.Cooking.
package enum Cooking: AlexaInterface {
    package static let namespace = "Alexa.Cooking"
    package static let directives = [
        DirectiveKind("SetCookingMode") { payload throws(AlexaError) in
            Directive.setCookingMode(try Mode(payload, "cookingMode"), try FoodItem(optional: payload))
        }
    ]
    package static let properties = [
        PropertyKind("cookingMode", Mode.shape),
        PropertyKind("cookingTimeInterval", Interval.shape),
        PropertyKind("foodItem", FoodItem.shape),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Start to cook in that mode, or stop if the mode is `OFF`.
        case setCookingMode(Mode, FoodItem?)

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .setCookingMode(let mode, _):
                // Every appliance can be stopped, whether the list has `OFF` or not.
                guard mode != .off else { return }
                try mode.check(against: capability)
            }
        }
    }

    /// `cookingMode`.
    package static func cookingMode(_ mode: Mode) -> PropertyState {
        PropertyState(namespace, "cookingMode", mode.json)
    }

    /// `cookingTimeInterval`: when cooking began and, if that is known, when it ends.
    package static func cookingTimeInterval(_ interval: Interval) -> PropertyState {
        PropertyState(namespace, "cookingTimeInterval", interval.json)
    }

    /// `foodItem`: what is being cooked.
    package static func foodItem(_ food: FoodItem) -> PropertyState {
        PropertyState(namespace, "foodItem", food.json)
    }
}
