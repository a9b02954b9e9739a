/// `Alexa.MediaMetadata`: what a camera has recorded. Source: Alexa.MediaMetadata; the directive's payload after
/// implementations, everything sent after the published schema.
package enum MediaMetadata: AlexaInterface {
    package static let namespace = "Alexa.MediaMetadata"
    package static let directives = [
        DirectiveKind("GetMediaMetadata", answer: nil) { payload throws(AlexaError) in
            let filters = try payload.payload("filters")
            let value = try filters.value("mediaIds")
            guard let array = value.array, case let ids = array.compactMap(\.string), ids.count == array.count else {
                throw filters.wrongType("mediaIds", value, "a list of strings")
            }
            guard !ids.isEmpty else { throw .invalidDirective("GetMediaMetadata asks for no medium") }
            guard ids.allSatisfy({ !$0.isEmpty }) else { throw .invalidValue("a media id is empty") }
            return Directive.getMediaMetadata(mediaIds: ids)
        }
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Tell about these recordings; at least one is asked for.
        case getMediaMetadata(mediaIds: [String])
    }

    /// Why nothing is told about a recording.
    package enum Status: String, CaseIterable, Sendable {
        /// It has been deleted.
        case deleted = "DELETED"
        /// There is none of this id.
        case notFound = "NOT_FOUND"
        /// The customer's subscription does not cover it.
        case subscriptionError = "SUBSCRIPTION_ERROR"
        /// The cloud failed.
        case internalError = "INTERNAL_ERROR"
    }

    /// What is known of the recordings, and why nothing is known of the others; `nil` if there is no recording to tell
    /// of, which is no answer to Alexa.
    package static func response(_ media: [Media], errors: [(mediaId: String, status: Status)] = []) -> Answer? {
        guard !media.isEmpty else { return nil }
        var payload: JSONObject = ["media": .array(media.map(\.json))]
        if !errors.isEmpty {
            payload["errors"] = .array(
                errors.map { ["status": .string($0.status.rawValue), "mediaId": .string($0.mediaId)] })
        }
        return Answer(namespace, "GetMediaMetadata.Response", payload, carriesScope: true)
    }

    /// There is a new recording, or something about it has changed.
    package static func mediaCreatedOrUpdated(_ media: Media) -> InterfaceEvent {
        InterfaceEvent(namespace, "MediaCreatedOrUpdated", ["media": media.json])
    }

    /// Recordings are gone; `nil` if there is none among `ids` that Alexa could know.
    package static func mediaDeleted(_ ids: [String]) -> InterfaceEvent? {
        let known = ids.filter(Media.isIdentifier)
        guard !known.isEmpty else { return nil }
        return InterfaceEvent(
            namespace, "MediaDeleted", ["mediaIds": .array(known.map { .string($0) })], carriesScope: true)
    }
}
