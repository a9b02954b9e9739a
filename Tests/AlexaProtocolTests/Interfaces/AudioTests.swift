import AlexaProtocol
import Testing

@Suite("Audio interfaces")
struct AudioTests {
    static let speaker: [(String, JSONValue, String)] = [
        ("SetVolume", ["volume": 0], "setVolume(0)"),
        ("SetVolume", ["volume": 100.0], "setVolume(100)"),
        ("SetVolume", ["volume": -1], "VALUE_OUT_OF_RANGE"),
        ("SetVolume", ["volume": 1e300], "VALUE_OUT_OF_RANGE"),
        ("SetVolume", ["volume": 0.5], "INVALID_DIRECTIVE"),
        ("SetVolume", ["volume": "50"], "INVALID_DIRECTIVE"),
        ("SetVolume", ["volume": .null], "INVALID_DIRECTIVE"),
        ("AdjustVolume", ["volume": -100], "adjustVolume(delta: -100, isDefault: false)"),
        ("AdjustVolume", ["volume": 10, "volumeDefault": true], "adjustVolume(delta: 10, isDefault: true)"),
        ("AdjustVolume", ["volume": 10, "volumeDefault": .null], "adjustVolume(delta: 10, isDefault: false)"),
        ("AdjustVolume", ["volume": 10, "volumeDefault": 1], "INVALID_DIRECTIVE"),
        ("AdjustVolume", ["volume": 101], "adjustVolume(delta: 101, isDefault: false)"),
        ("AdjustVolume", ["volumeDefault": true], "INVALID_DIRECTIVE"),
        ("SetMute", ["mute": true], "setMute(true)"),
        ("SetMute", ["mute": 1], "INVALID_DIRECTIVE"),
        ("SetMute", ["muted": true], "INVALID_DIRECTIVE"),
    ]

    @Test(arguments: speaker)
    func speakerReads(name: String, payload: JSONValue, expected: String) throws {
        #expect(try reading(Speaker.self, name, payload) == expected)
    }

    static let stepSpeaker: [(String, JSONValue, String)] = [
        ("AdjustVolume", ["volumeSteps": -20], "adjustVolume(steps: -20, isDefault: false)"),
        (
            "AdjustVolume", ["volumeSteps": 10, "volumeStepsDefault": true],
            "adjustVolume(steps: 10, isDefault: true)"
        ),
        ("AdjustVolume", ["volumeSteps": 1e12], "VALUE_OUT_OF_RANGE"),
        ("AdjustVolume", ["volume": 1], "INVALID_DIRECTIVE"),
        ("SetMute", ["mute": false], "setMute(false)"),
    ]

    @Test(arguments: stepSpeaker)
    func stepSpeakerReads(name: String, payload: JSONValue, expected: String) throws {
        #expect(try reading(StepSpeaker.self, name, payload) == expected)
    }

    static let equalizer: JSONObject = [
        "configurations": [
            "bands": [
                "supported": [["name": "BASS"], ["name": "TREBLE"]], "range": ["minimum": -6, "maximum": 6],
            ],
            "modes": ["supported": [["name": "MOVIE"], ["name": "NIGHT"]]],
        ]
    ]
    static let equalizerDirectives: [(String, JSONValue, isDeclared: Bool, String)] = [
        ("SetMode", ["mode": "NIGHT"], true, "setMode(night)"),
        ("SetMode", ["mode": "SPORT"], true, "INVALID_VALUE"),
        ("SetMode", ["mode": "SPORT"], false, "setMode(sport)"),
        ("SetMode", ["mode": "LOUD"], false, "INVALID_VALUE"),
        ("SetMode", ["mode": 1], true, "INVALID_DIRECTIVE"),
        ("SetMode", [:], true, "INVALID_DIRECTIVE"),
        ("SetBands", ["bands": [["name": "BASS", "value": -6]]], true, "setBands BASS -6"),
        ("SetBands", ["bands": [["name": "BASS", "level": 6]]], true, "setBands BASS 6"),
        ("SetBands", ["bands": [["name": "BASS", "level": 7]]], true, "VALUE_OUT_OF_RANGE"),
        ("SetBands", ["bands": [["name": "BASS", "level": 7]]], false, "setBands BASS 7"),
        ("SetBands", ["bands": [["name": "BASS", "level": 1e10]]], false, "VALUE_OUT_OF_RANGE"),
        ("SetBands", ["bands": [["name": "MIDRANGE", "level": 0]]], true, "INVALID_VALUE"),
        ("SetBands", ["bands": [["name": "PRESENCE", "level": 0]]], false, "INVALID_VALUE"),
        ("SetBands", ["bands": [["name": "BASS"]]], true, "INVALID_DIRECTIVE"),
        ("SetBands", ["bands": [["level": 1]]], true, "INVALID_DIRECTIVE"),
        ("SetBands", ["bands": ["BASS"]], true, "INVALID_DIRECTIVE"),
        ("SetBands", ["bands": []], true, "INVALID_DIRECTIVE"),
        (
            "AdjustBands", ["bands": [["name": "BASS", "levelDelta": 2, "levelDirection": "UP"]]], true,
            "adjustBands BASS 2"
        ),
        (
            "AdjustBands", ["bands": [["name": "BASS", "levelDelta": 2, "levelDirection": "DOWN"]]], true,
            "adjustBands BASS -2"
        ),
        ("AdjustBands", ["bands": [["name": "BASS", "levelDirection": "DOWN"]]], true, "adjustBands BASS -1"),
        ("AdjustBands", ["bands": [["name": "BASS", "levelDelta": -3]]], true, "adjustBands BASS -3"),
        ("AdjustBands", ["bands": [["name": "BASS", "levelDirection": "LEFT"]]], true, "INVALID_VALUE"),
        ("AdjustBands", ["bands": [["name": "MIDRANGE", "levelDelta": 1]]], true, "INVALID_VALUE"),
        ("ResetBands", ["bands": [["name": "TREBLE"]]], true, "resetBands TREBLE"),
        ("ResetBands", ["bands": [["name": "MIDRANGE"]]], true, "INVALID_VALUE"),
        ("ResetBands", [:], true, "INVALID_DIRECTIVE"),
    ]

