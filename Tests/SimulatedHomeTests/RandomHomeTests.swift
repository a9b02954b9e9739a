import AlexaProtocol
import SimulatedHome
import TestSupport
import Testing

/// Devices with random capabilities, limits and states under random directives: Alexa accepts each answer, each answer equals
/// the next report, and no report contradicts itself.
@Suite("Random devices under random directives")
struct RandomHomeTests {
    /// The seed is the argument, which a failure prints. 148 and 237 make homes that are on at 0 percent, and that heat and cool
    /// at the same time.
    @Test(arguments: Array(0..<(60 * TestSize.factor)) + [148, 237].filter { $0 >= 60 * TestSize.factor })
    func neverContradictThemselves(_ seed: Int) async throws {
        var random = RandomDevice(seed: UInt64(seed))
        let capabilities = random.capabilities()
        let simulation = random.simulation(of: capabilities)
        let device = try Device(capabilities.map { .object($0) }, simulation: simulation)
        var observed = ObservedDevice(try device.endpoint())
        var history = ["\(JSONValue.array(capabilities.map { .object($0) }).text) \(JSONValue.object(simulation).text)"]
        for _ in 0..<60 {
            let capability = try #require(capabilities.randomElement(using: &random.generator))
            guard let (name, payload) = random.directive(for: capability) else { continue }
            device.clock.advance(seconds: 1)
            let answer = try await device.ask(
                capability["interface"]?.string ?? "", name, payload, instance: capability["instance"]?.string)
            history.append("\(name) \(payload.text) -> \(answer.name)")
            let report = try await device.ask("Alexa", "ReportState")
            let problems = observed.observe(
                Array(answer.text.utf8), report: Array(report.text.utf8), at: device.clock.now)
            #expect(problems == [], "\(history.first ?? "") \(history.suffix(4))")
            if !problems.isEmpty { return }
        }
    }
}

