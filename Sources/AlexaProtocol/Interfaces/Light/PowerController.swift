/// `Alexa.PowerController`: on and off. Source: Alexa.PowerController.
package enum PowerController: AlexaInterface {
    package static let namespace = "Alexa.PowerController"
    package static let directives = [
        DirectiveKind("TurnOn", Directive.turnOn),
        DirectiveKind("TurnOff", Directive.turnOff),
    ]
    package static let properties = [PropertyKind("powerState", .word(["ON", "OFF"]))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Switch on.
        case turnOn
        /// Switch off.
        case turnOff
    }

    /// `powerState`.
    package static func powerState(_ isOn: Bool) -> PropertyState {
        PropertyState(namespace, "powerState", isOn ? "ON" : "OFF")
    }
}
