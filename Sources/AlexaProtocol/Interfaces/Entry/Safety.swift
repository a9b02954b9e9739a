/// `Alexa.Safety`: errors only, for a directive of any interface that moves something. Never declared as a capability.
/// Source: Alexa.Safety.ErrorResponse.
package enum Safety {
    /// The errors of `Alexa.Safety`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// Somebody or something is in the way, such as under a closing door.
        case obstacleDetected = "OBSTACLE_DETECTED"
        /// Something crosses the safety beam, such as a person in an elevator door.
        case safetyBeamBreached = "SAFETY_BEAM_BREACHED"

        package static let header = ErrorHeader("Alexa.Safety")
        package static let scope = ErrorScope.everyInterface
        package var nearestGeneric: GenericError { .notSupportedInCurrentMode(.other) }
    }
}
