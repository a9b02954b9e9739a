import AlexaProtocol
import Testing

@Suite("Cameras: streams, sessions, recordings, door bells")
struct CameraTests {
    static let time = Timestamp(milliseconds: 1_795_253_400_250)

    static func recording(id: String) -> MediaMetadata.Media? {
        MediaMetadata.Media(
            id: id, cause: .motionDetected, startTime: time, endTime: time.advanced(by: .seconds(20)),
            uri: MediaMetadata.ExpiringURI("https://camera.example/1.mp4", expireTime: time))
    }

    /// The payload of a directive in its own type.
    private static func read(
        _ interface: any AlexaInterface.Type, _ name: String, _ json: String
    ) throws(AlexaError) -> any DirectivePayload {
        guard let kind = interface.directives.first(where: { $0.name == name }) else {
            throw .internalError("no directive \(name)")
        }
        return try kind.read(Payload(JSONValue(reading: json), of: .init("", name)))
    }

    static func stream(
        _ streamProtocol: String = "RTSP", width: String = "1920", height: String = "1080",
        authorization: String = "BASIC", video: String = "H264", audio: String = "AAC"
    ) -> String {
        #"{"protocol": "\#(streamProtocol)", "resolution": {"width": \#(width), "height": \#(height)}, "#
            + #""authorizationType": "\#(authorization)", "videoCodec": "\#(video)", "audioCodec": "\#(audio)"}"#
    }

    private static func requests(_ streams: String...) throws(AlexaError) -> [CameraStreamController.Request] {
        let json = #"{"cameraStreams": [\#(streams.joined(separator: ","))]}"#
        let payload = try read(CameraStreamController.self, "InitializeCameraStreams", json)
        guard case CameraStreamController.Directive.initializeCameraStreams(let requests) = payload else { return [] }
        return requests
    }

    private static let fullHD = CameraStreamController.Resolution(width: 1920, height: 1080)
    private static let camera = CameraStreamController.capability([
        .init([.rtsp], [fullHD], [.digest, .basic], [.h264], [.aac]),
        .init([.rtsp, .hls], [.init(width: 1280, height: 720)], [.none], [.h264, .mpeg2], [.g711, .none]),
    ])

    @Test(
        "a stream is offered as the camera declares it",
        arguments: [
            (stream(), "RTSP 1920 H264 AAC BASIC"), (stream(authorization: "DIGEST"), "RTSP 1920 H264 AAC DIGEST"),
            // Amazon's own sample requests BEARER, which is not a valid answer.
            (stream(authorization: "BEARER"), "RTSP 1920 H264 AAC DIGEST"),
            (stream(authorization: "NONE"), "RTSP 1920 H264 AAC DIGEST"),
            (
                stream("HLS", width: "1280.0", height: "720", video: "MPEG2", audio: "NONE"),
                "HLS 1280 MPEG2 NONE NONE"
            ),
        ])
    func offers(json: String, expected: String) throws {
        #expect(Self.told(CameraStreamController.offers(for: try Self.requests(json), by: Self.camera)) == [expected])
    }

    @Test(
        "a camera that has nothing of what is asked for offers what it has",
        arguments: [
            stream("HLS"), stream(height: "720"), stream(video: "MJPEG"), stream(audio: "G711"), stream("WEBRTC"),
            stream("DASH"), stream(video: "H265"),
        ])
    func otherOffers(json: String) throws {
        let requests = try Self.requests(json)
        let offers = CameraStreamController.offers(for: requests, by: Self.camera)
        #expect(Self.told(offers) == ["RTSP 1920 H264 AAC DIGEST", "RTSP 1280 H264 G711 NONE"])
        let directive = CameraStreamController.Directive.initializeCameraStreams(requests)
        #expect(AlexaError.thrown { () throws(AlexaError) in try directive.check(against: Self.camera) } == nil)
        let blind = CameraStreamController.capability([.init([], [], [], [], [])])
        let error = AlexaError.thrown { () throws(AlexaError) in try directive.check(against: blind) }
        #expect(error?.type == .generic(.invalidValue))
    }

    private static func told(_ offers: [CameraStreamController.Offer]) -> [String] {
        offers.map { offer in
            let format = offer.format
            return "\(format.streamProtocol.rawValue) \(format.resolution.width) \(format.videoCodec.rawValue) "
                + "\(format.audioCodec.rawValue) \(offer.authorizationType.rawValue)"
        }
    }

    @Test("of several streams those that the camera has are offered, in the order of the request")
    func several() throws {
        let small = Self.stream(width: "1280", height: "720", audio: "G711")
        let requests = try Self.requests(Self.stream("WEBRTC"), small, Self.stream())
        let offers = CameraStreamController.offers(for: requests, by: Self.camera)
        #expect(offers.map(\.format.resolution.height) == [720, 1080])
    }

