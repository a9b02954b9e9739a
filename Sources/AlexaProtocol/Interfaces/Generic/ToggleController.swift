/// `Alexa.ToggleController`: a part or function of a device that is on or off, such as a fan's oscillation. The device
/// itself is switched through PowerController. Source: Alexa.ToggleController.
package enum ToggleController: AlexaInterface {
    package static let namespace = "Alexa.ToggleController"
    package static let hasInstances = true
    package static let directives = [
        DirectiveKind("TurnOn", Directive.turnOn),
        DirectiveKind("TurnOff", Directive.turnOff),
    ]
    package static let properties = [PropertyKind("toggleState", .word(["ON", "OFF"]))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Switch this part on.
        case turnOn
        /// Switch this part off.
        case turnOff
    }

    /// A capability that switches one part.
    package static func capability(
        instance: String, _ resources: CapabilityResources, semantics: Semantics? = nil,
        properties: Capability.Properties? = nil
    ) -> Capability {
        Capability(
            Self.self, instance: instance, properties: properties, resources: resources.json,
            semantics: semantics?.json)
    }

    /// `toggleState` of an instance.
    package static func toggleState(_ isOn: Bool, instance: String) -> PropertyState {
        PropertyState(namespace, "toggleState", instance: instance, isOn ? "ON" : "OFF")
    }
}