    @Test(arguments: equalizerDirectives)
    func equalizerReads(name: String, payload: JSONValue, isDeclared: Bool, expected: String) throws {
        let capability = try declared(EqualizerController.self, isDeclared ? Self.equalizer : [:])
        let kind = try #require(EqualizerController.directives.first { $0.name == name })
        let text: String
        do {
            let payload = try kind.read(Payload(payload, of: .init("", name)))
            try payload.check(against: capability)
            text =
                switch try #require(payload as? EqualizerController.Directive) {
                case .setMode(let mode): "setMode(\(mode))"
                case .setBands(let levels): "setBands \(levels[0].band.rawValue) \(levels[0].level)"
                case .adjustBands(let changes): "adjustBands \(changes[0].band.rawValue) \(changes[0].delta)"
                case .resetBands(let bands): "resetBands \(bands[0].rawValue)"
                }
        } catch let error as AlexaError {
            text = error.type.type
        }
        #expect(text == expected)
    }

    @Test func equalizerOutOfRangeTellsTheRange() throws {
        let capability = try declared(EqualizerController.self, Self.equalizer)
        let directive = EqualizerController.Directive.setBands([.init(.treble, -7)])
        #expect(throws: AlexaError.outOfRange("TREBLE", -7, -6...6)) { try directive.check(against: capability) }
    }

    @Test func equalizerCapabilitySpeaksInThePlural() throws {
        let capability = EqualizerController.capability(
            .init(bands: [.bass, .treble], range: -6...6, modes: [.movie, .night]))
        let json = try discovered(capability)
        #expect(json["configurations"] == Self.equalizer["configurations"])
        #expect(json["configuration"] == nil)
        #expect(capability.supports("bands") && capability.supports("mode"))
        let read = try #require(Capability(.object(json)))
        #expect(EqualizerController.Configuration(read) == EqualizerController.Configuration(capability))
    }

    static let states: [(any AlexaInterface.Type, String, JSONValue, JSONValue?)] = [
        (Speaker.self, "volume", 100, 100),
        (Speaker.self, "volume", 101, .none),
        (Speaker.self, "volume", 12.5, 13),
        (Speaker.self, "muted", "false", .none),
        (EqualizerController.self, "mode", "movie", "MOVIE"),
        (EqualizerController.self, "mode", "LOUD", .none),
        (
            EqualizerController.self, "bands",
            [["name": "BASS", "value": -2], ["name": "treble", "level": 3, "unit": "dB"]],
            [["name": "BASS", "value": -2], ["name": "TREBLE", "level": 3]]
        ),
        (EqualizerController.self, "bands", [["name": "BASS"]], .none),
        (EqualizerController.self, "bands", [["name": "BASS", "value": 1.5]], [["name": "BASS", "value": 2]]),
    ]

    @Test(arguments: states)
    func statesAreBroughtIntoForm(
        interface: any AlexaInterface.Type, name: String, value: JSONValue, expected: JSONValue?
    ) throws {
        let kind = interface.property(name)
        #expect(try #require(kind).shape.normalised(value) == expected)
    }

    @Test func factoriesFitTheShapes() {
        let states = [
            Speaker.volume(30), Speaker.muted(true), EqualizerController.mode(.tv),
            EqualizerController.bands([.init(.bass, 1), .init(.midrange, -1)]),
        ]
        for state in states {
            let kind = InterfaceCatalog.interface(state.namespace)?.property(state.name)
            #expect(kind?.shape.normalised(state.value) == state.value)
        }
    }
}
