import AlexaProtocol
import Testing

@Suite("Video interfaces")
struct VideoTests {
    static let directives: [(any AlexaInterface.Type, String, JSONValue, JSONObject, String)] = [
        (PlaybackController.self, "StartOver", [:], [:], "startOver"),
        (PlaybackController.self, "Play", [:], ["supportedOperations": []], "play"),
        (PlaybackController.self, "Play", [:], ["supportedOperations": ["Play"]], "play"),
        (PlaybackController.self, "Pause", [:], ["supportedOperations": ["Play"]], "INVALID_DIRECTIVE"),
        (
            SeekController.self, "AdjustSeekPosition", ["deltaPositionMilliseconds": -30000.0], [:],
            "adjustSeekPosition(deltaMilliseconds: -30000)"
        ),
        (SeekController.self, "AdjustSeekPosition", ["deltaPositionMilliseconds": "1"], [:], "INVALID_DIRECTIVE"),
        (SeekController.self, "AdjustSeekPosition", ["deltaPositionMilliseconds": 1e99], [:], "VALUE_OUT_OF_RANGE"),
        (SeekController.self, "AdjustSeekPosition", [:], [:], "INVALID_DIRECTIVE"),
        (InputController.self, "SelectInput", ["input": "HDMI 1"], inputs, "selectInput(\"HDMI 1\")"),
        (InputController.self, "SelectInput", ["input": "hdmi1"], inputs, "selectInput(\"hdmi1\")"),
        (InputController.self, "SelectInput", ["input": "HDMI 10"], inputs, "INVALID_VALUE"),
        (InputController.self, "SelectInput", ["input": "HDMI 10"], [:], "selectInput(\"HDMI 10\")"),
        (InputController.self, "SelectInput", ["input": 1], inputs, "INVALID_DIRECTIVE"),
        (InputController.self, "SelectInput", [:], inputs, "INVALID_DIRECTIVE"),
        (ChannelController.self, "SkipChannels", ["channelCount": -1], [:], "skipChannels(-1)"),
        (ChannelController.self, "SkipChannels", ["channelCount": 0.5], [:], "INVALID_DIRECTIVE"),
        (ChannelController.self, "ChangeChannel", ["channel": ["number": 5]], [:], "INVALID_DIRECTIVE"),
        (ChannelController.self, "ChangeChannel", ["channel": ["number": ""]], [:], "INVALID_DIRECTIVE"),
        (ChannelController.self, "ChangeChannel", ["channelMetadata": ["name": "x"]], [:], "INVALID_DIRECTIVE"),
        (
            Launcher.self, "LaunchTarget", ["identifier": "a", "name": "b"], [:],
            "launchTarget(identifier: \"a\", name: Optional(\"b\"))"
        ),
        (Launcher.self, "LaunchTarget", ["identifier": "a"], [:], "launchTarget(identifier: \"a\", name: nil)"),
        (Launcher.self, "LaunchTarget", ["name": "b"], [:], "INVALID_DIRECTIVE"),
        (Launcher.self, "LaunchTarget", ["identifier": "a", "name": 1], [:], "INVALID_DIRECTIVE"),
        (KeypadController.self, "SendKeystroke", ["keystroke": "BACK"], [:], "BACK"),
        (KeypadController.self, "SendKeystroke", ["keystroke": "BACK"], ["keys": ["UP"]], "INVALID_VALUE"),
        (KeypadController.self, "SendKeystroke", ["keystroke": "HOME"], [:], "INVALID_VALUE"),
        (KeypadController.self, "SendKeystroke", ["keystroke": true], [:], "INVALID_DIRECTIVE"),
        (RecordController.self, "StartRecording", ["anything": .null], [:], "startRecording"),
        (RemoteVideoPlayer.self, "SearchAndPlay", ["entities": "x"], [:], "INVALID_DIRECTIVE"),
        (RemoteVideoPlayer.self, "SearchAndPlay", ["entities": [[:]]], [:], "INVALID_DIRECTIVE"),
        (
            RemoteVideoPlayer.self, "SearchAndPlay", ["entities": []],
            ["configurations": ["operations": ["SearchAndDisplayResults"]]], "INVALID_DIRECTIVE"
        ),
        (
            RemoteVideoPlayer.self, "SearchAndPlay", ["entities": [], "timeWindow": ["start": "tomorrow"]], [:],
            "INVALID_DIRECTIVE"
        ),
        (VideoRecorder.self, "CancelRecording", [:], [:], "INVALID_DIRECTIVE"),
        (
            VideoRecorder.self, "SearchAndRecord", ["entities": [], "quantifier": ["name": "SOME"]], [:],
            "INVALID_VALUE"
        ),
    ]
    static let inputs: JSONObject = ["inputs": [["name": "HDMI 1"], ["name": "TV"]]]

    @Test(arguments: directives)
    func payloadsAreRead(
        interface: any AlexaInterface.Type, name: String, payload: JSONValue, capability: JSONObject, expected: String
    ) throws {
        let text = try reading(interface, name, payload, against: capability)
        // The text of an enum includes its type's name, which may change; the case's name may not.
        #expect(text == expected || text.hasSuffix(".\(expected.lowercased()))"))
    }

