import AlexaProtocol
import Testing

@Suite("Simulated cameras")
struct SimulatedCameraTests {
    private static let streams = """
        {"interface": "Alexa.CameraStreamController", "cameraStreamConfigurations": [
        {"protocols": ["RTSP"], "resolutions": [{"width": 1920, "height": 1080}, {"width": 1280, "height": 720}],
        "authorizationTypes": ["NONE", "DIGEST"], "videoCodecs": ["H264"], "audioCodecs": ["AAC"]},
        {"protocols": ["HLS", "WEBRTC"], "resolutions": [{"width": 640, "height": 360}],
        "authorizationTypes": ["BASIC"], "videoCodecs": ["H264"], "audioCodecs": ["NONE"]}]}
        """

    private static func request(
        _ streamProtocol: String = "RTSP", _ width: Int = 1920, _ height: Int = 1080, audio: String = "AAC",
        authorization: String = "BEARER"
    ) -> String {
        #"{"protocol": "\#(streamProtocol)", "resolution": {"width": \#(width), "height": \#(height)}, "#
            + #""authorizationType": "\#(authorization)", "videoCodec": "H264", "audioCodec": "\#(audio)"}"#
    }

    private func initialise(_ home: Device, _ requests: String...) async throws -> Device.Reply {
        try await home.ask(
            "Alexa.CameraStreamController", "InitializeCameraStreams",
            JSONValue(reading: #"{"cameraStreams": [\#(requests.joined(separator: ","))]}"#))
    }

    @Test("a stream has an address without credentials, good for an hour")
    func stream() async throws {
        let answer = try await initialise(Device(reading: Self.streams), Self.request())
        #expect(answer.kind == "Alexa.CameraStreamController Response")
        #expect(
            answer.payload
                == JSONValue(
                    reading: """
                        {"cameraStreams": [{"uri": "rtsp://camera.example:554/device%231/1080p",
                        "expirationTime": "2026-01-01T01:00:00.000Z", "idleTimeoutSeconds": 30, "protocol": "RTSP",
                        "resolution": {"width": 1920, "height": 1080}, "authorizationType": "NONE",
                        "videoCodec": "H264", "audioCodec": "AAC"}],
                        "imageUri": "https://camera.example/device%231/still.jpg"}
                        """
                ).object)
        #expect(!answer.text.contains("secret"))
    }

    @Test("of several streams those that the camera has are ready")
    func several() async throws {
        let answer = try await initialise(
            try Device(reading: Self.streams), Self.request("HLS", 640, 360, audio: "NONE"),
            Self.request("RTSP", 640, 360), Self.request("WEBRTC", 640, 360, audio: "NONE"),
            Self.request("RTSP", 1280, 720, authorization: "DIGEST"))
        let streams = answer.payload["cameraStreams"]?.array?.compactMap(\.object) ?? []
        #expect(
            streams.map { $0["uri"]?.string } == [
                "https://camera.example/device%231/360p/index.m3u8", "https://camera.example/device%231/360p/offer",
                "rtsp://camera.example:554/device%231/720p",
            ])
        #expect(streams.map { $0["authorizationType"]?.string } == ["BASIC", "BASIC", "DIGEST"])
    }

