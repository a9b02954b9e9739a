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
        /// Undo the scene; not if the capability declares `supportsDeactivation` false.
        case deactivate

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .activate: return
            case .deactivate:
                // A recording without the flag dates from when Alexa did not require it.
                guard !SceneController.refusesDeactivation(capability) else {
                    throw .invalidDirective("the scene declares that it does not support deactivation")
                }
            }
        }
    }

    /// A scene, which can be undone if it `supportsDeactivation`.
    package static func capability(supportsDeactivation: Bool) -> Capability {
        Capability(Self.self, members: ["supportsDeactivation": .bool(supportsDeactivation)])
    }

    private static func refusesDeactivation(_ capability: Capability) -> Bool {
        let supports = capability.members["supportsDeactivation"]
        return supports?.bool == false || supports?.string?.lowercased() == "false"
    }

    /// The scene is being set: the answer to Activate.
    package static func activationStarted(cause: ChangeCause = .voiceInteraction, at time: Timestamp) -> Answer {
        Answer(namespace, "ActivationStarted", payload(cause, time))
    }

    /// The scene is being undone: the answer to Deactivate.
    package static func deactivationStarted(cause: ChangeCause = .voiceInteraction, at time: Timestamp) -> Answer {
        Answer(namespace, "DeactivationStarted", payload(cause, time))
    }

    /// The scene was set by something else than Alexa.
    package static func activated(cause: ChangeCause, at time: Timestamp) -> InterfaceEvent {
        InterfaceEvent(namespace, "ActivationStarted", payload(cause, time))
    }

    /// The scene was undone by something else than Alexa.
    package static func deactivated(cause: ChangeCause, at time: Timestamp) -> InterfaceEvent {
        InterfaceEvent(namespace, "DeactivationStarted", payload(cause, time))
    }

    private static func payload(_ cause: ChangeCause, _ time: Timestamp) -> JSONObject {
        ["cause": cause.json, "timestamp": .string(time.description)]
    }
}