    @Test func channelIsWhateverIsKnown() throws {
        let kind = try #require(ChannelController.directives.first)
        let payload: JSONValue = [
            "channel": ["number": "12.1", "callSign": .null, "affiliateCallSign": "", "uri": "u"],
            "channelMetadata": ["name": "News", "image": "i"],
        ]
        guard
            case .changeChannel(let wish) = try kind.read(Payload(payload, of: .init("", kind.name)))
                as? ChannelController.Directive
        else { return #expect(Bool(false), "not ChangeChannel") }
        #expect(wish.channel == ChannelController.Channel(number: "12.1", uri: "u"))
        #expect(wish.name == "News")
    }

    @Test func searchIsReadWhole() throws {
        let kind = try #require(VideoRecorder.directives.first)
        let payload: JSONValue = [
            "entities": [
                ["type": "Channel", "value": "One", "entityMetadata": ["channelNumber": 1], "uri": "u"],
                ["type": "Video", "externalIds": ["catalogue": "42"]],
            ],
            "quantifier": ["name": "NEXT"], "timeWindow": ["start": "2026-01-01T20:00:00Z"],
        ]
        guard
            case .searchAndRecord(let request) = try kind.read(Payload(payload, of: .init("", kind.name)))
                as? VideoRecorder.Directive
        else { return #expect(Bool(false), "not SearchAndRecord") }
        #expect(request.quantifier == .next)
        #expect(request.search.entities.map(\.type) == ["Channel", "Video"])
        #expect(request.search.entities[0].value == "One")
        #expect(request.search.entities[0].uri == "u")
        #expect(request.search.entities[0].metadata == ["channelNumber": 1])
        #expect(request.search.entities[1].externalIds == ["catalogue": "42"])
        #expect(request.search.timeWindow?.start == Timestamp("2026-01-01T20:00:00Z"))
        #expect(request.search.timeWindow?.end == nil)
    }

    static let states: [(any AlexaInterface.Type, String, JSONValue, JSONValue?)] = [
        (PlaybackStateReporter.self, "playbackState", ["state": "playing"], ["state": "PLAYING"]),
        (PlaybackStateReporter.self, "playbackState", "PLAYING", .none),
        (ChannelController.self, "channel", ["number": "5", "name": "x"], ["number": "5"]),
        (ChannelController.self, "channel", ["uri": "u"], ["uri": "u"]),
        (ChannelController.self, "channel", ["number": 5, "callSign": "C"], ["number": "5", "callSign": "C"]),
        (ChannelController.self, "channel", ["number": "five", "callSign": "C"], ["callSign": "C"]),
        (ChannelController.self, "channel", ["number": "five"], .none),
        (ChannelController.self, "channel", [:], .none),
        (
            Launcher.self, "target", ["name": "n", "identifier": "i", "experience": ["mode": "DEFAULT"]],
            ["name": "n", "identifier": "i", "experience": ["mode": "DEFAULT"]]
        ),
        (Launcher.self, "target", ["identifier": "i"], .none),
        (RecordController.self, "RecordingState", "RECORDING", "RECORDING"),
        (VideoRecorder.self, "storageLevel", 12.5, 12.5),
        (VideoRecorder.self, "storageLevel", 101, .none),
        (InputController.self, "input", "My own input", "My own input"),
    ]

    @Test(arguments: states)
    func statesAreBroughtIntoForm(
        interface: any AlexaInterface.Type, name: String, value: JSONValue, expected: JSONValue?
    ) throws {
        let kind = interface.property(name)
        #expect(try #require(kind).shape.normalised(value) == expected)
    }

    static let capabilities: [(Capability, JSONObject)] = [
        (
            PlaybackController.capability(supporting: [.play, .startOver]),
            ["properties": [:], "supportedOperations": ["Play", "StartOver"]]
        ),
        (InputController.capability(inputs: ["HDMI 1"]), ["inputs": [["name": "HDMI 1"]]]),
        (KeypadController.capability(keys: [.pageUp]), ["properties": [:], "keys": ["PAGE_UP"]]),
        (
            RemoteVideoPlayer.capability(catalogs: [(type: "t", sourceId: "s")]),
            ["configurations": ["catalogs": [["type": "t", "sourceId": "s"]]]]
        ),
    ]

    @Test(arguments: capabilities)
    func capabilitiesAreWrittenAsAlexaWantsThem(capability: Capability, members: JSONObject) throws {
        let json = try discovered(capability)
        for member in members.members { #expect(json[member.key] == member.value) }
    }

    @Test func seekPositionStaysWithinADay() {
        #expect(SeekController.stateReport(position: -1) == SeekController.stateReport(position: 0))
        #expect(
            SeekController.stateReport(position: .max).payload
                == ["properties": [["name": "positionMilliseconds", "value": 86_400_000]]])
    }
}
