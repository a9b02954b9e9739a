import AlexaProtocol
import Testing

@Suite("Simulated loudspeakers")
struct AudioTests {
    private static let speaker = Device.capability("Alexa.Speaker", ["volume", "muted"])

    static let volumes: [(JSONValue, String, JSONValue, volume: JSONValue, muted: JSONValue)] = [
        (30, "SetVolume", ["volume": 55], 55, true),
        (30, "AdjustVolume", ["volume": -10], 20, true),
        (30, "AdjustVolume", ["volume": -40], 0, true),
        (95, "AdjustVolume", ["volume": 10, "volumeDefault": true], 100, true),
        (30, "SetMute", ["mute": false], 30, false),
        (29.7, "AdjustVolume", ["volume": 5], 35, true),
    ]

    @Test(arguments: volumes)
    func volumeStopsAtTheEndsAndMutingIsApart(
        initial: JSONValue, name: String, payload: JSONValue, volume: JSONValue, muted: JSONValue
    ) async throws {
        let room = try Device(
            [Self.speaker],
            state: [
                Device.state("Alexa.Speaker", "volume", initial), Device.state("Alexa.Speaker", "muted", true),
            ])
        let reply = try await room.ask("Alexa.Speaker", name, payload)
        #expect(reply.name == "Response")
        #expect(reply.state == ["volume": volume, "muted": muted])
        #expect(try await room.ask("Alexa", "ReportState").state == reply.state)
    }

    @Test func aSpeakerThatDeclaresNothingReportsNothing() async throws {
        let room = try Device([Device.capability("Alexa.Speaker")])
        let reply = try await room.ask("Alexa.Speaker", "SetVolume", ["volume": 5])
        #expect(reply.name == "Response")
        #expect(reply.state.isEmpty)
    }

    @Test func stepsMoveTheVolumeIfThereIsOne() async throws {
        let deaf = try Device([Device.capability("Alexa.StepSpeaker")])
        let reply = try await deaf.ask("Alexa.StepSpeaker", "AdjustVolume", ["volumeSteps": -20])
        #expect(reply.name == "Response")
        #expect(reply.state.isEmpty)
        let both = try Device(
            [Device.capability("Alexa.StepSpeaker"), Self.speaker],
            state: [Device.state("Alexa.Speaker", "volume", 30)])
        #expect(
            try await both.ask("Alexa.StepSpeaker", "AdjustVolume", ["volumeSteps": 7]).state["volume"] == 37)
        #expect(try await both.ask("Alexa.StepSpeaker", "SetMute", ["mute": true]).state["muted"] == true)
    }

    private static let equalizer = Device.capability(
        "Alexa.EqualizerController", ["bands", "mode"],
        [
            "configurations": [
                "bands": [
                    "supported": [["name": "BASS"], ["name": "TREBLE"]], "range": ["minimum": -6, "maximum": 6],
                ],
                "modes": ["supported": [["name": "MUSIC"], ["name": "NIGHT"]]],
            ]
        ])

    static let bands: [(String, JSONValue, bass: JSONValue, treble: JSONValue)] = [
        ("SetBands", ["bands": [["name": "BASS", "value": -6]]], -6, -4),
        ("SetBands", ["bands": [["name": "BASS", "level": 1], ["name": "TREBLE", "level": 6]]], 1, 6),
        ("AdjustBands", ["bands": [["name": "BASS", "levelDelta": 2, "levelDirection": "UP"]]], 5, -4),
        ("AdjustBands", ["bands": [["name": "BASS", "levelDelta": 20, "levelDirection": "UP"]]], 6, -4),
        ("AdjustBands", ["bands": [["name": "TREBLE", "levelDelta": 1e9, "levelDirection": "DOWN"]]], 3, -6),
        ("AdjustBands", ["bands": [["name": "TREBLE", "levelDirection": "UP"]]], 3, -3),
        ("ResetBands", ["bands": [["name": "BASS"]]], 0, -4),
        ("SetMode", ["mode": "NIGHT"], 3, -4),
    ]

    @Test(arguments: bands)
    func bandsStayWithinTheirRange(
        name: String, payload: JSONValue, bass: JSONValue, treble: JSONValue
    ) async throws {
        let room = try Device(
            [Self.equalizer],
            state: [
                Device.state(
                    "Alexa.EqualizerController", "bands",
                    [["name": "BASS", "value": 3], ["name": "TREBLE", "level": -4]])
            ])
        let reply = try await room.ask("Alexa.EqualizerController", name, payload)
        #expect(reply.name == "Response")
        #expect(reply.state["mode"] == (name == "SetMode" ? "NIGHT" : "MUSIC"))
        let levels = try #require(reply.state["bands"]?.array?.compactMap(EqualizerController.BandLevel.init))
        #expect(levels.map(\.band) == [.bass, .treble])
        #expect(levels.map { .number(Double($0.level)) } == [bass, treble])
    }

    @Test func anEqualizerWithoutConfigurationHasAllBands() async throws {
        let room = try Device([Device.capability("Alexa.EqualizerController", ["bands", "mode"])])
        let change: JSONValue = ["bands": [["name": "MIDRANGE", "levelDelta": 1e9, "levelDirection": "UP"]]]
        for _ in 0..<2 { _ = try await room.ask("Alexa.EqualizerController", "AdjustBands", change) }
        let reply = try await room.ask("Alexa.EqualizerController", "AdjustBands", change)
        #expect(
            reply.state["bands"] == [
                ["name": "BASS", "value": 0], ["name": "MIDRANGE", "value": 2_147_483_647],
                ["name": "TREBLE", "value": 0],
            ])
        #expect(try await room.ask("Alexa.EqualizerController", "SetMode", ["mode": "TV"]).state["mode"] == "TV")
    }
}
