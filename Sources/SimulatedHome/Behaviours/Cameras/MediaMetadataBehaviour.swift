import AlexaProtocol

/// A camera whose recordings are the trait `media`, as in an answer to Alexa. Without it, the camera has any recording that is
/// asked for, at a made-up address.
enum MediaMetadataBehaviour: Behaviour {
    static let traits: [Trait] = [
        .list("media", of: "a recording as in GetMediaMetadata.Response") { MediaMetadata.Media($0) != nil }
    ]

    static func perform(
        _ directive: MediaMetadata.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .getMediaMetadata(let ids):
            let recorded = device.traits["media"]?.array?.compactMap(MediaMetadata.Media.init)
            var asked: Set<String> = []
            var media: [MediaMetadata.Media] = []
            var errors: [(mediaId: String, status: MediaMetadata.Status)] = []
            for id in ids where asked.insert(id).inserted {
                if let medium = recorded.map({ $0.first { $0.id == id } }) ?? madeUp(id, at: time) {
                    media.append(medium)
                } else {
                    errors.append((id, .notFound))
                }
            }
            guard let answer = MediaMetadata.response(media, errors: errors) else {
                throw .invalidValue("the simulated camera has none of the media that are asked for")
            }
            return answer
        }
    }

    /// Half a minute of motion that ended a minute ago, available for an hour.
    private static func madeUp(_ id: String, at time: Timestamp) -> MediaMetadata.Media? {
        MediaMetadata.Media(
            id: id, cause: .motionDetected, startTime: time.advanced(by: .seconds(-90)),
            endTime: time.advanced(by: .seconds(-60)),
            uri: MediaMetadata.ExpiringURI(
                "https://camera.example/recording.mp4", expireTime: time.advanced(by: .seconds(3600))))
    }
}
