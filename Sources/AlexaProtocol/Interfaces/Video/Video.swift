/// `Alexa.Video`: errors only, for directives of the interfaces that search, play and record. Never declared as a capability.
/// Sources: Alexa.ErrorResponse, which lists the interface; the page "Error handling" of video skills for CONTENT_NOT_FOUND;
/// implementations for the other types.
package enum Video {
    /// The errors of `Alexa.Video`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The content does not allow it, such as deleting a protected recording.
        case actionNotPermittedForContent = "ACTION_NOT_PERMITTED_FOR_CONTENT"
        /// The customer has to confirm it first.
        case confirmationRequired = "CONFIRMATION_REQUIRED"
        /// Nothing was found by that name.
        case contentNotFound = "CONTENT_NOT_FOUND"
        /// The content cannot be recorded.
        case contentNotRecordable = "CONTENT_NOT_RECORDABLE"
        /// The customer has not subscribed to the channel or service.
        case notSubscribed = "NOT_SUBSCRIBED"
        /// It is recorded already, or planned to be.
        case recordingExists = "RECORDING_EXISTS"
        /// The recorder has no space left.
        case storageFull = "STORAGE_FULL"
        /// Several titles fit; the customer has to choose.
        case titleDisambiguationRequired = "TITLE_DISAMBIGUATION_REQUIRED"
        /// All tuners are in use.
        case tunerOccupied = "TUNER_OCCUPIED"

        package static let header = ErrorHeader("Alexa.Video")
        package static let scope = ErrorScope.interfaces([
            Launcher.namespace, RecordController.namespace, RemoteVideoPlayer.namespace, SeekController.namespace,
            VideoRecorder.namespace,
        ])

        package var nearestGeneric: GenericError {
            switch self {
            case .actionNotPermittedForContent, .confirmationRequired, .storageFull: .notSupportedInCurrentMode(.other)
            case .contentNotFound, .contentNotRecordable, .titleDisambiguationRequired: .invalidValue
            case .notSubscribed: .partnerApplicationRedirection
            case .recordingExists: .alreadyInOperation
            case .tunerOccupied: .endpointBusy
            }
        }
    }
}
