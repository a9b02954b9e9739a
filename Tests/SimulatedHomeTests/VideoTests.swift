import AlexaProtocol
import Testing

@Suite("Simulated televisions and recorders")
struct VideoTests {
    private static let playback = [
        Device.capability("Alexa.PlaybackController"),
        Device.capability("Alexa.PlaybackStateReporter", ["playbackState"]),
        Device.capability("Alexa.SeekController"), Device.capability("Alexa.RemoteVideoPlayer"),
    ]

    @Test(arguments: [
        ("PlaybackController", "Play", "PLAYING", 600), ("PlaybackController", "Pause", "PAUSED", 600),
        ("PlaybackController", "Stop", "STOPPED", 0), ("PlaybackController", "StartOver", "PLAYING", 0),
        ("PlaybackController", "Next", "PAUSED", 0), ("PlaybackController", "Previous", "PAUSED", 0),
        ("PlaybackController", "Rewind", "PAUSED", 600), ("PlaybackController", "FastForward", "PAUSED", 600),
        ("RemoteVideoPlayer", "SearchAndPlay", "PLAYING", 0),
        ("RemoteVideoPlayer", "SearchAndDisplayResults", "PAUSED", 600),
    ])
    func playingIsReported(interface: String, name: String, state: String, position: Int) async throws {
        let room = try Device(
            Self.playback,
            state: [Device.state("Alexa.PlaybackStateReporter", "playbackState", ["state": "PAUSED"])],
            simulation: ["positionMilliseconds": 600])
        let reply = try await room.ask("Alexa.\(interface)", name, ["entities": []])
        #expect(reply.name == "Response")
        #expect(reply.state == ["playbackState": ["state": .string(state)]])
        let seek = try await room.ask("Alexa.SeekController", "AdjustSeekPosition", ["deltaPositionMilliseconds": 0])
        #expect(Self.position(seek) == .number(Double(position)))
    }

    @Test func aPlayerWithoutReporterReportsNothing() async throws {
        let room = try Device([Device.capability("Alexa.PlaybackController", [], ["supportedOperations": ["Play"]])])
        let reply = try await room.ask("Alexa.PlaybackController", "Play")
        #expect(reply.name == "Response")
        #expect(reply.state.isEmpty)
        #expect(try await room.ask("Alexa.PlaybackController", "Stop").name == "INVALID_DIRECTIVE")
    }

    private static func position(_ reply: Device.Reply) -> JSONValue? {
        reply.payload["properties"]?.array?.first?.object?["value"]
    }

    @Test("seeking starts from the position that a recording reports")
    func seeksFromReportedPosition() async throws {
        let room = try Device(
            [Device.capability("Alexa.SeekController")],
            state: [["namespace": "Alexa.SeekController", "name": "positionMilliseconds", "value": 60_000]])
        let reply = try await room.ask(
            "Alexa.SeekController", "AdjustSeekPosition", ["deltaPositionMilliseconds": -10_000])
        #expect(reply.payload["properties"] == [["name": "positionMilliseconds", "value": 50_000]])
    }

    @Test(
        arguments: [
            (["positionMilliseconds": 1000, "durationMilliseconds": 5000], 500, 1500),
            (["positionMilliseconds": 1000, "durationMilliseconds": 5000], 9000, 5000),
            (["positionMilliseconds": 1000, "durationMilliseconds": 5000], -1_000_000_000, 0),
            (["positionMilliseconds": 9000, "durationMilliseconds": 5000], -1000, 4000),
            ([:], 1_000_000_000, 86_400_000), (["durationMilliseconds": 0], 10, 0),
        ] as [(JSONObject, Int, Int)])
    func seekingStopsAtTheEnds(traits: JSONObject, delta: Int, expected: Int) async throws {
        let room = try Device([Device.capability("Alexa.SeekController")], simulation: traits)
        let reply = try await room.ask(
            "Alexa.SeekController", "AdjustSeekPosition", ["deltaPositionMilliseconds": .number(Double(delta))])
        #expect(reply.namespace == "Alexa.SeekController")
        #expect(reply.name == "StateReport")
        #expect(Self.position(reply) == .number(Double(expected)))
    }

