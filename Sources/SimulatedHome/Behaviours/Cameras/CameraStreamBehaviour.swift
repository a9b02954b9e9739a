import AlexaProtocol

/// A camera with a stream for every format that it declares.
///
/// The traits `streams`, as in an answer to Alexa, and `imageUri` set their addresses; without them the camera makes up
/// addresses that do not exist.
enum CameraStreamBehaviour: Behaviour {
    static let traits: [Trait] = [
        .text("imageUri"),
        .list("streams", of: "a stream as in the answer to InitializeCameraStreams") {
            CameraStreamController.Stream($0) != nil
        },
    ]

    static func perform(
        _ directive: CameraStreamController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .initializeCameraStreams(let requests):
            let known = device.traits["streams"]?.array?.compactMap(CameraStreamController.Stream.init) ?? []
            let name = pathComponent(device.endpoint.endpointId)
            let streams = CameraStreamController.offers(for: requests, by: capability).map { offer in
                known.first { $0.format == offer.format } ?? stream(offer, of: name, at: time)
            }
            let imageUri = device.traits["imageUri"]?.string ?? "https://camera.example/\(name)/still.jpg"
            guard let answer = CameraStreamController.response(streams, imageUri: imageUri) else {
                throw .invalidValue("the simulated camera has none of the streams that are asked for")
            }
            return answer
        }
    }

    /// A stream at a made-up address, without credentials. It expires after an hour.
    private static func stream(
        _ offer: CameraStreamController.Offer, of name: String, at time: Timestamp
    ) -> CameraStreamController.Stream {
        let path = "\(name)/\(offer.format.resolution.height)p"
        let uri =
            switch offer.format.streamProtocol {
            case .rtsp: "rtsp://camera.example:554/\(path)"
            case .webRTC: "https://camera.example/\(path)/offer"
            case .hls: "https://camera.example/\(path)/index.m3u8"
            }
        return CameraStreamController.Stream(
            uri: uri, offer.format, offer.authorizationType, expirationTime: time.advanced(by: .seconds(3600)),
            idleTimeoutSeconds: 30)
    }

    /// An endpoint id may hold `?`, `#` and `@`, which have a meaning in a URL.
    private static func pathComponent(_ text: String) -> String {
        var component = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                component.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                component += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return component
    }
}