    @Test(
        "without a wish, one stream of each configuration is offered", arguments: ["{}", #"{"cameraStreams": []}"#])
    func anything(json: String) throws {
        let payload = try Self.read(CameraStreamController.self, "InitializeCameraStreams", json)
        guard case .initializeCameraStreams(let requests) = payload as? CameraStreamController.Directive else {
            Issue.record("\(payload)")
            return
        }
        let offers = CameraStreamController.offers(for: requests, by: Self.camera)
        #expect(offers.count == CameraStreamController.Configuration.all(of: Self.camera).count)
    }

    @Test("a camera that declares nothing has every stream that an answer can name")
    func undeclared() throws {
        let bare = Capability(CameraStreamController.self)
        let requests = try Self.requests(Self.stream(authorization: "BEARER"), Self.stream(video: "H265"))
        let offers = CameraStreamController.offers(for: requests, by: bare)
        #expect(offers.map(\.authorizationType) == [.none])
    }

    @Test(
        "a request that cannot be read",
        arguments: [
            (#"{"cameraStreams": {}}"#, "INVALID_DIRECTIVE"), (#"{"cameraStreams": ["RTSP"]}"#, "INVALID_DIRECTIVE"),
            (#"{"cameraStreams": [{}]}"#, "INVALID_DIRECTIVE"),
            (#"{"cameraStreams": [\#(stream(width: "0"))]}"#, "VALUE_OUT_OF_RANGE"),
            (#"{"cameraStreams": [\#(stream(width: "2147483648"))]}"#, "VALUE_OUT_OF_RANGE"),
            (#"{"cameraStreams": [\#(stream(height: "1080.5"))]}"#, "INVALID_DIRECTIVE"),
            (#"{"cameraStreams": [\#(stream(height: "null"))]}"#, "INVALID_DIRECTIVE"),
            (#"{"cameraStreams": [\#(stream(height: #""1080""#))]}"#, "INVALID_DIRECTIVE"),
        ])
    func unreadableStreams(json: String, type: String) {
        let error = AlexaError.thrown { () throws(AlexaError) in
            try Self.read(CameraStreamController.self, "InitializeCameraStreams", json)
        }
        #expect(error?.type.type == type)
    }

    @Test("streams are told with what is known of them")
    func streams() throws {
        let format = CameraStreamController.Format(.rtsp, Self.fullHD, .h264, .aac)
        let stream = CameraStreamController.Stream(
            uri: "rtsp://camera.example/1", format, .none, expirationTime: Self.time, idleTimeoutSeconds: 30)
        let answer = try #require(CameraStreamController.response([stream], imageUri: "https://camera.example/1.jpg"))
        #expect([answer.namespace, answer.name] == ["Alexa.CameraStreamController", "Response"])
        let json = try #require(answer.payload["cameraStreams"]?.array?.first)
        #expect(
            json
                == JSONValue(
                    reading: """
                        {"uri": "rtsp://camera.example/1", "expirationTime": "2026-11-21T09:30:00.250Z",
                        "idleTimeoutSeconds": 30, "protocol": "RTSP", "resolution": {"width": 1920, "height": 1080},
                        "authorizationType": "NONE", "videoCodec": "H264", "audioCodec": "AAC"}
                        """))
        #expect(CameraStreamController.Stream(json) == stream)
        #expect(CameraStreamController.response([], imageUri: "x") == nil)
        #expect(CameraStreamController.response([stream], imageUri: "") == nil)
        let endless = CameraStreamController.Stream(uri: "x", format, .none, idleTimeoutSeconds: 0)
        #expect(endless.idleTimeoutSeconds == nil)
    }

    @Test("an offer is read, its format in any case", arguments: ["SDP", "sdp", "Sdp"])
    func offer(format: String) throws {
        let json = #"{"sessionId": "s", "offer": {"format": "\#(format)", "value": "v=0"}}"#
        let payload = try Self.read(RTCSessionController.self, "InitiateSessionWithOffer", json)
        guard case RTCSessionController.Directive.initiateSessionWithOffer("s", "v=0") = payload else {
            Issue.record("read as \(payload)")
            return
        }
    }

    @Test(
        "a session that cannot be read",
        arguments: [
            ("InitiateSessionWithOffer", "{}", "INVALID_DIRECTIVE"),
            ("InitiateSessionWithOffer", #"{"sessionId": "s"}"#, "INVALID_DIRECTIVE"),
            ("InitiateSessionWithOffer", #"{"sessionId": "s", "offer": "v=0"}"#, "INVALID_DIRECTIVE"),
            ("InitiateSessionWithOffer", #"{"sessionId": "s", "offer": {"format": "SDP"}}"#, "INVALID_DIRECTIVE"),
            ("InitiateSessionWithOffer", #"{"offer": {"format": "SDP", "value": "v=0"}}"#, "INVALID_DIRECTIVE"),
            (
                "InitiateSessionWithOffer", #"{"sessionId": "s", "offer": {"format": "XML", "value": ""}}"#,
                "INVALID_VALUE"
            ),
            ("SessionConnected", "{}", "INVALID_DIRECTIVE"),
            ("SessionConnected", #"{"sessionId": 7}"#, "INVALID_DIRECTIVE"),
            ("SessionDisconnected", #"{"sessionId": null}"#, "INVALID_DIRECTIVE"),
        ])
    func unreadableSession(name: String, json: String, type: String) {
        let error = AlexaError.thrown { () throws(AlexaError) in
            try Self.read(RTCSessionController.self, name, json)
        }
        #expect(error?.type.type == type)
    }

    @Test("a session's capability says who may speak")
    func sessionCapability() throws {
        let capability = RTCSessionController.capability(isFullDuplexAudioSupported: true)
        #expect(capability.configuration == ["isFullDuplexAudioSupported": true])
        #expect(RTCSessionController.isFullDuplexAudioSupported(capability))
        #expect(!RTCSessionController.isFullDuplexAudioSupported(Capability(RTCSessionController.self)))
        let recorded = try #require(
            Capability(
                JSONValue(
                    reading:
                        #"{"interface": "Alexa.RTCSessionController", "configuration": {"isFullDuplexAudioSupported": "True"}}"#
                )))
        #expect(RTCSessionController.isFullDuplexAudioSupported(recorded))
    }
}
