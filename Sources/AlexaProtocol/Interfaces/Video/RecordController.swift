/// `Alexa.RecordController`: records what is being shown. Source: Alexa.RecordController.
package enum RecordController: AlexaInterface {
    package static let namespace = "Alexa.RecordController"
    package static let directives = [
        DirectiveKind("StartRecording", Directive.startRecording),
        DirectiveKind("StopRecording", Directive.stopRecording),
    ]
    package static let properties = [PropertyKind("RecordingState", .word(["NOT_RECORDING", "RECORDING"]))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Record from now on.
        case startRecording
        /// Record no longer.
        case stopRecording
    }

    /// `RecordingState`, the one property whose name begins with a capital letter.
    package static func recordingState(_ isRecording: Bool) -> PropertyState {
        PropertyState(namespace, "RecordingState", isRecording ? "RECORDING" : "NOT_RECORDING")
    }
}
