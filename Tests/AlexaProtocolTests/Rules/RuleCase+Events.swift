import AlexaProtocol

extension RuleCase {
    static func header(
        _ name: String, _ more: String = #", "correlationToken": "c""#, namespace: String = "Alexa",
        version: String = "3"
    ) -> String {
        #""header": {"namespace": "\#(namespace)", "name": "\#(name)", "messageId": "5f8a426e-01e4-4cc9-8b79-65f8bd0fd8a4", "payloadVersion": "\#(version)"\#(more)}"#
    }

    static let endpoint = #""endpoint": {"endpointId": "x"}"#
    static let scope = #"{"type": "BearerToken", "token": "t"}"#

    static func event(_ members: String, _ context: String = "") -> String {
        #"{"event": {\#(members)}\#(context)}"#
    }

    static func response(
        _ context: String = "", payload: String = "{}", _ more: String = #", "correlationToken": "c""#
    ) -> String {
        event(#"\#(header("Response", more)), \#(endpoint), "payload": \#(payload)"#, context)
    }

    static func property(
        _ namespace: String, _ name: String, _ value: String, _ more: String = "",
        time: String = "2026-11-25T10:00:00.5Z", uncertainty: String = "0"
    ) -> String {
        #"{"namespace": "Alexa.\#(namespace)", "name": "\#(name)", "value": \#(value), "timeOfSample": "\#(time)", "uncertaintyInMilliseconds": \#(uncertainty)\#(more)}"#
    }

    static func context(_ properties: String...) -> String {
        #", "context": {"properties": [\#(properties.joined(separator: ","))]}"#
    }

    static let on = property("PowerController", "powerState", #""ON""#)

    static func change(
        _ properties: String, cause: String = "PERIODIC_POLL", _ more: String = "", context: String = ""
    ) -> String {
        event(
            #"\#(header("ChangeReport", more)), "endpoint": {"endpointId": "x", "scope": \#(scope)}, "payload": {"change": {"cause": {"type": "\#(cause)"}, "properties": [\#(properties)]}}"#,
            context)
    }

    static func discovery(
        _ name: String, _ payload: String, header more: String = "", version: String = "3", _ members: String = "",
        _ context: String = ""
    ) -> String {
        event(
            #"\#(header(name, more, namespace: "Alexa.Discovery", version: version)), \#(members) "payload": \#(payload)"#,
            context)
    }

    private static func report(_ more: String = "", _ members: String = "", _ context: String = "") -> String {
        discovery("AddOrUpdateReport", #"{"endpoints": [], "scope": \#(scope)}"#, header: more, members, context)
    }

    static func error(_ type: String, _ fields: String = "", namespace: String = "Alexa", message: String = "m")
        -> String
    {
        event(
            #"\#(header("ErrorResponse", namespace: namespace)), \#(endpoint), "payload": {"type": "\#(type)", "message": "\#(message)"\#(fields)}"#
        )
    }

    static func own(
        _ namespace: String, _ name: String, _ payload: String, _ more: String = #", "correlationToken": "c""#
    ) -> String {
        event(
            #"\#(header(name, more, namespace: "Alexa." + namespace)), "endpoint": {"endpointId": "x", "scope": \#(scope)}, "payload": \#(payload)"#
        )
    }

    static func pair(_ id: String, _ broken: String, _ fine: String) -> RuleCase {
        RuleCase(id, .event, broken: broken, fine: fine)
    }

    private static func large(_ bytes: Int) -> String {
        // A member of an endpoint that no rule reads and that has no limit.
        let text = String(repeating: "x", count: bytes)
        let endpoint = JSONValue.object(lamp.merging(["more": .string(text)])).text
        return endpoint
    }

    /// Rules about envelopes, reports and errors.
    static let events: [RuleCase] = [
        pair(
            "env-discovery-header", discovery("Discover.Response", #"{"endpoints": []}"#, version: "2"),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair("env-no-correlation", report(#", "correlationToken": "c""#), report()),
        pair("env-no-endpoint-beside", report("", #""endpoint": {},"#), report()),
        pair("env-report-scope", discovery("AddOrUpdateReport", #"{"endpoints": []}"#), report()),
        pair(
            "env-discover-no-error", discovery("ErrorResponse", "{}"),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair(
            "env-endpoints-array", discovery("Discover.Response", #"{"endpoints": null}"#),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair(
            "env-delete-shape", discovery("DeleteReport", #"{"endpoints": [{"id": "x"}], "scope": \#(scope)}"#),
            discovery("DeleteReport", #"{"endpoints": [{"endpointId": "x"}], "scope": \#(scope)}"#)),
        pair(
            "limit-report-size",
            discovery("AddOrUpdateReport", #"{"endpoints": [\#(large(262_144))], "scope": \#(scope)}"#),
            discovery("AddOrUpdateReport", #"{"endpoints": [\#(large(250_000))], "scope": \#(scope)}"#)),
        pair(
            "limit-lambda-size", discovery("Discover.Response", #"{"endpoints": [\#(large(6_291_456))]}"#),
            discovery("Discover.Response", #"{"endpoints": [\#(large(6_000_000))]}"#)),
        pair(
            "cert-one-device", discovery("Discover.Response", #"{"endpoints": []}"#),
            discovery("Discover.Response", #"{"endpoints": [\#(JSONValue.object(lamp).text)]}"#)),
        pair("ev-object", "{\(header("Response")), \(endpoint), \"payload\": {}}", response()),
        pair(
            "ev-object", event(#"\#(header("Response")), \#(endpoint), "payload": {}, "context": {}"#),
            response(context())),
        pair(
            "prop-fields", response(#", "context": {"properties": {"powerState": "ON"}}"#), response(context(on))),
        pair("prop-fields", response(#", "context": []"#), response(context(on))),
        pair("ev-payload-object", response(payload: "null"), response()),
        pair("ev-no-null", response(context(property("PowerController", "powerState", "null"))), response(context(on))),
        pair(
            "ev-header-fields",
            event(
                #""header": {"namespace": "Alexa", "name": "Response", "payloadVersion": "3", "correlationToken": "c"}, \#(endpoint), "payload": {}"#
            ),
            response()),
        pair("ev-payload-version", response().replacing(#""3""#, with: #""3.2""#), response()),
        pair("ev-name-known", response().replacing(#""Response""#, with: #""Respons""#), response()),
        pair(
            "ev-name-known", own("PowerController", "StateReport", "{}"), own("SeekController", "StateReport", "{}")),
        pair(
            "ev-name-known",
            response(context(on)).replacing(#""Alexa", "name""#, with: #""Alexa.PowerController", "name""#),
            response(context(on))),
        pair(
            "env-discovery-header",
            discovery("Discover.Response", #"{"endpoints": []}"#).replacing("Alexa.Discovery", with: "Alexa"),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair(
            "env-discovery-header", discovery("Discovery.Response", #"{"endpoints": []}"#),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair(
            "env-endpoints-array", discovery("Discover.Response", "null"),
            discovery("Discover.Response", #"{"endpoints": []}"#)),
        pair("ev-message-id-uuid", response().replacing("5f8a426e-01e4", with: "1"), response()),
        pair("ev-correlation-copied", response("", ""), response()),
        pair("ev-correlation-absent", change(on, #", "correlationToken": "c""#), change(on)),
        pair("ev-no-instance-in-header", response("", #", "correlationToken": "c", "instance": "x""#), response()),
        pair("ev-endpoint-id", change(on).replacing(#""endpointId": "x", "#, with: ""), change(on)),
        pair("ev-endpoint-scope-async", change(on).replacing(#", "scope": \#(scope)"#, with: ""), change(on)),
        pair(
            "ev-endpoint-scope-sync", response().replacing(endpoint, with: scoped("Atzr|1")),
            response().replacing(endpoint, with: scoped("Atza|1"))),
        pair(
            "change-size",
            change(on).replacing(#"{"endpointId": "x", "scope": \#(scope)}"#, with: #"[{"endpointId": "x"}]"#),
            change(on)),
        pair(
            "ev-endpoint-no-cookie",
            response().replacing(#""endpointId": "x""#, with: #""endpointId": "x", "cookie": {}"#), response()),
        pair("resp-payload-empty", response(payload: #"{"brightness": 5}"#), response()),
        pair(
            "defer-shape", event(#"\#(header("DeferredResponse")), "payload": {"estimatedDeferralInSeconds": "15"}"#),
            event(#"\#(header("DeferredResponse")), "payload": {"estimatedDeferralInSeconds": 15}"#)),
        pair(
            "acceptgrant-shape", own("Authorization", "AcceptGrant.Response", "{}"),
            event(#"\#(header("AcceptGrant.Response", "", namespace: "Alexa.Authorization")), "payload": {}"#)),
        pair("prop-fields", response(context(on.replacing(#""value": "ON", "#, with: ""))), response(context(on))),
        pair(
            "prop-instance", response(context(property("ModeController", "mode", #""m""#))),
            response(context(property("ModeController", "mode", #""m""#, #", "instance": "A""#)))),
        pair("prop-unique", response(context(on, on)), response(context(on))),
        pair(
            "prop-time-utc",
            response(context(property("PowerController", "powerState", #""ON""#, time: "2026-11-25T10:00:00+02:00"))),
            response(context(on))),
        pair(
            "prop-time-fraction",
            response(context(property("PowerController", "powerState", #""ON""#, time: "2026-11-25T10:00:00.123456Z"))),
            response(context(property("PowerController", "powerState", #""ON""#, time: "2026-11-25T10:00:00.123Z")))),
        pair(
            "prop-uncertainty",
            response(context(property("PowerController", "powerState", #""ON""#, uncertainty: "-1"))),
            response(context(property("PowerController", "powerState", #""ON""#, uncertainty: "500")))),
        pair(
            "prop-type", response(context(property("PlaybackStateReporter", "playbackState", #""PLAYING""#))),
            response(context(property("PlaybackStateReporter", "playbackState", #"{"state": "PLAYING"}"#)))),
        pair(
            "val-temperature-sane",
            response(context(property("TemperatureSensor", "temperature", #"{"value": -100, "scale": "CELSIUS"}"#))),
            response(context(property("TemperatureSensor", "temperature", #"{"value": -10, "scale": "CELSIUS"}"#)))),
        pair("val-setpoint-order", response(setpoints(25, 20)), response(setpoints(20, 25))),
        pair("change-shape", change(""), change(on)),
        pair("change-cause", change(on, cause: "TIMER"), change(on, cause: "ALEXA_INTERACTION")),
        pair("change-only-once", change(on, context: context(on)), change(on, context: context())),
        pair("err-type-known", error("FAILED"), error("ENDPOINT_BUSY")),
        pair(
            "err-namespace", error("BRIDGE_UNREACHABLE", namespace: "Alexa.ThermostatController"),
            error("BRIDGE_UNREACHABLE")),
        pair("err-message", error("ENDPOINT_BUSY").replacing(#", "message": "m""#, with: ""), error("ENDPOINT_BUSY")),
        pair("err-message-no-secret", error("ENDPOINT_BUSY", message: "a@example.com"), error("ENDPOINT_BUSY")),
        pair(
            "err-mode-payload", error("NOT_SUPPORTED_IN_CURRENT_MODE"),
            error("NOT_SUPPORTED_IN_CURRENT_MODE", #", "currentDeviceMode": "ASLEEP""#)),
        pair(
            "err-low-power", error("ENDPOINT_LOW_POWER", #", "percentageState": "5 %""#),
            error("ENDPOINT_LOW_POWER", #", "percentageState": 5"#)),
        pair(
            "err-range", error("VALUE_OUT_OF_RANGE", #", "validRange": {"minimumValue": 5, "maximumValue": 1}"#),
            error("VALUE_OUT_OF_RANGE", #", "validRange": {"minimumValue": 1, "maximumValue": 5}"#)),
        pair(
            "err-temp-range", error("VALUE_OUT_OF_RANGE", #", "validRange": \#(temperatures)"#),
            error("TEMPERATURE_VALUE_OUT_OF_RANGE", #", "validRange": \#(temperatures)"#)),
        pair(
            "err-setpoints-close", error("REQUESTED_SETPOINTS_TOO_CLOSE", namespace: "Alexa.ThermostatController"),
            error(
                "REQUESTED_SETPOINTS_TOO_CLOSE", #", "minimumTemperatureDelta": {"value": 2, "scale": "CELSIUS"}"#,
                namespace: "Alexa.ThermostatController")),
        pair(
            "err-cook-long", error("COOK_DURATION_TOO_LONG", namespace: "Alexa.Cooking"),
            error("COOK_DURATION_TOO_LONG", #", "maxCookTime": "PT1H""#, namespace: "Alexa.Cooking")),
        pair(
            "err-battery",
            error("NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", #", "currentChargeState": "EMPTY""#),
            error("NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", #", "currentChargeState": "FULLY_CHARGED""#)),
        pair(
            "err-control-unavailable", error("ENDPOINT_CONTROL_UNAVAILABLE"),
            error("ENDPOINT_CONTROL_UNAVAILABLE", #", "reason": "\#(reason)""#)),
        pair("err-most-specific", error("INTERNAL_ERROR"), error("ENDPOINT_BUSY")),
        pair(
            "scene-event", own("SceneController", "ActivationStarted", #"{"cause": {"type": "VOICE_INTERACTION"}}"#),
            own(
                "SceneController", "ActivationStarted",
                #"{"cause": {"type": "VOICE_INTERACTION"}, "timestamp": "2026-11-25T10:00:00Z"}"#)),
        pair(
            "doorbell-event",
            own("DoorbellEventSource", "DoorbellPress", #"{"cause": {"type": "PHYSICAL_INTERACTION"}}"#, ""),
            own(
                "DoorbellEventSource", "DoorbellPress",
                #"{"cause": {"type": "PHYSICAL_INTERACTION"}, "timestamp": "2026-11-25T10:00:00.5Z"}"#, "")),
        pair(
            "arm-response", own("SecurityPanelController", "Arm.Response", #"{"exitDelayInSeconds": 300}"#),
            own("SecurityPanelController", "Arm.Response", #"{"exitDelayInSeconds": 255}"#)),
        pair(
            "camera-response", own("CameraStreamController", "Response", #"{"cameraStreams": []}"#),
            own("CameraStreamController", "Response", stream(443))),
        pair(
            "camera-uri", own("CameraStreamController", "Response", stream(554)),
            own("CameraStreamController", "Response", stream(443))),
        pair(
            "rtc-answer", own("RTCSessionController", "AnswerGeneratedForSession", "{}"),
            own("RTCSessionController", "AnswerGeneratedForSession", #"{"answer": {"format": "SDP", "value": "v=0"}}"#)),
    ]

    private static func scoped(_ token: String) -> String {
        #""endpoint": {"endpointId": "x", "scope": {"type": "BearerToken", "token": "\#(token)"}}"#
    }

    private static let reason = "DEEP_SLEEP_MODE"
    static let temperatures =
        #"{"minimumValue": {"value": 5, "scale": "CELSIUS"}, "maximumValue": {"value": 30, "scale": "CELSIUS"}}"#

    private static func setpoints(_ lower: Int, _ upper: Int) -> String {
        context(
            property("ThermostatController", "lowerSetpoint", #"{"value": \#(lower), "scale": "CELSIUS"}"#),
            property("ThermostatController", "upperSetpoint", #"{"value": \#(upper), "scale": "CELSIUS"}"#))
    }

    static func stream(_ port: Int) -> String {
        #"{"cameraStreams": [{"uri": "rtsp://u:p@camera.example.com:\#(port)/a", "protocol": "RTSP", "resolution": {"width": 1920, "height": 1080}, "authorizationType": "BASIC", "videoCodec": "H264", "audioCodec": "AAC"}]}"#
    }

    private static func value(
        _ id: String, _ namespace: String, _ name: String, _ broken: String, _ fine: String, _ more: String = ""
    ) -> RuleCase {
        pair(
            id, response(context(property(namespace, name, broken, more))),
            response(context(property(namespace, name, fine, more))))
    }

    /// Rules about the values of properties.
    static let values: [RuleCase] = [
        value("val-int-percent", "BrightnessController", "brightness", "101", "100"),
        value(
            "val-color", "ColorController", "color", #"{"hue": 0, "saturation": 100, "brightness": 1}"#,
            #"{"hue": 0, "saturation": 1, "brightness": 1}"#),
        value("val-kelvin", "ColorTemperatureController", "colorTemperatureInKelvin", "0", "2700"),
        value("val-power", "PowerController", "powerState", #"{"value": "ON"}"#, #""ON""#),
        value("val-toggle", "ToggleController", "toggleState", "true", #""ON""#, #", "instance": "A""#),
        value("val-temperature", "TemperatureSensor", "temperature", #""21""#, #"{"value": 21, "scale": "CELSIUS"}"#),
        value("val-humidity", "HumiditySensor", "relativeHumidity", #"{"value": 40}"#, "40"),
        value("val-lock", "LockController", "lockState", #""LOCKING""#, #""LOCKED""#),
        value("val-detection", "ContactSensor", "detectionState", #""OPEN""#, #""DETECTED""#),
        value("val-health", "EndpointHealth", "connectivity", #"{"value": "OFFLINE"}"#, #"{"value": "OK"}"#),
        value("val-thermostat-mode", "ThermostatController", "thermostatMode", #"{"value": "HEAT"}"#, #""HEAT""#),
        value("val-channel", "ChannelController", "channel", #"{"number": 6}"#, #"{"number": "6"}"#),
        value("val-equalizer", "EqualizerController", "mode", #""GAME""#, #""TV""#),
        value("val-arm", "SecurityPanelController", "armState", #""TRIGGERED""#, #""ARMED_AWAY""#),
        value(
            "val-level", "InventoryLevelSensor", "level", #"{"@type": "Count", "value": -1}"#,
            #"{"@type": "Count", "value": 1}"#, #", "instance": "A""#),
    ]

    static func directive(
        _ name: String = "SetBrightness", namespace: String = "Alexa.BrightnessController", version: String = "3",
        header more: String = #", "correlationToken": "c""#,
        endpoint: String = #"{"endpointId": "x", "scope": {"type": "BearerToken", "token": "t"}}"#,
        payload: String = #"{"brightness": 5}"#
    ) -> String {
        #"{"directive": {\#(header(name, more, namespace: namespace, version: version)), "endpoint": \#(endpoint), "payload": \#(payload)}}"#
    }

    private static func asked(_ id: String, _ broken: String) -> RuleCase {
        RuleCase(id, .directive, broken: broken, fine: directive())
    }

    /// Rules about directives.
    static let directives: [RuleCase] = [
        asked("dir-object", #"{"directive": {}}"#),
        asked(
            "dir-version",
            #"{"header": {"namespace": "Alexa.ConnectedHome.Control", "name": "TurnOnRequest", "payloadVersion": "2"}, "payload": {}}"#
        ),
        asked("dir-header", directive(header: "")),
        asked("dir-known", directive("SetBrightnes")),
        asked("dir-instance", directive(header: #", "correlationToken": "c", "instance": "x""#)),
        asked(
            "dir-endpoint",
            directive(endpoint: #"{"endpointId": "küche", "scope": {"type": "BearerToken", "token": "t"}}"#)),
        asked("dir-scope", directive(endpoint: #"{"endpointId": "x"}"#)),
        asked("dir-payload", directive(payload: "{}")),
    ]
}
