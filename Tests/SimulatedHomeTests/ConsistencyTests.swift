import AlexaProtocol
import TestSupport
import Testing

/// Random directives to devices of many interfaces: whatever comes in whatever order, no report says two things that cannot
/// both be true.
@Suite("Devices under random directives")
struct ConsistencyTests {
    private static let power = Device.text("PowerController", "powerState")
    private static let thermostat = Device.text(
        "ThermostatController", "targetSetpoint", "lowerSetpoint", "upperSetpoint", "thermostatMode",
        more: #""version":"3.2","configuration":{"supportedModes":["HEAT","COOL","AUTO","ECO","EM_HEAT","OFF"]}"#)
    private static let components = Device.text(
        "ThermostatController.HVAC.Components", "primaryHeaterOperation", "auxiliaryHeaterOperation", "coolerOperation",
        "fanOperation")
    private static let fanSpeed = Device.text(
        "RangeController", "rangeValue",
        more: #"""
            "instance":"I","capabilityResources":{"friendlyNames":[
            {"@type":"asset","value":{"assetId":"Alexa.Setting.FanSpeed"}}]},
            "configuration":{"supportedRange":{"minimumValue":0,"maximumValue":10,"precision":1}}
            """#)

    private static let devices: [String: [String]] = [
        "lamp": [
            power, Device.text("BrightnessController", "brightness"), Device.text("ColorController", "color"),
            Device.text("ColorTemperatureController", "colorTemperatureInKelvin"),
            Device.text("PowerLevelController", "powerLevel"), Device.text("PercentageController", "percentage"),
        ],
        "television": [
            power, Device.text("Speaker", "volume", "muted"), Device.text("PlaybackController"),
            Device.text("PlaybackStateReporter", "playbackState"), Device.text("SeekController"),
            Device.text("InputController", "input"), Device.text("ChannelController", "channel"),
            Device.text("Launcher", "target"), Device.text("RecordController", "RecordingState"),
        ],
        "oven": [
            power, Device.text("Cooking", "cookingMode", "cookingTimeInterval", "foodItem"),
            Device.text("Cooking.TimeController", "requestedCookTime"),
            Device.text("TimeHoldController", "holdStartTime", "holdEndTime"),
        ],
        "air conditioner": [power, thermostat, components, Device.text("TemperatureSensor", "temperature"), fanSpeed],
        "thermostat": [thermostat, components, Device.text("TemperatureSensor", "temperature")],
    ]

    private static let directives: [String: [(String, JSONValue)]] = [
        "lamp": [
            ("BrightnessController.SetBrightness", ["brightness": 0]),
            ("BrightnessController.SetBrightness", ["brightness": 40]),
            ("BrightnessController.AdjustBrightness", ["brightnessDelta": 30]),
            ("BrightnessController.AdjustBrightness", ["brightnessDelta": -30]),
            ("ColorController.SetColor", ["color": ["hue": 120, "saturation": 1, "brightness": 1]]),
            ("ColorController.SetColor", ["color": ["hue": 0, "saturation": 0, "brightness": 0]]),
            ("ColorTemperatureController.SetColorTemperature", ["colorTemperatureInKelvin": 4000]),
            ("ColorTemperatureController.IncreaseColorTemperature", [:]),
            ("PowerLevelController.SetPowerLevel", ["powerLevel": 0]),
            ("PowerLevelController.AdjustPowerLevel", ["powerLevelDelta": 20]),
            ("PercentageController.SetPercentage", ["percentage": 0]),
            ("PercentageController.AdjustPercentage", ["percentageDelta": -20]),
        ],
        "television": [
            ("Speaker.SetVolume", ["volume": 10]), ("Speaker.SetMute", ["mute": true]),
            ("PlaybackController.Play", [:]), ("PlaybackController.Pause", [:]), ("PlaybackController.Stop", [:]),
            ("PlaybackController.StartOver", [:]), ("PlaybackController.Next", [:]),
            ("SeekController.AdjustSeekPosition", ["deltaPositionMilliseconds": 5]),
            ("InputController.SelectInput", ["input": "TV"]), ("ChannelController.SkipChannels", ["channelCount": 1]),
            ("Launcher.LaunchTarget", ["identifier": "i", "name": "n"]), ("RecordController.StartRecording", [:]),
            ("RecordController.StopRecording", [:]),
        ],
        "oven": [
            ("Cooking.SetCookingMode", ["cookingMode": ["value": "BAKE"]]),
            ("Cooking.SetCookingMode", ["cookingMode": ["value": "OFF"]]),
            ("Cooking.TimeController.CookByTime", ["cookTime": "PT5M"]),
            ("Cooking.TimeController.AdjustCookTime", ["cookTimeDelta": "-PT2M"]),
            ("TimeHoldController.Hold", [:]), ("TimeHoldController.Resume", [:]),
        ],
        "air conditioner": climate + [
            ("RangeController.SetRangeValue", ["rangeValue": 0]), ("RangeController.SetRangeValue", ["rangeValue": 7]),
            ("RangeController.AdjustRangeValue", ["rangeValueDelta": -3]),
        ],
        "thermostat": climate,
    ]

    private static let climate: [(String, JSONValue)] =
        ["HEAT", "COOL", "AUTO", "ECO", "EM_HEAT", "OFF"].map {
            ("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": .string($0)]])
        } + [
            ("ThermostatController.SetTargetTemperature", ["targetSetpoint": degrees("25C")]),
            ("ThermostatController.SetTargetTemperature", ["targetSetpoint": degrees("60F")]),
            (
                "ThermostatController.SetTargetTemperature",
                ["lowerSetpoint": degrees("18C"), "upperSetpoint": degrees("24C")]
            ),
            ("ThermostatController.AdjustTargetTemperature", ["targetSetpointDelta": degrees("-2C")]),
        ]

    /// What contradicts itself in a report.
    private static func contradictions(in state: JSONObject) -> [String] {
        var found: [String] = []
        func value(_ name: String) -> String? { state[name].map { text($0) } }
        let isOff = value("powerState") == "OFF"
        for (name, running) in [
            ("playbackState", #"{"state":"PLAYING"}"#), ("playbackState", #"{"state":"PAUSED"}"#),
            ("RecordingState", "RECORDING"), ("holdStartTime", nil), ("requestedCookTime", nil),
        ] where isOff && state[name] != nil && (running == nil || value(name) == running) {
            found.append("off with \(name) \(value(name) ?? "")")
        }
        if isOff, let mode = value("cookingMode"), mode != #"{"value":"OFF"}"# { found.append("off, cooking \(mode)") }
        if isOff, let mode = value("thermostatMode"), mode != "OFF" { found.append("off in the mode \(mode)") }
        for level in ["brightness", "powerLevel", "percentage", "I"] where value("powerState") == "ON" {
            if state[level]?.number == 0 { found.append("on with \(level) 0") }
        }
        if value("thermostatMode") == "OFF" {
            if value("powerState") == "ON" { found.append("on in the mode OFF") }
            for name in ["targetSetpoint", "lowerSetpoint", "upperSetpoint"] where state[name] != nil {
                found.append("\(name) in the mode OFF")
            }
        }
        let runs = ["primaryHeaterOperation", "auxiliaryHeaterOperation", "coolerOperation", "fanOperation"].filter {
            value($0) ?? "OFF" != "OFF"
        }
        if isOff || value("thermostatMode") == "OFF", !runs.isEmpty { found.append("off with \(runs)") }
        if runs.contains("coolerOperation"), runs.contains("primaryHeaterOperation") { found.append("heats and cools") }
        if state["color"] != nil, state["colorTemperatureInKelvin"] != nil { found.append("a colour and a white") }
        return found
    }

    @Test(arguments: devices.keys.sorted())
    func neverContradictThemselves(_ kind: String) async throws {
        var random = SplitMix64()
        let seed = random.seed
        let device = try Device(reading: try #require(Self.devices[kind]).joined(separator: ","))
        var choices = try #require(Self.directives[kind])
        if kind != "thermostat" { choices += [("PowerController.TurnOn", [:]), ("PowerController.TurnOff", [:])] }
        var history: [String] = []
        for _ in 0..<300 {
            let (directive, payload) = try #require(choices.randomElement(using: &random))
            device.clock.advance(seconds: 1)
            let instance = directive.hasPrefix("Range") ? "I" : nil
            let reply = try await device.ask(directive, payload, instance: instance)
            history.append("\(directive) \(payload.text) -> \(reply.name)")
            let report = try await device.ask("Alexa", "ReportState")
            let last = history.suffix(5).joined(separator: "; ")
            #expect(Self.contradictions(in: report.state).isEmpty, "seed \(seed): \(last)")
            if reply.name == "Response" {
                #expect(reply.summary == report.summary, "seed \(seed): \(last)")
                #expect(reply.times == report.times, "seed \(seed): \(last)")
            }
        }
    }
}
