/// `Alexa.CameraStreamController`: live pictures of a camera, fetched by Alexa from an address that the skill names.
/// Source: Alexa.CameraStreamController. HLS is not on that page, but in wide use and in openHAB's edition of the schema.
package enum CameraStreamController: AlexaInterface {
    package static let namespace = "Alexa.CameraStreamController"
    package static let directives = [
        DirectiveKind("InitializeCameraStreams", answer: nil) { payload throws(AlexaError) in
            var requests: [Request] = []
            // If Alexa names no stream, any of the camera's streams will do.
            if payload.optionalValue("cameraStreams") != nil {
                for stream in try payload.payloads("cameraStreams") { requests.append(try Request(stream)) }
            }
            return Directive.initializeCameraStreams(requests)
        }
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Prepare those of the streams that the camera has; if it has none of them, its own.
        case initializeCameraStreams([Request])

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .initializeCameraStreams(let requests):
                guard CameraStreamController.offers(for: requests, by: capability).isEmpty else { return }
                throw .invalidValue("the camera declares none of the \(requests.count) streams that are asked for")
            }
        }
    }

    /// A stream that Alexa can show, in Alexa's words, some of which may be unknown here.
    package struct Request: Hashable, Sendable {
        /// The requested format; `nil` if it has a word that an answer may not have.
        package let format: Format?
        /// How Alexa would identify itself, such as `BEARER`, which no answer may have.
        package let authorizationType: String

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            let streamProtocol = try payload.text("protocol")
            let resolution = try payload.payload("resolution")
            let size = Resolution(
                width: try resolution.integer("width", in: 1...Resolution.longestSide),
                height: try resolution.integer("height", in: 1...Resolution.longestSide))
            let (videoCodec, audioCodec) = (try payload.text("videoCodec"), try payload.text("audioCodec"))
            authorizationType = try payload.text("authorizationType")
            format =
                if let streamProtocol = StreamProtocol(rawValue: streamProtocol),
                    let videoCodec = VideoCodec(rawValue: videoCodec), let audioCodec = AudioCodec(rawValue: audioCodec)
                {
                    Format(streamProtocol, size, videoCodec, audioCodec)
                } else {
                    nil
                }
        }
    }

    /// A stream that is asked for and that the camera has.
    package struct Offer: Hashable, Sendable {
        /// Its format.
        package let format: Format
        /// How Alexa has to identify itself to the camera.
        package let authorizationType: AuthorizationType
    }

    /// Those of the requested streams that the capability declares, in the order of the request; one of each declared
    /// configuration if nothing is requested, or nothing that is declared: a picture in another size or coding than Alexa
    /// prefers is better than none. A capability that declares nothing has them all.
    package static func offers(for requests: [Request], by capability: Capability) -> [Offer] {
        let declared = Configuration.all(of: capability)
        let offers = requests.compactMap { offer(for: $0, declared) }
        return offers.isEmpty ? declared.compactMap(\.preferred) : offers
    }

    private static func offer(for request: Request, _ declared: [Configuration]) -> Offer? {
        guard let format = request.format else { return nil }
        let wanted = AuthorizationType(rawValue: request.authorizationType)
        guard !declared.isEmpty else { return Offer(format: format, authorizationType: wanted ?? .none) }
        guard let configuration = declared.first(where: { $0.offers(format) }) else { return nil }
        // Alexa can ask for BEARER, which an answer may not have: the camera decides.
        let types = configuration.authorizationTypes
        return Offer(format: format, authorizationType: types.first { $0 == wanted } ?? types.first ?? .none)
    }

    /// The streams are ready, the best first; `nil` if there is none: Alexa accepts no empty answer.
    ///
    /// - Parameter imageUri: where a still picture of the camera is found, to be shown meanwhile.
    package static func response(_ streams: [Stream], imageUri: String) -> Answer? {
        guard !streams.isEmpty, !imageUri.isEmpty else { return nil }
        return Answer(
            namespace, "Response",
            ["cameraStreams": .array(streams.map(\.json)), "imageUri": .string(imageUri)])
    }

    /// A capability for a camera with the streams that `configurations` describe.
    package static func capability(_ configurations: [Configuration]) -> Capability {
        Capability(Self.self, members: ["cameraStreamConfigurations": .array(configurations.map(\.json))])
    }
}