    @Test("the home file may say where a stream is")
    func traits() async throws {
        let known = """
            {"uri": "rtsp://camera.example.invalid/a", "protocol": "RTSP", "resolution": {"width": 1280, "height": 720},
            "authorizationType": "BASIC", "videoCodec": "H264", "audioCodec": "AAC"}
            """
        let home = try Device(
            reading:
                Self.streams,
            simulation: #"{"streams": [\#(known)], "imageUri": "https://camera.example.invalid/a.jpg"}"#)
        let answer = try await initialise(home, Self.request("RTSP", 1280, 720))
        #expect(answer.payload["cameraStreams"] == [JSONValue(reading: known)])
        #expect(answer.payload["imageUri"] == "https://camera.example.invalid/a.jpg")
    }

    @Test("a camera that lacks the stream shows those that it has")
    func unknownStream() async throws {
        let answer = try await initialise(Device(reading: Self.streams), Self.request("RTSP", 3840, 2160))
        #expect(answer.kind == "Alexa.CameraStreamController Response")
        #expect(answer.payload["cameraStreams"]?.array?.count == 2)
    }

    @Test(
        "a camera that was recorded without its streams, or with odd ones, still answers",
        arguments: [
            "", #", "cameraStreamConfigurations": []"#, #", "cameraStreamConfigurations": "RTSP""#,
            #", "cameraStreamConfigurations": [{}]"#,
            #", "cameraStreamConfigurations": [7, {"protocols": ["RTSP", 1], "resolutions": "all"}]"#,
        ])
    func oddRecording(member: String) async throws {
        let home = try Device(reading: #"{"interface": "Alexa.CameraStreamController"\#(member)}"#)
        let answer = try await initialise(home, Self.request())
        #expect(answer.kind == "Alexa.CameraStreamController Response")
        #expect(answer.payload["cameraStreams"]?.array?.count == 1)
    }

    private static let fullDuplex =
        #"{"interface": "Alexa.RTCSessionController", "configuration": {"isFullDuplexAudioSupported": true}}"#
    private static let halfDuplex = #"{"interface": "Alexa.RTCSessionController"}"#

    private func sdp(_ capability: String, _ offer: String) async throws -> [String] {
        let json = JSONValue.object(["sessionId": "s", "offer": ["format": "SDP", "value": .string(offer)]])
        let answer = try await Device(reading: capability).ask(
            "Alexa.RTCSessionController", "InitiateSessionWithOffer", json)
        #expect(answer.kind == "Alexa.RTCSessionController AnswerGeneratedForSession")
        #expect(answer.payload.members.map(\.key) == ["answer"])
        #expect(answer.payload["answer"]?.object?["format"] == "SDP")
        let value = answer.payload["answer"]?.object?["value"]?.string ?? ""
        #expect(value.hasSuffix("\r\n"))
        return value.split(separator: "\r\n").map(String.init)
    }

    @Test("a session is answered medium by medium, each with its first codec")
    func session() async throws {
        let offer =
            "v=0\r\no=- 1 2 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 111 103\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\n"
            + "a=rtpmap:103 ISAC/16000\r\na=rtpmap:111 opus/48000/2\r\n"
            + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=recvonly\r\na=rtpmap:96 H264/90000\r\n"
        #expect(
            try await sdp(Self.fullDuplex, offer) == [
                "v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 192.0.2.1", "a=mid:0", "a=rtpmap:111 opus/48000/2",
                "a=sendrecv", "a=setup:active", "a=rtcp-mux", "m=video 9 UDP/TLS/RTP/SAVPF 96", "c=IN IP4 192.0.2.1",
                "a=mid:1", "a=rtpmap:96 H264/90000", "a=sendonly", "a=setup:active",
            ])
    }

    @Test(
        "the direction answers the offer's, and a camera without a loudspeaker only sends",
        arguments: [
            (fullDuplex, "audio", "sendrecv", "sendrecv"), (fullDuplex, "audio", "recvonly", "sendonly"),
            (fullDuplex, "audio", "sendonly", "recvonly"), (fullDuplex, "audio", "inactive", "inactive"),
            (fullDuplex, "video", "sendrecv", "sendonly"), (fullDuplex, "video", "sendonly", "inactive"),
            (halfDuplex, "audio", "sendrecv", "sendonly"), (halfDuplex, "audio", "sendonly", "inactive"),
        ])
    func direction(capability: String, medium: String, offered: String, answered: String) async throws {
        let lines = try await sdp(capability, "v=0\nm=\(medium) 9 RTP/AVP 0\na=\(offered)\n")
        #expect(lines.contains("a=\(answered)"))
        #expect(lines.filter { ["a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive"].contains($0) }.count == 1)
    }

    @Test(
        "an offer that is none is answered without media", arguments: ["", "v=0", "hello", "m=", "m=audio\r\na=mid:0"])
    func oddOffer(offer: String) async throws {
        #expect(try await sdp(Self.fullDuplex, offer) == ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "t=0 0"])
    }

    @Test("a session's start and end are answered in kind", arguments: ["SessionConnected", "SessionDisconnected"])
    func sessionEnds(name: String) async throws {
        let answer = try await Device(reading: Self.fullDuplex).ask(
            "Alexa.RTCSessionController", name, JSONValue(reading: #"{"sessionId": "session-1"}"#))
        #expect(answer.kind == "Alexa.RTCSessionController \(name)")
        #expect(answer.payload == ["sessionId": "session-1"])
    }

    private static let recordings = """
        {"media": [{"id": "clip_1", "cause": "MOTION_DETECTED", "recording": {"startTime": "2026-01-01T03:10:00Z",
        "endTime": "2026-01-01T03:10:20Z", "uri": {"value": "https://camera.example.invalid/1.mp4",
        "expireTime": "2026-01-02T00:00:00Z"}}}]}
        """

    @Test(
        "recordings are told, those that are missing named once",
        arguments: [
            (#"["clip_1"]"#, "Alexa.MediaMetadata GetMediaMetadata.Response", 1, nil),
            (#"["clip_1", "clip_1"]"#, "Alexa.MediaMetadata GetMediaMetadata.Response", 1, nil),
            (#"["clip_9", "clip_1", "clip_9"]"#, "Alexa.MediaMetadata GetMediaMetadata.Response", 1, "clip_9"),
            (#"["clip_9"]"#, "Alexa INVALID_VALUE", 0, nil),
        ] as [(String, String, Int, String?)])
    func media(ids: String, kind: String, count: Int, missing: String?) async throws {
        let home = try Device(reading: #"{"interface": "Alexa.MediaMetadata"}"#, simulation: Self.recordings)
        let answer = try await home.ask(
            "Alexa.MediaMetadata", "GetMediaMetadata", JSONValue(reading: #"{"filters": {"mediaIds": \#(ids)}}"#))
        #expect(answer.kind == kind)
        #expect((answer.payload["media"]?.array?.count ?? 0) == count)
        #expect(
            answer.payload["errors"]
                == missing.map { [["status": "NOT_FOUND", "mediaId": .string($0)]] })
        #expect(!answer.text.contains("secret"))
    }

    @Test("a camera of whose recordings nothing is said has those that are asked for; one with an empty list has none")
    func madeUpMedia() async throws {
        let ask: JSONValue = ["filters": ["mediaIds": ["clip_1", "!"]]]
        let answer = try await Device(reading: #"{"interface": "Alexa.MediaMetadata"}"#).ask(
            "Alexa.MediaMetadata", "GetMediaMetadata", ask)
        #expect(answer.kind == "Alexa.MediaMetadata GetMediaMetadata.Response")
        #expect(answer.payload["media"]?.array?.map { $0.object?["id"] } == ["clip_1"])
        #expect(answer.payload["errors"] == [["status": "NOT_FOUND", "mediaId": "!"]])
        let empty = try await Device(reading: #"{"interface": "Alexa.MediaMetadata"}"#, simulation: #"{"media": []}"#)
            .ask(
                "Alexa.MediaMetadata", "GetMediaMetadata", ask)
        #expect(empty.kind == "Alexa INVALID_VALUE")
    }
}
