/// `Alexa.Launcher`: apps and shortcuts of a television. Source: Alexa.Launcher.
package enum Launcher: AlexaInterface {
    package static let namespace = "Alexa.Launcher"
    package static let directives = [
        DirectiveKind("LaunchTarget") { payload throws(AlexaError) in
            Directive.launchTarget(
                identifier: try payload.text("identifier"), name: try payload.optionalText("name"))
        }
    ]
    package static let properties = [
        PropertyKind(
            "target",
            .object([
                .required("name", .text), .required("identifier", .text),
                .optional("experience", .object([.optional("mode", .word(["DEFAULT", "VOICE_OPTIMIZED"]))])),
            ]))
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Open the app or shortcut of that identifier, such as `amzn1.alexa-ask-target.app.36377`; `name` is what Alexa
        /// calls it, always sent by Alexa, but not needed to find it.
        case launchTarget(identifier: String, name: String?)
    }

    /// `target`: what is open.
    package static func target(identifier: String, name: String) -> PropertyState {
        PropertyState(namespace, "target", ["name": .string(name), "identifier": .string(identifier)])
    }
}