/// Generates random devices and directives.
struct RandomDevice {
    var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    private mutating func oneOf<Value>(_ values: Value...) -> Value { values[index(values.count)] }
    private mutating func index(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
    private mutating func some<Value>(of values: [Value], atLeast least: Int = 1) -> [Value] {
        let count = Int.random(in: least...values.count, using: &generator)
        let chosen = Set(values.indices.shuffled(using: &generator).prefix(count))
        return values.indices.filter(chosen.contains).map { values[$0] }
    }
    private mutating func number(_ range: ClosedRange<Int>) -> JSONValue {
        .number(Double(Int.random(in: range, using: &generator)))
    }
    private mutating func degrees(_ range: ClosedRange<Int>) -> JSONValue {
        let halves = Double(Int.random(in: range.lowerBound * 2...range.upperBound * 2, using: &generator)) / 2
        let scale = oneOf(Temperature.Scale.celsius, .celsius, .fahrenheit, .kelvin)
        return Temperature(halves, .celsius).converted(to: scale).json
    }
    private mutating func difference() -> JSONValue {
        Temperature(Double(Int.random(in: -12...12, using: &generator)) / 2, oneOf(.celsius, .fahrenheit, .kelvin)).json
    }

    // MARK: Capabilities

    mutating func capabilities() -> [JSONObject] {
        let kind = index(5)
        var made: [JSONObject] = []
        func add(_ interface: String, _ properties: [String], _ more: JSONObject = [:]) {
            var json: JSONObject = [
                "type": "AlexaInterface", "interface": .string("Alexa." + interface), "version": "3",
                "properties": [
                    "supported": .array(properties.map { ["name": .string($0)] }), "proactivelyReported": false,
                    "retrievable": true,
                ],
            ]
            if properties.isEmpty { json["properties"] = [:] }
            for member in more.members { json[member.key] = member.value }
            made.append(json)
        }
        if kind != 4 || Bool.random(using: &generator) { add("PowerController", ["powerState"]) }
        switch kind {
        case 0:
            for (interface, property) in some(of: [
                ("BrightnessController", "brightness"), ("ColorController", "color"),
                ("ColorTemperatureController", "colorTemperatureInKelvin"), ("PowerLevelController", "powerLevel"),
                ("PercentageController", "percentage"),
            ]) { add(interface, [property]) }
        case 1:
            let all: [(String, [String], JSONObject)] = [
                ("Speaker", ["volume", "muted"], [:]), ("StepSpeaker", [], [:]),
                ("PlaybackStateReporter", ["playbackState"], [:]), ("SeekController", [], [:]),
                (
                    "PlaybackController", [],
                    ["supportedOperations": ["Play", "Pause", "Stop", "StartOver", "Next", "Rewind"]]
                ),
                ("InputController", ["input"], ["inputs": [["name": "HDMI 1"], ["name": "TV"]]]),
                ("ChannelController", ["channel"], [:]), ("Launcher", ["target"], [:]),
                ("RecordController", ["RecordingState"], [:]), ("EqualizerController", ["bands", "mode"], equalizer()),
                ("RemoteVideoPlayer", [], [:]),
            ]
            for (interface, properties, more) in some(of: all, atLeast: 3) { add(interface, properties, more) }
        case 2:
            add("Cooking", ["cookingMode", "cookingTimeInterval", "foodItem"], cookingModes())
            let all = [
                ("Cooking.TimeController", ["requestedCookTime", "cookingPowerLevel"]),
                ("Cooking.PresetController", ["presetName", "requestedFoodDoneness"]),
                ("Cooking.TemperatureController", ["targetCookingTemperature"]),
                ("Cooking.FoodTemperatureController", ["targetFoodTemperature"]),
                ("TimeHoldController", ["holdStartTime", "holdEndTime"]),
            ]
            for (interface, properties) in some(of: all) {
                add(
                    interface, properties,
                    interface == "TimeHoldController" ? ["configuration": ["allowRemoteResume": true]] : [:])
            }
        case 3:
            for instance in some(of: ["Speed", "Level", "Angle"]) {
                add("RangeController", ["rangeValue"], range(instance))
            }
            for instance in some(of: ["Program", "Door"]) { add("ModeController", ["mode"], mode(instance)) }
            add("ToggleController", ["toggleState"], named("Light"))
            if Bool.random(using: &generator) { add("ContactSensor", ["detectionState"]) }
            if Bool.random(using: &generator) { add("LockController", ["lockState"]) }
        default:
            add("ThermostatController", setpoints() + ["thermostatMode"], thermostat())
            if Bool.random(using: &generator) { add("TemperatureSensor", ["temperature"]) }
            if Bool.random(using: &generator) {
                add(
                    "ThermostatController.HVAC.Components",
                    ["primaryHeaterOperation", "auxiliaryHeaterOperation", "coolerOperation", "fanOperation"],
                    ["version": "1.0"])
            }
            if Bool.random(using: &generator) { add("RangeController", ["rangeValue"], range("Speed")) }
        }
        if Bool.random(using: &generator) { add("EndpointHealth", ["connectivity"], ["version": "3.1"]) }
        return made
    }

    private func named(_ instance: String) -> JSONObject {
        [
            "instance": .string(instance),
            "capabilityResources": [
                "friendlyNames": [
                    instance == "Speed"
                        ? ["@type": "asset", "value": ["assetId": "Alexa.Setting.FanSpeed"]]
                        : ["@type": "text", "value": ["text": .string("the " + instance), "locale": "en-US"]]
                ]
            ],
        ]
    }

    private mutating func range(_ instance: String) -> JSONObject {
        var json = named(instance)
        let precision = oneOf(1.0, 1, 5, 0.5, 0.1)
        let minimum = instance == "Speed" ? 0.0 : Double(Int.random(in: -20...20, using: &generator))
        let span = precision * Double(Int.random(in: 1...40, using: &generator))
        json["configuration"] = [
            "supportedRange": [
                "minimumValue": .number(minimum), "maximumValue": .number(minimum + span),
                "precision": .number(precision),
            ]
        ]
        return json
    }

    private mutating func mode(_ instance: String) -> JSONObject {
        var json = named(instance)
        let modes: [JSONValue] = (0..<Int.random(in: 2...5, using: &generator)).map { number in
            [
                "value": .string("\(instance).\(number)"),
                "modeResources": [
                    "friendlyNames": [
                        ["@type": "text", "value": ["text": .string("\(instance) \(number)"), "locale": "en-US"]]
                    ]
                ],
            ]
        }
        json["configuration"] = ["ordered": .bool(Bool.random(using: &generator)), "supportedModes": .array(modes)]
        if instance == "Door" {
            json["semantics"] = [
                "actionMappings": [
                    [
                        "@type": "ActionsToDirective", "actions": ["Alexa.Actions.Close"],
                        "directive": ["name": "SetMode", "payload": ["mode": "Door.0"]],
                    ]
                ],
                "stateMappings": [
                    ["@type": "StatesToValue", "states": ["Alexa.States.Closed"], "value": "Door.0"],
                    ["@type": "StatesToValue", "states": ["Alexa.States.Open"], "value": "Door.1"],
                ],
            ]
        }
        return json
    }

    private mutating func equalizer() -> JSONObject {
        let minimum = Int.random(in: -20...0, using: &generator)
        return [
            "configurations": [
                "bands": [
                    "supported": [["name": "BASS"], ["name": "TREBLE"]],
                    "range": [
                        "minimum": .number(Double(minimum)),
                        "maximum": .number(Double(minimum + Int.random(in: 1...20, using: &generator))),
                    ],
                ], "modes": ["supported": [["name": "MOVIE"], ["name": "MUSIC"]]],
            ]
        ]
    }

    private mutating func cookingModes() -> JSONObject {
        guard Bool.random(using: &generator) else { return [:] }
        return [
            "configuration": ["supportedCookingModes": [["value": "BAKE"], ["value": "TIMECOOK"], ["value": "OFF"]]]
        ]
    }

    private mutating func setpoints() -> [String] {
        oneOf(
            ["targetSetpoint"], ["lowerSetpoint", "upperSetpoint"],
            ["targetSetpoint", "lowerSetpoint", "upperSetpoint"])
    }

    private mutating func thermostat() -> JSONObject {
        let modes = some(of: ["HEAT", "COOL", "AUTO", "ECO", "EM_HEAT", "CUSTOM", "OFF"], atLeast: 2)
        return [
            "version": "3.2",
            "configuration": [
                "supportedModes": .array(modes.map { .string($0) }),
                "supportsScheduling": .bool(Bool.random(using: &generator)),
            ],
        ]
    }

    // MARK: State

    mutating func simulation(of capabilities: [JSONObject]) -> JSONObject {
        var state: [JSONValue] = []
        let hasColor = capabilities.contains { $0["interface"] == "Alexa.ColorController" }
        for capability in capabilities where Bool.random(using: &generator) {
            for (name, value) in states(of: capability, hasColor: hasColor) {
                var json: JSONObject = [
                    "namespace": capability["interface"] ?? .null, "name": .string(name), "value": value,
                ]
                if let instance = capability["instance"] { json["instance"] = instance }
                state.append(.object(json))
            }
        }
        var simulation: JSONObject = ["state": .array(state)]
        if index(4) == 0 {
            simulation["temperatureRange"] = [
                "minimumValue": Temperature(10, .celsius).json, "maximumValue": Temperature(30, .celsius).json,
            ]
        }
        if index(4) == 0 { simulation["minimumSetpointDelta"] = Temperature(2, .celsius).json }
        if index(4) == 0 { simulation["tripleSetpoints"] = .bool(Bool.random(using: &generator)) }
        if index(4) == 0 { simulation["colorTemperatureRange"] = ["minimumValue": 2200.5, "maximumValue": 6500] }
        if index(6) == 0 { simulation["powerLevels"] = [0, 33, 66, 100] }
        if index(6) == 0 { simulation["childLock"] = true }
        if index(6) == 0 { simulation["obstacle"] = true }
        return simulation
    }

    private mutating func states(of capability: JSONObject, hasColor: Bool) -> [(String, JSONValue)] {
        let configuration = capability["configuration"]?.object
        switch capability["interface"]?.string?.dropFirst(6) {
        case "PowerController": return [("powerState", oneOf("ON", "OFF"))]
        case "BrightnessController": return [("brightness", oneOf(0, 40.4, 100))]
        case "PowerLevelController": return [("powerLevel", oneOf(0, 33, 100))]
        case "PercentageController": return [("percentage", oneOf(0, 1, 100))]
        case "ColorController": return [("color", ["hue": 120, "saturation": 1, "brightness": oneOf(0, 0.5, 1)])]
        // A recording with both a colour and a white is reported unchanged until a directive selects one.
        case "ColorTemperatureController" where !hasColor:
            return [("colorTemperatureInKelvin", oneOf(1000, 2700.2, 9000))]
        case "PlaybackStateReporter": return [("playbackState", ["state": oneOf("PLAYING", "PAUSED", "STOPPED")])]
        case "RecordController": return [("RecordingState", oneOf("RECORDING", "NOT_RECORDING"))]
        case "Speaker": return [("volume", oneOf(0, 49.6, 100)), ("muted", true)]
        case "Cooking": return [("cookingMode", oneOf("OFF", ["value": "BAKE"], "TIMECOOK"))]
        case "TimeHoldController": return [("holdStartTime", "2025-12-31T23:00:00Z")]
        case "LockController": return [("lockState", oneOf("LOCKED", "UNLOCKED", "JAMMED"))]
        case "ContactSensor": return [("detectionState", oneOf("DETECTED", "NOT_DETECTED"))]
        case "TemperatureSensor": return [("temperature", degrees(5...35))]
        case "RangeController":
            let range = configuration?["supportedRange"]?.object
            return [("rangeValue", oneOf(range?["minimumValue"] ?? 0, range?["maximumValue"] ?? 0))]
        case "ThermostatController":
            let modes = configuration?["supportedModes"]?.array ?? []
            return modes.isEmpty ? [] : [("thermostatMode", modes[index(modes.count)])]
        case "ThermostatController.HVAC.Components":
            return [
                ("primaryHeaterOperation", oneOf("OFF", "STAGE_2")), ("fanOperation", oneOf("OFF", "STAGE_1")),
                ("auxiliaryHeaterOperation", oneOf("ON", "OFF")), ("coolerOperation", oneOf("OFF", "STAGE_1")),
            ]
        default: return []
        }
    }

    // MARK: Directives

    mutating func directive(for capability: JSONObject) -> (String, JSONValue)? {
        let configuration = capability["configuration"]?.object
        switch capability["interface"]?.string?.dropFirst(6) {
        case "PowerController", "ToggleController": return (oneOf("TurnOn", "TurnOff"), [:])
        case "BrightnessController":
            return oneOf(
                ("SetBrightness", ["brightness": number(-5...105)]), ("SetBrightness", ["brightness": 0]),
                ("AdjustBrightness", ["brightnessDelta": number(-100...100)]))
        case "PowerLevelController":
            return oneOf(
                ("SetPowerLevel", ["powerLevel": number(-5...105)]), ("SetPowerLevel", ["powerLevel": 0]),
                ("AdjustPowerLevel", ["powerLevelDelta": number(-100...100)]))
        case "PercentageController":
            return oneOf(
                ("SetPercentage", ["percentage": number(-5...105)]), ("SetPercentage", ["percentage": 0]),
                ("AdjustPercentage", ["percentageDelta": number(-100...100)]))
        case "ColorController":
            return (
                "SetColor",
                ["color": ["hue": number(0...360), "saturation": 0.5, "brightness": oneOf(0, 0.001, 0.4, 1)]]
            )
        case "ColorTemperatureController":
            return oneOf(
                ("SetColorTemperature", ["colorTemperatureInKelvin": number(900...10_100)]),
                ("IncreaseColorTemperature", [:]), ("DecreaseColorTemperature", [:]))
        case "Speaker":
            return oneOf(
                ("SetVolume", ["volume": number(-5...105)]), ("SetMute", ["mute": oneOf(true, false)]),
                ("AdjustVolume", ["volume": number(-100...100), "volumeDefault": oneOf(true, false)]))
        case "StepSpeaker":
            return oneOf(("AdjustVolume", ["volumeSteps": number(-20...20)]), ("SetMute", ["mute": oneOf(true, false)]))
        case "PlaybackController": return (oneOf("Play", "Pause", "Stop", "StartOver", "Next", "Rewind"), [:])
        case "SeekController":
            return ("AdjustSeekPosition", ["deltaPositionMilliseconds": number(-100_000...100_000)])
        case "InputController": return ("SelectInput", ["input": oneOf("HDMI1", "tv", "HDMI 9")])
        case "ChannelController":
            return oneOf(
                ("ChangeChannel", ["channel": ["number": "7"], "channelMetadata": ["name": "Seven"]]),
                ("SkipChannels", ["channelCount": number(-5...5)]))
        case "Launcher": return ("LaunchTarget", ["identifier": oneOf("a", "b"), "name": "App"])
        case "RecordController": return (oneOf("StartRecording", "StopRecording"), [:])
        case "RemoteVideoPlayer":
            return (
                oneOf("SearchAndPlay", "SearchAndDisplayResults"), ["entities": [["type": "Video", "value": "A film"]]]
            )
        case "EqualizerController":
            return oneOf(
                ("SetMode", ["mode": oneOf("MOVIE", "MUSIC", "NIGHT")]),
                ("SetBands", ["bands": [["name": "BASS", "level": number(-25...25)]]]),
                (
                    "AdjustBands",
                    ["bands": [["name": oneOf("BASS", "TREBLE"), "levelDelta": number(0...9), "levelDirection": "UP"]]]
                ),
                ("ResetBands", ["bands": [["name": "TREBLE"]]]))
        case "Cooking": return ("SetCookingMode", ["cookingMode": ["value": oneOf("BAKE", "OFF", "TIMECOOK", "GRILL")]])
        case "Cooking.TimeController":
            return oneOf(
                ("CookByTime", ["cookTime": oneOf("PT5M", "PT90H"), "cookingMode": ["value": "TIMECOOK"]]),
                ("AdjustCookTime", ["cookTimeDelta": oneOf("PT1M", "-PT2M", "-PT1H")]))
        case "Cooking.PresetController": return ("CookByPreset", ["presetName": oneOf("popcorn", "pizza")])
        case "Cooking.TemperatureController":
            return oneOf(
                ("CookByTemperature", ["targetCookingTemperature": degrees(-20...400)]),
                ("AdjustCookingTemperature", ["temperatureDelta": difference()]))
        case "Cooking.FoodTemperatureController":
            return ("CookByFoodTemperature", ["targetFoodTemperature": degrees(20...90)])
        case "TimeHoldController": return (oneOf("Hold", "Resume"), [:])
        case "LockController": return (oneOf("Lock", "Unlock"), [:])
        case "RangeController":
            return oneOf(
                ("SetRangeValue", ["rangeValue": number(-25...60)]),
                ("AdjustRangeValue", ["rangeValueDelta": number(-9...9), "rangeValueDeltaDefault": oneOf(true, false)]))
        case "ModeController":
            let modes = configuration?["supportedModes"]?.array?.compactMap { $0.object?["value"] } ?? []
            return oneOf(
                ("SetMode", ["mode": modes.isEmpty ? "x" : modes[index(modes.count)]]),
                ("AdjustMode", ["modeDelta": number(-3...3)]))
        case "ThermostatController":
            return oneOf(
                ("SetTargetTemperature", ["targetSetpoint": degrees(0...40)]),
                ("SetTargetTemperature", ["lowerSetpoint": degrees(10...22), "upperSetpoint": degrees(18...30)]),
                (
                    "SetTargetTemperature",
                    [
                        "lowerSetpoint": degrees(10...20), "targetSetpoint": degrees(19...24),
                        "upperSetpoint": degrees(22...30),
                    ]
                ),
                ("SetTargetTemperature", ["lowerSetpoint": degrees(10...30)]),
                ("AdjustTargetTemperature", ["targetSetpointDelta": difference()]),
                (
                    "SetThermostatMode",
                    ["thermostatMode": ["value": oneOf("HEAT", "COOL", "AUTO", "ECO", "EM_HEAT", "CUSTOM", "OFF")]]
                ), ("ResumeSchedule", [:]))
        default: return nil
        }
    }
}
