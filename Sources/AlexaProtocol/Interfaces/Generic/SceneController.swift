/// `Alexa.SceneController`: many devices set at once. Source: Alexa.SceneController.
package enum SceneController: AlexaInterface {
    package static let namespace = "Alexa.SceneController"
    package static let directives = [
        DirectiveKind("Activate", answer: { activationStarted(at: $0) }, Directive.activate),
        DirectiveKind("Deactivate", answer: { deactivationStarted(at: $0) }, Directive.deactivate),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set the scene.
        case activate
        /// Undo the scene; only if the capability says `supportsDeactivation`.
        case deactivate

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .activate: return
            case .deactivate:
                guard capability.members["supportsDeactivation"]?.bool != true else { return }
                throw .invalidDirective("the scene does not declare supportsDeactivation")
            }
        }
    }

    /// The scene is being set.
    package static func activationStarted(cause: ChangeCause = .voiceInteraction, at time: Timestamp) -> Answer {
        Answer(namespace, "ActivationStarted", ["cause": cause.json, "timestamp": .string(time.description)])
    }

    /// The scene is being undone.
    package static func deactivationStarted(cause: ChangeCause = .voiceInteraction, at time: Timestamp) -> Answer {
        Answer(namespace, "DeactivationStarted", ["cause": cause.json, "timestamp": .string(time.description)])
    }
}
