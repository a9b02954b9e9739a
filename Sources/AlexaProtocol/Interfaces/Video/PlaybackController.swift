/// `Alexa.PlaybackController`: play, pause and the like. Reports nothing; ``PlaybackStateReporter`` does.
/// Source: Alexa.PlaybackController.
package enum PlaybackController: AlexaInterface {
    package static let namespace = "Alexa.PlaybackController"
    package static let directives = Directive.allCases.map { DirectiveKind($0.rawValue, $0) }

    /// The directives of the interface, all without arguments; the raw value is also the operation's name in discovery.
    package enum Directive: String, CaseIterable, DirectivePayload {
        /// Start or resume.
        case play = "Play"
        /// Stop, and keep the position.
        case pause = "Pause"
        /// Stop for good.
        case stop = "Stop"
        /// Begin again.
        case startOver = "StartOver"
        /// Go to the previous item.
        case previous = "Previous"
        /// Go to the next item.
        case next = "Next"
        /// Run backwards.
        case rewind = "Rewind"
        /// Run forwards, fast.
        case fastForward = "FastForward"

        package func check(against capability: Capability) throws(AlexaError) {
            let supported = capability.members["supportedOperations"]?.array?.compactMap(\.string) ?? []
            guard supported.isEmpty || supported.contains(rawValue) else {
                throw .invalidDirective("\(rawValue) is not among the endpoint's supportedOperations")
            }
        }
    }

    /// The capability of a player that can do `operations`.
    package static func capability(supporting operations: [Directive] = Directive.allCases) -> Capability {
        Capability(
            Self.self,
            members: ["supportedOperations": .array(operations.map { .string($0.rawValue) })])
    }
}
