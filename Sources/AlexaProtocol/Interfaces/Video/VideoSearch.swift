/// The arguments of a video directive: the entities that the customer named, and when. Shared by ``RemoteVideoPlayer`` and
/// ``VideoRecorder``. Source: Alexa.RemoteVideoPlayer, "Entity".
package struct VideoSearch: Sendable {
    /// What was named, in Alexa's order.
    package let entities: [Entity]
    /// `searchText.transcribed`: the customer's words; not sent by Alexa.VideoRecorder.
    package let text: String?
    /// When it is, was or will be shown.
    package let timeWindow: TimeWindow?

    /// Something that the customer named.
    package struct Entity: Sendable {
        /// What it is: `Actor`, `Channel`, `Franchise`, `Genre`, `MediaType`, `Video` and others.
        package let type: String
        /// Its name, such as a title.
        package let value: String?
        /// Its identifiers in catalogues, by catalogue.
        package let externalIds: JSONObject
        /// More about it, such as `channelNumber` and `channelCallSign` of a channel.
        package let metadata: JSONObject
        /// Its address.
        package let uri: String?
    }

    /// A span of time.
    package struct TimeWindow: Hashable, Sendable {
        /// Its first moment, if it has one.
        package let start: Timestamp?
        /// Its last moment, if it has one.
        package let end: Timestamp?
    }
}

extension VideoSearch {
    init(_ payload: Payload) throws(AlexaError) {
        var entities: [Entity] = []
        for entity in try payload.payloads("entities") { entities.append(try Entity(entity)) }
        self.entities = entities
        text = try payload.optionalPayload("searchText")?.optionalText("transcribed")
        timeWindow = try payload.optionalPayload("timeWindow").map { window throws(AlexaError) in
            TimeWindow(
                start: try window.optionalTimestamp("start"), end: try window.optionalTimestamp("end"))
        }
    }
}

extension VideoSearch.Entity {
    fileprivate init(_ payload: Payload) throws(AlexaError) {
        type = try payload.text("type")
        value = try payload.optionalText("value")
        externalIds = try payload.optionalPayload("externalIds")?.object ?? [:]
        metadata = try payload.optionalPayload("entityMetadata")?.object ?? [:]
        uri = try payload.optionalText("uri")
    }
}
