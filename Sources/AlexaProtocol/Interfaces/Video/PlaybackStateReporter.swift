/// `Alexa.PlaybackStateReporter`: whether something is playing. Source: Alexa.PlaybackStateReporter.
package enum PlaybackStateReporter: AlexaInterface {
    package static let namespace = "Alexa.PlaybackStateReporter"
    package static let properties = [
        PropertyKind("playbackState", .object([.required("state", .word(State.allCases.map(\.rawValue)))]))
    ]

    /// `playbackState.state`.
    package enum State: String, CaseIterable, Sendable {
        /// Nothing is being played.
        case stopped = "STOPPED"
        /// It plays.
        case playing = "PLAYING"
        /// It would resume where it stopped.
        case paused = "PAUSED"
    }

    /// `playbackState`.
    package static func playbackState(_ state: State) -> PropertyState {
        PropertyState(namespace, "playbackState", ["state": .string(state.rawValue)])
    }
}
