extension CameraStreamController {
    /// Formats that a camera has: every combination of the words in these lists.
    package struct Configuration: Hashable, Sendable {
        /// How the streams are carried.
        package let protocols: [StreamProtocol]
        /// The sizes of their pictures; empty for any, which only recordings leave open.
        package let resolutions: [Resolution]
        /// How Alexa may identify itself.
        package let authorizationTypes: [AuthorizationType]
        /// How the pictures are coded.
        package let videoCodecs: [VideoCodec]
        /// How the sound is coded.
        package let audioCodecs: [AudioCodec]

        /// The combinations of these words.
        package init(
            _ protocols: [StreamProtocol], _ resolutions: [Resolution], _ authorizationTypes: [AuthorizationType],
            _ videoCodecs: [VideoCodec], _ audioCodecs: [AudioCodec]
        ) {
            self.protocols = protocols
            self.resolutions = resolutions
            self.authorizationTypes = authorizationTypes
            self.videoCodecs = videoCodecs
            self.audioCodecs = audioCodecs
        }

        /// What a capability declares, read leniently: a list that is missing allows any word, unknown words are left out.
        package static func all(of capability: Capability) -> [Configuration] {
            (capability.members["cameraStreamConfigurations"]?.array ?? []).compactMap(\.object).map { object in
                Configuration(
                    words(object["protocols"]), object["resolutions"]?.array?.compactMap(Resolution.init) ?? [],
                    words(object["authorizationTypes"]), words(object["videoCodecs"]), words(object["audioCodecs"]))
            }
        }

        func offers(_ format: Format) -> Bool {
            protocols.contains(format.streamProtocol) && videoCodecs.contains(format.videoCodec)
                && audioCodecs.contains(format.audioCodec)
                && (resolutions.isEmpty || resolutions.contains(format.resolution))
        }

        /// The first of each list; `nil` if a list that a stream needs is empty.
        var preferred: Offer? {
            guard let streamProtocol = protocols.first, let resolution = resolutions.first,
                let videoCodec = videoCodecs.first, let audioCodec = audioCodecs.first
            else { return nil }
            let format = Format(streamProtocol, resolution, videoCodec, audioCodec)
            return Offer(format: format, authorizationType: authorizationTypes.first ?? .none)
        }

        var json: JSONValue {
            [
                "protocols": .array(protocols.map { .string($0.rawValue) }),
                "resolutions": .array(resolutions.map(\.json)),
                "authorizationTypes": .array(authorizationTypes.map { .string($0.rawValue) }),
                "videoCodecs": .array(videoCodecs.map { .string($0.rawValue) }),
                "audioCodecs": .array(audioCodecs.map { .string($0.rawValue) }),
            ]
        }

        private static func words<Word: RawRepresentable<String> & CaseIterable>(_ json: JSONValue?) -> [Word] {
            guard let array = json?.array else { return Array(Word.allCases) }
            return array.compactMap { $0.string.flatMap(Word.init) }
        }
    }
}