    @Test func inputsAreReportedAsDeclared() async throws {
        let room = try Device([
            Device.capability(
                "Alexa.InputController", ["input"], ["inputs": [["name": "TV"], ["name": "HDMI 1"]]])
        ])
        #expect(try await room.ask("Alexa", "ReportState").state == ["input": "TV"])
        #expect(
            try await room.ask("Alexa.InputController", "SelectInput", ["input": "HDMI1"]).state == ["input": "HDMI 1"])
        #expect(try await room.ask("Alexa.InputController", "SelectInput", ["input": "AUX"]).name == "INVALID_VALUE")
        #expect(try await room.ask("Alexa", "ReportState").state == ["input": "HDMI 1"])
        let open = try Device([Device.capability("Alexa.InputController", ["input"])])
        #expect(try await open.ask("Alexa", "ReportState").state.isEmpty)
        #expect(
            try await open.ask("Alexa.InputController", "SelectInput", ["input": "AUX"]).state == ["input": "AUX"])
    }

    private static let channels: JSONObject = [
        "channels": [
            ["number": "1", "callSign": "ONE", "name": "First"],
            ["number": "5", "affiliateCallSign": "FIVE-HD"], ["number": "12.1", "uri": "u"],
        ]
    ]

    @Test(
        arguments: [
            ("ChangeChannel", ["channel": ["number": "5"]], ["number": "5", "affiliateCallSign": "FIVE-HD"]),
            ("ChangeChannel", ["channel": ["callSign": "one"]], ["number": "1", "callSign": "ONE"]),
            ("ChangeChannel", ["channel": ["uri": "u"]], ["number": "12.1", "uri": "u"]),
            (
                "ChangeChannel", ["channel": [:], "channelMetadata": ["name": "FIRST"]],
                ["number": "1", "callSign": "ONE"]
            ),
            (
                "ChangeChannel",
                ["channel": ["number": "77", "affiliateCallSign": "FIVE-HD"], "channelMetadata": .null],
                ["number": "5", "affiliateCallSign": "FIVE-HD"]
            ),
            ("ChangeChannel", ["channel": ["number": "6"]], .none),
            ("SkipChannels", ["channelCount": 1], ["number": "5", "affiliateCallSign": "FIVE-HD"]),
            ("SkipChannels", ["channelCount": -1], ["number": "12.1", "uri": "u"]),
            ("SkipChannels", ["channelCount": 1_000_000_000], ["number": "5", "affiliateCallSign": "FIVE-HD"]),
            ("SkipChannels", ["channelCount": -1_000_000_000], ["number": "12.1", "uri": "u"]),
        ] as [(String, JSONValue, JSONValue?)])
    func listedChannelsOnly(name: String, payload: JSONValue, expected: JSONValue?) async throws {
        let room = try Device([Device.capability("Alexa.ChannelController", ["channel"])], simulation: Self.channels)
        let reply = try await room.ask("Alexa.ChannelController", name, payload)
        #expect(reply.state["channel"] == expected)
        #expect(reply.name == (expected == nil ? "INVALID_VALUE" : "Response"))
    }

    @Test(
        arguments: [
            (.none, "SkipChannels", ["channelCount": 3], ["number": "4"]),
            (["number": "9"], "SkipChannels", ["channelCount": -20], ["number": "1"]),
            (["number": "12.1"], "SkipChannels", ["channelCount": 1], ["number": "13"]),
            (["callSign": "ABC"], "SkipChannels", ["channelCount": 1], ["number": "2"]),
            (
                ["number": "99999999999999999999"], "SkipChannels", ["channelCount": 1], ["number": "2"]
            ),
            (
                .none, "ChangeChannel", ["channel": ["number": "6", "callSign": "SIX"]],
                ["number": "6", "callSign": "SIX"]
            ),
            (.none, "ChangeChannel", ["channel": [:], "channelMetadata": ["name": "Six"]], ["callSign": "Six"]),
        ] as [(JSONValue?, String, JSONValue, JSONValue)])
    func withoutListAnyChannelGoes(
        initial: JSONValue?, name: String, payload: JSONValue, expected: JSONValue
    ) async throws {
        let room = try Device(
            [Device.capability("Alexa.ChannelController", ["channel"])],
            state: initial.map { [Device.state("Alexa.ChannelController", "channel", $0)] } ?? [])
        #expect(try await room.ask("Alexa.ChannelController", name, payload).state["channel"] == expected)
    }

    @Test func onlyListedTargetsAreLaunched() async throws {
        let launcher = Device.capability("Alexa.Launcher", ["target"])
        let room = try Device(
            [launcher], simulation: ["launchTargets": [["identifier": "app.films", "name": "Films"]]])
        #expect(try await room.ask("Alexa", "ReportState").state.isEmpty)
        #expect(
            try await room.ask("Alexa.Launcher", "LaunchTarget", ["identifier": "app.films", "name": "films"])
                .state["target"] == ["identifier": "app.films", "name": "Films"])
        #expect(
            try await room.ask("Alexa.Launcher", "LaunchTarget", ["identifier": "app.other", "name": "o"]).name
                == "INVALID_VALUE")
        let open = try Device([launcher])
        #expect(
            try await open.ask("Alexa.Launcher", "LaunchTarget", ["identifier": "app.other", "name": "Other"])
                .state["target"] == ["identifier": "app.other", "name": "Other"])
    }

    @Test func recordersRecord() async throws {
        let room = try Device([
            Device.capability("Alexa.RecordController", ["RecordingState"]),
            Device.capability("Alexa.VideoRecorder", ["storageLevel", "isExtendedRecordingGUIShown"]),
            Device.capability("Alexa.KeypadController", [], ["keys": ["UP"]]),
        ])
        #expect(try await room.ask("Alexa", "ReportState").state["RecordingState"] == "NOT_RECORDING")
        #expect(
            try await room.ask("Alexa.RecordController", "StartRecording").state["RecordingState"] == "RECORDING")
        #expect(
            try await room.ask("Alexa.RecordController", "StopRecording").state["RecordingState"] == "NOT_RECORDING")
        let planned = try await room.ask(
            "Alexa.VideoRecorder", "SearchAndRecord", ["entities": [["type": "Video", "value": "x"]]])
        #expect(planned.namespace == "Alexa.VideoRecorder")
        #expect(planned.name == "SearchAndRecord.Response")
        #expect(planned.payload == ["recordingStatus": "SCHEDULED"])
        #expect(
            try await room.ask("Alexa.VideoRecorder", "DeleteRecording", ["entities": [["type": "Video"]]]).name
                == "Response")
        #expect(try await room.ask("Alexa.KeypadController", "SendKeystroke", ["keystroke": "UP"]).name == "Response")
        #expect(
            try await room.ask("Alexa.KeypadController", "SendKeystroke", ["keystroke": "DOWN"]).name
                == "INVALID_VALUE")
    }

    static let holds: [(power: String?, reports: Bool, since: String?, String, String, JSONValue?)] = [
        ("ON", true, .none, "Hold", "Response", "2026-01-01T00:00:00Z"),
        ("ON", true, "2025-12-31T23:00:00Z", "Hold", "Response", "2025-12-31T23:00:00Z"),
        ("ON", true, "2025-12-31T23:00:00Z", "Resume", "Response", .none),
        ("ON", true, .none, "Resume", "ALREADY_IN_OPERATION", .none),
        ("OFF", true, .none, "Hold", "NOT_IN_OPERATION", .none),
        ("OFF", true, .none, "Resume", "NOT_IN_OPERATION", .none),
        (.none, true, .none, "Hold", "Response", "2026-01-01T00:00:00Z"),
        ("OFF", false, .none, "Resume", "Response", .none),
    ]

    @Test(arguments: holds)
    func appliancesPauseWhileTheyWork(
        power: String?, reports: Bool, since: String?, name: String, expected: String, start: JSONValue?
    ) async throws {
        let hold = Device.capability(
            "Alexa.TimeHoldController", reports ? ["holdStartTime", "holdEndTime"] : [],
            configuration: ["allowRemoteResume": true])
        let room = try Device(
            power == nil ? [hold] : [hold, Device.capability("Alexa.PowerController", ["powerState"])],
            state: (power.map { [Device.state("Alexa.PowerController", "powerState", .string($0))] } ?? [])
                + (since.map { [Device.state("Alexa.TimeHoldController", "holdStartTime", .string($0))] } ?? []))
        let reply = try await room.ask("Alexa.TimeHoldController", name)
        #expect(reply.name == expected)
        #expect(reply.state["holdStartTime"] == start)
    }
}
