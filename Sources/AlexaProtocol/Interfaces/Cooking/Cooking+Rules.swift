extension Cooking {
    package static let rules: [Rule] = [.cookModes]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        guard let modes = capability["configuration"]?.object?["supportedCookingModes"]?.array else { return true }
        let words = modes.compactMap { $0.string ?? $0.object?["value"]?.string }
        guard words.contains(where: { $0 != "OFF" }) else {
            inspection.note(
                .cookModes, "supportedCookingModes has nothing but OFF", at: "configuration",
                doing: .leftOut("the capability"))
            return false
        }
        return true
    }

    /// The interface that the parts of Alexa.Cooking require, and the rule for it.
    static var base: (interface: String, rule: Rule)? { (Cooking.namespace, .cookBase) }
}

extension Cooking.TimeController {
    package static let rules: [Rule] = [.cookBase]
    package static var companion: (interface: String, rule: Rule)? { Cooking.base }
}

extension Cooking.PresetController {
    package static var companion: (interface: String, rule: Rule)? { Cooking.base }
}

extension Cooking.TemperatureController {
    package static var companion: (interface: String, rule: Rule)? { Cooking.base }
}

extension Cooking.TemperatureSensor {
    package static var companion: (interface: String, rule: Rule)? { Cooking.base }
}

extension Cooking.FoodTemperatureController {
    package static var companion: (interface: String, rule: Rule)? { Cooking.base }
}

extension Cooking.FoodTemperatureSensor {
    package static var companion: (interface: String, rule: Rule)? { Cooking.base }
}

extension Rule {
    static let cookBase = Rule(
        "cook-base", costs: .capability, .interface("Cooking"), "The parts of Alexa.Cooking stand beside it.",
        "Declare Alexa.Cooking too.")
    static let cookModes = Rule(
        "cook-modes", costs: .capability, .interface("Cooking").older,
        "supportedCookingModes is not empty and has more than OFF.", "List the modes.")
}
