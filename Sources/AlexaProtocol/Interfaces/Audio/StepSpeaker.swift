/// `Alexa.StepSpeaker`: a volume that only goes up and down, at an unknown level. Nothing is reported.
/// Source: Alexa.StepSpeaker.
package enum StepSpeaker: AlexaInterface {
    package static let namespace = "Alexa.StepSpeaker"
    package static let directives = [
        DirectiveKind("AdjustVolume") { payload throws(AlexaError) in
            Directive.adjustVolume(
                steps: try payload.integer("volumeSteps"),
                isDefault: try payload.boolean("volumeStepsDefault", default: false))
        },
        DirectiveKind("SetMute") { payload throws(AlexaError) in Directive.setMute(try payload.boolean("mute")) },
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Change the volume by `steps`, negative for down; -20 is not unusual. `isDefault`: the customer named no amount.
        /// Alexa then sends 10 or -10, and the skill may choose another size.
        case adjustVolume(steps: Int, isDefault: Bool)
        /// Mute or unmute.
        case setMute(Bool)
    }
}
