import AlexaProtocol
import Testing

@Suite("Cameras: recordings and door bells")
struct CamerasMediaTests {
    private static let time = CameraTests.time
    private static let recording = """
        "recording": {"name": "A fox", "startTime": "2026-01-01T03:10:00.5Z", "endTime": "2026-01-01T03:10:20Z",
        "videoCodec": "H264", "audioCodec": "NONE",
        "uri": {"value": "https://camera.example/1.mp4", "expireTime": "2026-01-02T00:00:00Z"},
        "thumbnailUri": {"value": "https://camera.example/1.jpg", "expireTime": "2026-01-02T00:00:00Z"}}
        """

    @Test("a recording is told in whole seconds")
    func media() throws {
        let json = JSONValue(reading: #"{"id": "clip_1", "cause": "PERSON_DETECTED", \#(Self.recording)}"#)
        let media = try #require(MediaMetadata.Media(json))
        #expect(media.name == "A fox")
        let event = MediaMetadata.mediaCreatedOrUpdated(media)
        #expect([event.namespace, event.name] == ["Alexa.MediaMetadata", "MediaCreatedOrUpdated"])
        #expect(
            event.payload["media"]
                == JSONValue(
                    reading: #"{"id": "clip_1", "cause": "PERSON_DETECTED", \#(Self.recording)}"#
                        .replacing(".5Z", with: "Z")))
    }

    @Test(
        "a recording that Alexa would refuse is none",
        arguments: [
            "7", "{}", #"{"id": "", "cause": "MOTION_DETECTED", \#(recording)}"#,
            #"{"id": "---", "cause": "MOTION_DETECTED", \#(recording)}"#,
            #"{"id": "\#(String(repeating: "x", count: 257))", "cause": "MOTION_DETECTED", \#(recording)}"#,
            #"{"id": "clip_1", "cause": "BOREDOM", \#(recording)}"#, #"{"id": "clip_1", \#(recording)}"#,
            #"{"id": "clip_1", "cause": "MOTION_DETECTED", "recording": {}}"#,
            #"{"id": "clip_1", "cause": "MOTION_DETECTED", \#(recording.replacing("uri", with: "url"))}"#,
            #"{"id": "clip_1", "cause": "MOTION_DETECTED", \#(recording.replacing("2026-01-01", with: "1 January"))}"#,
        ])
    func refusedMedia(json: String) {
        #expect(MediaMetadata.Media(JSONValue(reading: json)) == nil)
    }

    @Test("what is not told of a recording is left out")
    func plainMedia() throws {
        let media = try #require(CameraTests.recording(id: "clip_2"))
        let recording = MediaMetadata.mediaCreatedOrUpdated(media).payload["media"]?.object?["recording"]?.object
        #expect(recording?.members.map(\.key) == ["startTime", "endTime", "uri"])
    }

    @Test("an answer has recordings, and names those that are missing")
    func answer() throws {
        let media = try #require(CameraTests.recording(id: "clip_1"))
        #expect(MediaMetadata.response([], errors: [("clip_2", .notFound)]) == nil)
        let answer = try #require(MediaMetadata.response([media], errors: [("clip_2", .deleted)]))
        #expect(answer.name == "GetMediaMetadata.Response")
        #expect(answer.payload["errors"] == [["status": "DELETED", "mediaId": "clip_2"]])
        #expect(MediaMetadata.response([media])?.payload["errors"] == nil)
    }

    @Test("only ids that Alexa can know are reported deleted")
    func deleted() {
        #expect(MediaMetadata.mediaDeleted(["", "clip_1", "-"])?.payload == ["mediaIds": ["clip_1"]])
        #expect(MediaMetadata.mediaDeleted([""]) == nil)
    }

    @Test(
        "a request is read",
        arguments: [
            (#"{"filters": {"mediaIds": ["clip_1"]}}"#, nil), ("{}", "INVALID_DIRECTIVE"),
            (#"{"filters": {}}"#, "INVALID_DIRECTIVE"), (#"{"filters": {"mediaIds": []}}"#, "INVALID_DIRECTIVE"),
            (#"{"filters": {"mediaIds": "clip_1"}}"#, "INVALID_DIRECTIVE"),
            (#"{"filters": {"mediaIds": [1]}}"#, "INVALID_DIRECTIVE"),
            (#"{"filters": {"mediaIds": [""]}}"#, "INVALID_VALUE"),
        ] as [(String, String?)])
    func request(json: String, type: String?) {
        let error = AlexaError.thrown { () throws(AlexaError) in
            try MediaMetadata.directives[0].read(Payload(JSONValue(reading: json), of: .init("", "GetMediaMetadata")))
        }
        #expect(error?.type.type == type)
    }

    @Test("a door bell rings in whole seconds", arguments: ChangeCause.allCases)
    func doorbell(cause: ChangeCause) {
        let event = DoorbellEventSource.doorbellPress(cause: cause, at: Self.time)
        #expect([event.namespace, event.name] == ["Alexa.DoorbellEventSource", "DoorbellPress"])
        #expect(event.payload == ["cause": ["type": .string(cause.rawValue)], "timestamp": "2026-11-21T09:30:00Z"])
        #expect(DoorbellEventSource.capability().members == ["proactivelyReported": true])
    }
}
