extension RuleCase {
    private static func one(_ id: String, _ interface: String, _ broken: String, _ fine: String) -> RuleCase {
        RuleCase(id, .capability("Alexa." + interface), broken: broken, fine: fine)
    }

    private static func supported(_ names: String..., flags: Bool = true) -> String {
        let list = names.map { #"{"name": "\#($0)"}"# }.joined(separator: ",")
        return #""properties": {"supported": [\#(list)], "retrievable": \#(flags), "proactivelyReported": true}"#
    }

    private static func camera(_ codec: String, _ width: Int, _ protocols: String = #"["RTSP"]"#) -> String {
        #"""
        {"cameraStreamConfigurations": [{"protocols": \#(protocols), "resolutions": [{"width": \#(width), "height": 1080}, {"width": 1, "height": 1}],
        "authorizationTypes": ["NONE"], "videoCodecs": ["H264"], "audioCodecs": ["AAC", "\#(codec)"]}]}
        """#
    }

    private static func equalizer(_ configurations: String, _ properties: String = supported("bands")) -> String {
        #"{"configurations": {\#(configurations)}, \#(properties)}"#
    }

    private static let bands = #""bands": {"supported": [{"name": "BASS"}], "range": {"minimum": 0, "maximum": 10}}"#

    private static func panel(_ configuration: String) -> String { #"{"configuration": {\#(configuration)}}"# }

    /// Rules of the other interfaces.
    static let specific: [RuleCase] = [
        one("input-list", "InputController", #"{"inputs": []}"#, #"{"inputs": [{"name": "TV"}]}"#),
        one(
            "input-known", "InputController", #"{"inputs": [{"name": "Netflix"}]}"#,
            #"{"inputs": [{"name": "HDMI 10"}]}"#),
        one(
            "input-unique", "InputController", #"{"inputs": [{"name": "HDMI 1"}, {"name": "HDMI1"}]}"#,
            #"{"inputs": [{"name": "HDMI 1"}, {"name": "HDMI 2"}]}"#),
        one(
            "eq-config-plural", "EqualizerController", "{\(#""configuration": {\#(bands)}"#), \(supported("bands"))}",
            equalizer(bands)),
        one("eq-some", "EqualizerController", equalizer(bands, supported("bands", "mode")), equalizer(bands)),
        one(
            "eq-band-known", "EqualizerController", equalizer(bands.replacing(#"[{"#, with: #"[{"name": "MID"}, {"#)),
            equalizer(bands.replacing(#"[{"#, with: #"[{"name": "MIDRANGE"}, {"#))),
        one("eq-band-range", "EqualizerController", equalizer(bands.replacing("10", with: "0")), equalizer(bands)),
        one(
            "eq-mode-known", "EqualizerController",
            equalizer(#""modes": {"supported": [{"name": "GAME"}]}, \#(bands)"#),
            equalizer(#""modes": {"supported": [{"name": "TV"}]}, \#(bands)"#, supported("bands", "mode"))),
        one(
            "playback-ops", "PlaybackController", #"{"properties": {}, "supportedOperations": ["Play", "Resume"]}"#,
            #"{"properties": {}, "supportedOperations": ["Play", "Stop"]}"#),
        one(
            "config-place", "ThermostatController", #"{"supportedModes": ["HEAT"]}"#,
            #"{"configuration": {"supportedModes": ["HEAT"]}}"#),
        one("scene-deactivation", "SceneController", "{}", #"{"supportsDeactivation": false}"#),
        one(
            "camera-config", "CameraStreamController", camera("NONE", 1920, "[]"), camera("NONE", 1920)),
        one("camera-enums", "CameraStreamController", camera("OPUS", 1920), camera("G711", 1920)),
        one("camera-resolution", "CameraStreamController", camera("NONE", 0), camera("NONE", 1)),
        one(
            "rtc-config", "RTCSessionController", #"{"configuration": {"isFullDuplexAudioSupported": "yes"}}"#,
            #"{"configuration": {"isFullDuplexAudioSupported": true}}"#),
        one(
            "thermo-setpoints", "ThermostatController", "{\(supported("lowerSetpoint"))}",
            "{\(supported("lowerSetpoint", "upperSetpoint"))}"),
        one(
            "thermo-mode-prop", "ThermostatController",
            #"{"configuration": {"supportedModes": ["HEAT"]}, \#(supported("targetSetpoint"))}"#,
            #"{"configuration": {"supportedModes": ["HEAT"]}, \#(supported("targetSetpoint", "thermostatMode"))}"#),
        one(
            "thermo-modes-known", "ThermostatController", #"{"configuration": {"supportedModes": ["HEAT", "DRY"]}}"#,
            #"{"configuration": {"supportedModes": ["HEAT", "CUSTOM"]}}"#),
        one(
            "thermo-modes-unique", "ThermostatController", #"{"configuration": {"supportedModes": ["HEAT", "HEAT"]}}"#,
            #"{"configuration": {"supportedModes": ["HEAT", "COOL"]}}"#),
        one(
            "thermo-em-heat-version", "ThermostatController",
            #"{"version": "3", "configuration": {"supportedModes": ["HEAT", "EM_HEAT"]}}"#,
            #"{"version": "3.2", "configuration": {"supportedModes": ["HEAT", "EM_HEAT"]}}"#),
        one(
            "thermo-scheduling", "ThermostatController", #"{"configuration": {"supportsScheduling": "true"}}"#,
            #"{"configuration": {"supportsScheduling": true}}"#),
        one(
            "thermo-triple", "ThermostatController",
            "{\(supported("targetSetpoint", "lowerSetpoint", "upperSetpoint"))}",
            "{\(supported("targetSetpoint"))}"),
        one(
            "wwa-thermostat-modes", "ThermostatController", #"{"configuration": {"supportedModes": ["ECO", "OFF"]}}"#,
            #"{"configuration": {"supportedModes": ["HEAT", "OFF"]}}"#),
        one(
            "hvac-stages", "ThermostatController.HVAC.Components",
            #"{"configuration": {"numberOfFanOperations": 4}}"#, #"{"configuration": {"numberOfFanOperations": 3}}"#),
        health("health-connectivity", supported("battery"), supported("connectivity", "battery")),
        health("health-flags", supported("connectivity", flags: false), supported("connectivity")),
        RuleCase(
            "health-props-version", .members,
            broken:
                #"{"capabilities": [{"interface": "Alexa"}, {"interface": "Alexa.EndpointHealth", "version": "3", \#(supported("connectivity", "battery"))}]}"#,
            fine:
                #"{"capabilities": [{"interface": "Alexa"}, {"interface": "Alexa.EndpointHealth", "version": "3", \#(supported("connectivity"))}]}"#
        ),
        one(
            "panel-states", "SecurityPanelController", panel(#""supportedArmStates": [{"value": "DISARMED"}]"#),
            panel(#""supportedArmStates": [{"value": "DISARMED"}, {"value": "ARMED_STAY"}]"#)),
        one(
            "panel-auth", "SecurityPanelController", panel(#""supportedAuthorizationTypes": [{"type": "PIN"}]"#),
            panel(#""supportedAuthorizationTypes": [{"type": "FOUR_DIGIT_PIN"}]"#)),
        one(
            "panel-armstate", "SecurityPanelController", "{\(supported("fireAlarm"))}",
            "{\(supported("fireAlarm", "armState"))}"),
        one(
            "inv-measurement", "InventoryLevelSensor", #"{"configuration": {"measurement": {"@type": "Volume"}}}"#,
            #"{"configuration": {"measurement": {"@type": "Volume", "unit": "LITER"}}}"#),
        one(
            "inv-replenishment", "InventoryLevelSensor", #"{"configuration": {"measurement": {"@type": "Count"}}}"#,
            #"{"configuration": {"measurement": {"@type": "Count"}, "replenishment": {"@type": "DashReplenishmentId", "value": "x"}}}"#
        ),
        RuleCase(
            "wol-power", .members, broken: wakeable("BrightnessController"), fine: wakeable("PowerController")),
        one(
            "wol-mac", "WakeOnLANController", #"{"configuration": {"MACAddresses": []}}"#,
            #"{"configuration": {"MACAddresses": ["00:11:22:AB:CD:EF"]}}"#),
        one(
            "doorbell-flag", "DoorbellEventSource", #"{"properties": {"proactivelyReported": true}}"#,
            #"{"proactivelyReported": true}"#),
        one("media-flag", "MediaMetadata", "{}", #"{"proactivelyReported": true}"#),
        one("timehold-flag", "TimeHoldController", "{}", #"{"configuration": {"allowRemoteResume": false}}"#),
        RuleCase(
            "cook-base", .capabilities, broken: #"[{"interface": "Alexa.Cooking.TimeController"}]"#,
            fine: #"[{"interface": "Alexa.Cooking.TimeController"}, {"interface": "Alexa.Cooking"}]"#),
        one(
            "cook-modes", "Cooking", #"{"configuration": {"supportedCookingModes": ["OFF"]}}"#,
            #"{"configuration": {"supportedCookingModes": ["OFF", "BAKE"]}}"#),
        one("props-speaker-both", "Speaker", "{\(supported("volume"))}", "{\(supported("volume", "muted"))}"),
        one(
            "intent-names", "CustomIntent", #"{"configuration": {"supportedIntents": [{}]}}"#,
            #"{"configuration": {"supportedIntents": [{"name": "x"}]}}"#),
        one(
            "connected-device", "Networking.ConnectedDevice",
            #"{"configuration": {"staticDeviceInformation": {"deviceName": "d", "macAddress": "00:11:22:33:44:5"}}}"#,
            #"{"configuration": {"staticDeviceInformation": {"deviceName": "d", "macAddress": "00:11:22:33:44:55"}}}"#),
    ]

    private static func health(_ id: String, _ broken: String, _ fine: String) -> RuleCase {
        func members(_ properties: String) -> String {
            #"{"capabilities": [{"interface": "Alexa"}, {"interface": "Alexa.EndpointHealth", "version": "3.2", \#(properties)}]}"#
        }
        return RuleCase(id, .members, broken: members(broken), fine: members(fine))
    }

    private static func wakeable(_ controller: String) -> String {
        #"""
        {"capabilities": [{"interface": "Alexa"}, {"interface": "Alexa.\#(controller)"}, {"interface": "Alexa.WakeOnLANController",
        "configuration": {"MACAddresses": ["00:11:22:AB:CD:EF"]}}]}
        """#
    }
}
