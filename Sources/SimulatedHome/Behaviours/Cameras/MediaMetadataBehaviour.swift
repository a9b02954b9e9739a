import AlexaProtocol

/// A camera whose recordings are the trait `media`, as in an answer to Alexa. Without it the camera has none.
enum MediaMetadataBehaviour: Behaviour {
    static func perform(
        _ directive: MediaMetadata.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .getMediaMetadata(let ids):
            let recorded = device.traits["media"]?.array?.compactMap(MediaMetadata.Media.init) ?? []
            var asked: Set<String> = []
            var media: [MediaMetadata.Media] = []
            var errors: [(mediaId: String, status: MediaMetadata.Status)] = []
            for id in ids where asked.insert(id).inserted {
                if let medium = recorded.first(where: { $0.id == id }) {
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
}
