// The rules for the property values of lights, levels and switches. Their capabilities have no rules of their own.

extension BrightnessController { package static let valueRules: [String: Rule] = ["brightness": .valIntPercent] }
extension PercentageController { package static let valueRules: [String: Rule] = ["percentage": .valIntPercent] }
extension PowerLevelController { package static let valueRules: [String: Rule] = ["powerLevel": .valIntPercent] }
extension Speaker { package static let valueRules: [String: Rule] = ["volume": .valIntPercent] }
extension ColorController { package static let valueRules: [String: Rule] = ["color": .valColor] }
extension PowerController { package static let valueRules: [String: Rule] = ["powerState": .valPower] }
extension ToggleController { package static let valueRules: [String: Rule] = ["toggleState": .valToggle] }

extension ColorTemperatureController {
    package static let valueRules: [String: Rule] = ["colorTemperatureInKelvin": .valKelvin]
}

extension Rule {
    static let valIntPercent = Rule(
        "val-int-percent", costs: .event, isObserved: true, .properties,
        "brightness, percentage, powerLevel and volume are whole numbers from 0 to 100.", "Round the number.")
    static let valColor = Rule(
        "val-color", costs: .event, .properties,
        "A color has hue from 0 to 360, saturation and brightness from 0 to 1.", "Scale the numbers.")
    static let valKelvin = Rule(
        "val-kelvin", costs: .event, isObserved: true, .properties,
        "colorTemperatureInKelvin is a whole number from 1000 to 10000.",
        "Leave it out while the lamp shows a colour or the value is unknown.")
    static let valPower = Rule(
        "val-power", costs: .event, .interface("PowerController"), "powerState is ON or OFF, a bare word.",
        "Write the bare word.")
    static let valToggle = Rule(
        "val-toggle", costs: .event, .interface("ToggleController"), "toggleState is ON or OFF, a bare word.",
        "Write the bare word.")
}
