extension CameraStreamController {
    package static let rules: [Rule] = [
        .cameraConfig, .cameraEnums, .cameraResolution, .cameraResponse, .cameraFormats, .cameraUri,
    ]

    package static func inspect(
        event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection
    ) {
        guard name == "Response" else { return }
        let count = inspection.elements("cameraStreams", of: &payload) { element, inspection in
            guard let stream = Stream(element) else {
                inspection.note(.cameraResponse, "A stream is not as documented", doing: .leftOut("the stream"))
                return false
            }
            let isUsual = stream.uri.hasPrefix("rtsp://") && stream.uri.includes(":443/")
            if !isUsual { inspection.note(.cameraUri, "The address is not rtsp at port 443", at: "uri") }
            if let asked = inspection.comparison?.directive?.payload["cameraStreams"]?.array, let own = element.object,
                !asked.isEmpty, !asked.contains(where: { isSame(own, $0.object ?? [:]) })
            {
                inspection.note(.cameraFormats, "The stream is none of those that the directive asks for")
            }
            return true
        }
        if (count ?? 0) == 0 {
            inspection.note(.cameraResponse, "No stream is given", at: "cameraStreams")
        }
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        let key = "cameraStreamConfigurations"
        let count = inspection.elements(key, of: &capability) { element, inspection in
            guard case .object(var configuration) = element else {
                inspection.note(
                    .cameraConfig, "A configuration is \(element.kind)", doing: .leftOut("the configuration"))
                return false
            }
            let isKept =
                words("protocols", of: &configuration, StreamProtocol.self, &inspection)
                && words("authorizationTypes", of: &configuration, AuthorizationType.self, &inspection)
                && words("videoCodecs", of: &configuration, VideoCodec.self, &inspection)
                && words("audioCodecs", of: &configuration, AudioCodec.self, &inspection)
                && resolutions(&configuration, &inspection)
            element = .object(configuration)
            return isKept
        }
        guard (count ?? 0) > 0 else {
            inspection.note(.cameraConfig, "No stream is declared", at: .key(key), doing: .leftOut("the capability"))
            return false
        }
        return true
    }

    /// Whether a stream is one that was asked for.
    private static func isSame(_ stream: JSONObject, _ asked: JSONObject) -> Bool {
        ["protocol", "resolution", "authorizationType", "videoCodec", "audioCodec"].allSatisfy {
            asked[$0] == nil || asked[$0] == stream[$0]
        }
    }

    private static func words<Word: RawRepresentable<String>>(
        _ key: String, of configuration: inout JSONObject, _: Word.Type, _ inspection: inout Inspection
    ) -> Bool {
        var seen: Set<String> = []
        let count = inspection.elements(key, of: &configuration) { element, inspection in
            guard let word = element.string, Word(rawValue: word) != nil, seen.insert(word).inserted else {
                inspection.note(
                    .cameraEnums, "\(element.string.map(Text.quoted) ?? element.kind) is unknown or stands there twice",
                    doing: .leftOut("the word"))
                return false
            }
            return true
        }
        return isListed(key, count, &inspection)
    }

    private static func resolutions(_ configuration: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        var seen: Set<JSONValue> = []
        let count = inspection.elements("resolutions", of: &configuration) { element, inspection in
            let (width, height) = (element.object?["width"]?.integer ?? 0, element.object?["height"]?.integer ?? 0)
            guard width > 0, height > 0, seen.insert(element).inserted else {
                inspection.note(
                    .cameraResolution, "A resolution has no width and height in pixels, or stands there twice",
                    doing: .leftOut("the resolution"))
                return false
            }
            return true
        }
        return isListed("resolutions", count, &inspection)
    }

    private static func isListed(_ key: String, _ count: Int?, _ inspection: inout Inspection) -> Bool {
        guard (count ?? 0) == 0 else { return true }
        inspection.note(
            .cameraConfig, "\(key) is empty or missing", at: .key(key), doing: .leftOut("the configuration"))
        return false
    }
}

extension Rule {
    static let cameraConfig = Rule(
        "camera-config", costs: .capability, .interface("CameraStreamController").quoted,
        "cameraStreamConfigurations lists streams, each with protocols, resolutions, authorizationTypes, videoCodecs and audioCodecs, none empty.",
        "Give all five lists.")
    static let cameraEnums = Rule(
        "camera-enums", costs: .capability, .interface("CameraStreamController").quoted,
        "Protocols, authorization types and codecs are words of the page: RTSP; BASIC, DIGEST, NONE; H264, MPEG2, MJPEG, JPG; G711, AAC, NONE.",
        "Take one of these.")
    static let cameraResponse = Rule(
        "camera-response", costs: .event, .interface("CameraStreamController").quoted,
        "The answer of a camera has at least one stream with uri, protocol, resolution, codecs and authorization type.",
        "Give a stream.")
    static let cameraFormats = Rule(
        "camera-formats", costs: .nothing, .interface("CameraStreamController").quoted,
        "The streams of an answer are some of those that the directive asks for; Alexa's devices may not show others.",
        "Give the streams that were asked for.")
    static let cameraUri = Rule(
        "camera-uri", costs: .nothing, .interface("CameraStreamController").quoted,
        "A stream is rtsp over TLS at port 443; Alexa's devices reach no other.", "Offer it there.")
    static let cameraResolution = Rule(
        "camera-resolution", costs: .nothing, isObserved: true, .report("home-assistant/core#172245"),
        "A resolution has a width and a height in pixels, those of the camera; otherwise there is no picture.",
        "Give the camera's own.")
}
