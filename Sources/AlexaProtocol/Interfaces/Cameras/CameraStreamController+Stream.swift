extension CameraStreamController {
    /// How a stream is carried.
    package enum StreamProtocol: String, CaseIterable, Sendable {
        /// Real Time Streaming Protocol.
        case rtsp = "RTSP"
        /// WebRTC.
        case webRTC = "WEBRTC"
        /// HTTP Live Streaming.
        case hls = "HLS"
    }

    /// How Alexa identifies itself to the camera.
    package enum AuthorizationType: String, CaseIterable, Sendable {
        /// HTTP Basic.
        case basic = "BASIC"
        /// HTTP Digest.
        case digest = "DIGEST"
        /// Not at all: the address itself is the secret.
        case none = "NONE"
    }

    /// How the pictures are coded.
    package enum VideoCodec: String, CaseIterable, Sendable {
        /// H.264.
        case h264 = "H264"
        /// MPEG-2.
        case mpeg2 = "MPEG2"
        /// Motion JPEG.
        case mjpeg = "MJPEG"
        /// Single JPEG pictures.
        case jpg = "JPG"
    }

    /// How the sound is coded.
    package enum AudioCodec: String, CaseIterable, Sendable {
        /// G.711.
        case g711 = "G711"
        /// AAC.
        case aac = "AAC"
        /// No sound.
        case none = "NONE"
    }

    /// The size of a picture, in pixels.
    package struct Resolution: Hashable, Sendable {
        /// The longest side that Alexa's messages can express.
        package static let longestSide = Int(Int32.max)
        /// From left to right, 1 or more.
        package let width: Int
        /// From top to bottom, 1 or more.
        package let height: Int

        /// A picture of that size.
        package init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }

        init?(_ json: JSONValue) {
            guard let width = json.object?["width"]?.integer, let height = json.object?["height"]?.integer,
                (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height)
            else { return nil }
            self.init(width: width, height: height)
        }

        var json: JSONValue {
            ["width": .number(Double(width)), "height": .number(Double(height))]
        }
    }

    /// The format of a stream's pictures and sound.
    package struct Format: Hashable, Sendable {
        /// How it is carried.
        package let streamProtocol: StreamProtocol
        /// The size of its pictures.
        package let resolution: Resolution
        /// How its pictures are coded.
        package let videoCodec: VideoCodec
        /// How its sound is coded.
        package let audioCodec: AudioCodec

        /// A format of these parts.
        package init(
            _ streamProtocol: StreamProtocol, _ resolution: Resolution, _ videoCodec: VideoCodec,
            _ audioCodec: AudioCodec
        ) {
            self.streamProtocol = streamProtocol
            self.resolution = resolution
            self.videoCodec = videoCodec
            self.audioCodec = audioCodec
        }
    }

    /// A stream that is ready.
    package struct Stream: Hashable, Sendable {
        /// Where Alexa fetches it.
        package let uri: String
        /// When it expires; `nil` if the camera sets no time.
        package let expirationTime: Timestamp?
        /// After how many idle seconds, 1 or more, the camera ends it; `nil` for never.
        package let idleTimeoutSeconds: Int?
        /// Its pictures and sound.
        package let format: Format
        /// How Alexa has to identify itself.
        package let authorizationType: AuthorizationType

        /// A stream of these parts; an idle timeout below 1 counts as none.
        package init(
            uri: String, _ format: Format, _ authorizationType: AuthorizationType, expirationTime: Timestamp? = nil,
            idleTimeoutSeconds: Int? = nil
        ) {
            self.uri = uri
            self.format = format
            self.authorizationType = authorizationType
            self.expirationTime = expirationTime
            self.idleTimeoutSeconds = idleTimeoutSeconds.flatMap { $0 < 1 ? nil : $0 }
        }

        /// Reads an item of `cameraStreams`; `nil` if Alexa would not accept it.
        package init?(_ json: JSONValue) {
            guard let object = json.object, let uri = object["uri"]?.string, !uri.isEmpty,
                let streamProtocol = object["protocol"]?.string.flatMap(StreamProtocol.init),
                let resolution = object["resolution"].flatMap(Resolution.init),
                let videoCodec = object["videoCodec"]?.string.flatMap(VideoCodec.init),
                let audioCodec = object["audioCodec"]?.string.flatMap(AudioCodec.init),
                let authorizationType = object["authorizationType"]?.string.flatMap(AuthorizationType.init)
            else { return nil }
            self.init(
                uri: uri, Format(streamProtocol, resolution, videoCodec, audioCodec), authorizationType,
                expirationTime: object["expirationTime"]?.string.flatMap { Timestamp($0) },
                idleTimeoutSeconds: object["idleTimeoutSeconds"]?.integer)
        }

        var json: JSONValue {
            var json: JSONObject = ["uri": .string(uri)]
            if let expirationTime { json["expirationTime"] = .string(expirationTime.description) }
            if let idleTimeoutSeconds { json["idleTimeoutSeconds"] = .number(Double(idleTimeoutSeconds)) }
            json["protocol"] = .string(format.streamProtocol.rawValue)
            json["resolution"] = format.resolution.json
            json["authorizationType"] = .string(authorizationType.rawValue)
            json["videoCodec"] = .string(format.videoCodec.rawValue)
            json["audioCodec"] = .string(format.audioCodec.rawValue)
            return .object(json)
        }
    }
}
