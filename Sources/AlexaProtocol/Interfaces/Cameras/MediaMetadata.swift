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
        /// Return the metadata of these recordings; there is at least one id.
        case getMediaMetadata(mediaIds: [String])
    }

    /// Why an answer has no metadata of a recording.
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

    /// The metadata of recordings, and the errors of the others; `nil` without any recording: Alexa accepts no empty answer.
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

    /// Recordings were deleted; `nil` if none of `ids` is one that Alexa could know.
    package static func mediaDeleted(_ ids: [String]) -> InterfaceEvent? {
        let known = ids.filter(Media.isIdentifier)
        guard !known.isEmpty else { return nil }
        return InterfaceEvent(
            namespace, "MediaDeleted", ["mediaIds": .array(known.map { .string($0) })], carriesScope: true)
    }
}
