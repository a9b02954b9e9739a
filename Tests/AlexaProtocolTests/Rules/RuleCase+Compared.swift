import AlexaProtocol

extension RuleCase {
    private static let x = #"{"endpointId": "x", "scope": {"type": "BearerToken", "token": "t"}}"#

    /// A directive as a member of an object.
    private static func asked(
        _ namespace: String, _ name: String, _ payload: String = "{}",
        header more: String = #", "correlationToken": "c""#
    ) -> String {
        #""directive": {\#(header(name, more, namespace: namespace).replacing("5f8a426e", with: "6f8a426e")), "endpoint": \#(x), "payload": \#(payload)}"#
    }

    /// The members `event` and `context` of an event.
    private static func members(_ event: String) -> String { String(event.dropFirst().dropLast()) }

    private static func pair(
        _ id: String, _ directive: String, _ broken: String, _ fine: String, home: String? = nil
    ) -> RuleCase {
        RuleCase(
            id, .compared(capabilities: home), broken: "{\(directive), \(members(broken))}",
            fine: "{\(directive), \(members(fine))}")
    }

    private static let turnOn = asked("Alexa.PowerController", "TurnOn")
    private static let reportState = asked("Alexa", "ReportState")
    private static let deferred = event(#"\#(header("DeferredResponse")), "payload": {}"#)
    private static let off = property("PowerController", "powerState", #""OFF""#)
    private static let connected = property("EndpointHealth", "connectivity", #"{"value": "OK"}"#)

    private static func setTemperature(_ value: Int) -> String {
        asked(
            "Alexa.ThermostatController", "SetTargetTemperature",
            #"{"targetSetpoint": {"value": \#(value), "scale": "FAHRENHEIT"}}"#)
    }

    /// Rules about an answer and its directive.
    static let answers: [RuleCase] = [
        pair(
            "ev-message-id-new", turnOn.replacing("6f8a426e", with: "5f8a426e"), response(context(on)),
            response(context(on)).replacing("5f8a426e", with: "7f8a426e")),
        pair("ev-name-for-directive", reportState, response(), stateReport(context(on))),
        pair("resp-changed-in", turnOn, response(), response(context(on))),
        pair("resp-value-matches", turnOn, response(context(off)), response(context(on))),
        pair(
            "resp-value-matches", asked("Alexa.BrightnessController", "SetBrightness", #"{"brightness": 78}"#),
            response(context(property("BrightnessController", "brightness", "74"))),
            response(context(property("BrightnessController", "brightness", "75")))),
        pair(
            "resp-value-matches", setTemperature(67),
            response(
                context(property("ThermostatController", "targetSetpoint", #"{"value": 18, "scale": "CELSIUS"}"#))),
            response(
                context(property("ThermostatController", "targetSetpoint", #"{"value": 19.5, "scale": "CELSIUS"}"#)))),
        pair("defer-allowed", reportState, deferred, stateReport()),
        pair("scene-sync", asked("Alexa.SceneController", "Activate"), deferred, started),
        RuleCase(
            "defer-one-final", .compared(capabilities: nil),
            broken: "[{\(turnOn)}, \(response(context(on))), \(response(context(on)))]",
            fine: "[{\(turnOn)}, \(deferred), \(response(context(on)))]"),
        RuleCase(
            "wol-sequence", .compared(capabilities: wakeOnLAN),
            broken: "[{\(turnOn)}, \(deferred), \(response(context(on)))]",
            fine: "[{\(turnOn)}, \(deferred), \(wakeUp), \(response(context(on)))]"),
        RuleCase(
            "wol-sequence", .compared(capabilities: wakeOnLAN), broken: "[{\(turnOn)}, \(wakeUp)]",
            fine: "[{\(turnOn)}, \(deferred), \(wakeUp)]"),
        pair(
            "err-no-error-for-discover", discover, error("INTERNAL_ERROR"),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair(
            "acceptgrant-shape", asked("Alexa.Authorization", "AcceptGrant", header: ""), error("INTERNAL_ERROR"),
            error("ACCEPT_GRANT_FAILED", namespace: "Alexa.Authorization").replacing(", \(endpoint)", with: "")),
        pair(
            "ev-endpoint-id", turnOn, response(context(on)).replacing(#""x""#, with: #""y""#), response(context(on))),
        pair(
            "ev-correlation-copied", turnOn, response(context(on), payload: "{}", #", "correlationToken": "d""#),
            response(context(on))),
        pair("err-already", turnOn, error("ALREADY_IN_OPERATION"), response(context(on))),
        pair(
            "err-range", asked("Alexa.BrightnessController", "SetBrightness", #"{"brightness": 5}"#),
            error("VALUE_OUT_OF_RANGE", #", "validRange": {"minimumValue": 1, "maximumValue": 9}"#),
            error("VALUE_OUT_OF_RANGE", #", "validRange": {"minimumValue": 10, "maximumValue": 90}"#)),
        pair(
            "err-temp-range", setTemperature(120),
            error("TEMPERATURE_VALUE_OUT_OF_RANGE", #", "validRange": \#(temperatures)"#),
            error(
                "TEMPERATURE_VALUE_OUT_OF_RANGE",
                #", "validRange": \#(temperatures)"#.replacing("CELSIUS", with: "FAHRENHEIT"))),
        pair(
            "err-temp-range", setTemperature(120), error("VALUE_OUT_OF_RANGE"),
            error("TEMPERATURE_VALUE_OUT_OF_RANGE")),
        pair("err-most-specific", turnOn, error("NO_SUCH_ENDPOINT"), error("ENDPOINT_BUSY"), home: "[]"),
        pair("err-most-specific", turnOn, error("INVALID_DIRECTIVE"), error("ENDPOINT_BUSY"), home: "[]"),
        pair(
            "err-most-specific", turnOn, error("INVALID_VALUE", message: "the device is offline"),
            error("ENDPOINT_UNREACHABLE", message: "the device is offline")),
        pair(
            "err-most-specific",
            asked(
                "Alexa.ThermostatController", "SetThermostatMode", #"{"thermostatMode": {"value": "COOL"}}"#),
            error("INVALID_VALUE"), error("UNSUPPORTED_THERMOSTAT_MODE", namespace: "Alexa.ThermostatController"),
            home: heating),
        pair(
            "state-error-or-report", reportState, error("ENDPOINT_UNREACHABLE"), stateReport(context(on, connected)),
            home: "[]"),
        pair(
            "camera-formats",
            asked("Alexa.CameraStreamController", "InitializeCameraStreams", cameraStreams("MJPEG")),
            own("CameraStreamController", "Response", stream(443)),
            own("CameraStreamController", "Response", stream(443).replacing("H264", with: "MJPEG"))),
        pair(
            "rtc-sdp",
            asked(
                "Alexa.RTCSessionController", "InitiateSessionWithOffer",
                #"{"sessionId": "s", "offer": {"format": "SDP", "value": "\#(sdp("audio", "video"))"}}"#),
            own("RTCSessionController", "AnswerGeneratedForSession", rtc("video")),
            own("RTCSessionController", "AnswerGeneratedForSession", rtc("audio", "video"))),
    ]

    private static let discover =
        #""directive": {\#(header("Discover", "", namespace: "Alexa.Discovery")), "payload": {"scope": {"type": "BearerToken", "token": "t"}}}"#
    private static let heating =
        #"[{"interface": "Alexa.ThermostatController", "configuration": {"supportedModes": ["HEAT", "OFF"]}}]"#
    private static let wakeOnLAN =
        #"[{"interface": "Alexa.WakeOnLANController", "configuration": {"MACAddresses": ["00:11:22:AA:BB:CC"]}}]"#
    private static let wakeUp = own("WakeOnLANController", "WakeUp", "{}")
    private static let started = own(
        "SceneController", "ActivationStarted",
        #"{"cause": {"type": "VOICE_INTERACTION"}, "timestamp": "2026-11-25T10:00:00Z"}"#)

    static func stateReport(_ context: String = "") -> String {
        response(context).replacing(#""name": "Response""#, with: #""name": "StateReport""#)
    }

    private static func cameraStreams(_ codec: String) -> String {
        #"{"cameraStreams": [{"protocol": "RTSP", "resolution": {"width": 1920, "height": 1080}, "authorizationType": "BASIC", "videoCodec": "\#(codec)", "audioCodec": "AAC"}]}"#
    }

    private static func sdp(_ sections: String...) -> String { sdp(sections) }

    private static func sdp(_ sections: [String]) -> String {
        #"v=0\r\n"# + sections.map { #"m=\#($0) 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:\#($0)\r\n"# }.joined()
    }

    private static func rtc(_ sections: String...) -> String {
        #"{"answer": {"format": "SDP", "value": "\#(sdp(sections))"}}"#
    }
}
