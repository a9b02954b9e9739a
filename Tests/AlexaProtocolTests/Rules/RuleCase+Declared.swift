import AlexaProtocol

extension RuleCase {
    private static let off = property("PowerController", "powerState", #""OFF""#)
    private static let connected = property("EndpointHealth", "connectivity", #"{"value": "OK"}"#)
    private static let brightness = property("BrightnessController", "brightness", "5")

    private static func compared(_ id: String, _ broken: String, _ fine: String, _ home: String = "[]") -> RuleCase {
        RuleCase(id, .compared(capabilities: home), broken: broken, fine: fine)
    }

    /// A value outside of the declaration of an endpoint with these capabilities, and one within it.
    private static func value(
        _ id: String, _ namespace: String, _ name: String, _ broken: String, _ fine: String, instance: String? = nil,
        home: String
    ) -> RuleCase {
        let more = instance.map { #", "instance": "\#($0)""# } ?? ""
        return compared(
            id, response(context(property(namespace, name, broken, more))),
            response(context(property(namespace, name, fine, more))), home)
    }

    private static let silent =
        #"[{"interface": "Alexa.BrightnessController", "properties": {"supported": [{"name": "brightness"}], "retrievable": true}}]"#

    /// Rules about a report and its endpoint's declared capabilities.
    static let declared: [RuleCase] = [
        compared(
            "prop-declared", response(context(on, connected, brightness)), response(context(on, connected))),
        compared(
            "prop-declared", response(context(on)).replacing(#""x""#, with: #""y""#), response(context(on))),
        compared("state-all-retrievable", stateReport(context(on)), stateReport(context(on, connected))),
        compared("resp-all-in", response(context(on)), response(context(on, connected))),
        compared("change-rest", change(on), change(on, context: context(connected))),
        compared("change-declared", change(brightness), change(on)),
        compared(
            "change-declared", change(brightness), change(on), silent),
        compared(
            "prop-time-not-future",
            response(context(property("PowerController", "powerState", #""ON""#, time: "2026-11-26T00:00:03Z"))),
            response(context(property("PowerController", "powerState", #""ON""#, time: "2026-11-26T00:00:01Z")))),
        value(
            "val-mode", "ModeController", "mode", #""c""#, #""a""#, instance: "Thing.Speed",
            home:
                #"[{"interface": "Alexa.ModeController", "configuration": {"ordered": false, "supportedModes": [\#(mode("a")), \#(mode("b"))]}}]"#
        ),
        value(
            "val-range", "RangeController", "rangeValue", "11", "10", instance: "Thing.Speed", home: range("1")),
        value(
            "val-range-step", "RangeController", "rangeValue", "2.5", "2", instance: "Thing.Speed", home: range("1")),
        value(
            "val-input", "InputController", "input", #""TV""#, #""HDMI1""#,
            home: #"[{"interface": "Alexa.InputController", "inputs": [{"name": "HDMI 1"}]}]"#),
        value(
            "val-thermostat-mode", "ThermostatController", "thermostatMode", #""COOL""#, #""HEAT""#,
            home: #"[{"interface": "Alexa.ThermostatController", "configuration": {"supportedModes": ["HEAT"]}}]"#),
        value("val-equalizer", "EqualizerController", "mode", #""TV""#, #""MOVIE""#, home: equalizer),
        value(
            "val-equalizer", "EqualizerController", "bands", #"[{"name": "BASS", "value": 11}]"#,
            #"[{"name": "BASS", "value": 10}]"#, home: equalizer),
        value(
            "val-arm", "SecurityPanelController", "armState", #""ARMED_NIGHT""#, #""ARMED_AWAY""#,
            home:
                #"[{"interface": "Alexa.SecurityPanelController", "configuration": {"supportedArmStates": [{"value": "DISARMED"}, {"value": "ARMED_AWAY"}]}}]"#
        ),
        value(
            "val-level", "InventoryLevelSensor", "level", #"{"@type": "Percentage", "value": 5}"#,
            #"{"@type": "Count", "value": 5}"#, instance: "Thing.Speed",
            home:
                #"[{"interface": "Alexa.InventoryLevelSensor", "configuration": {"measurement": {"@type": "Count"}}}]"#
        ),
        RuleCase(
            "scene-content", .capabilities,
            broken:
                #"[{"interface": "Alexa.SceneController", "supportsDeactivation": false}, {"interface": "Alexa.LockController"}]"#,
            fine: #"[{"interface": "Alexa.SceneController", "supportsDeactivation": false}]"#),
        RuleCase(
            "wwa-primary-function", .members, broken: #"{"capabilities": [\#(sensor), \#(interface("Alexa", ""))]}"#,
            fine:
                #"{"displayCategories": ["TEMPERATURE_SENSOR"], "capabilities": [\#(sensor), \#(interface("Alexa", ""))]}"#
        ),
        RuleCase(
            "panel-pin-for-modes", .endpoints, broken: "[\(panel("{}"))]",
            fine: #"[\#(panel(#"{"supportedAuthorizationTypes": [{"type": "FOUR_DIGIT_PIN"}]}"#))]"#),
    ]

    private static func mode(_ name: String) -> String {
        #"{"value": "\#(name)", "modeResources": {"friendlyNames": [{"@type": "text", "value": {"text": "\#(name)", "locale": "en-US"}}]}}"#
    }

    private static func range(_ precision: String) -> String {
        #"[{"interface": "Alexa.RangeController", "configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 10, "precision": \#(precision)}}}]"#
    }

    private static let equalizer =
        #"[{"interface": "Alexa.EqualizerController", "configurations": {"bands": {"supported": [{"name": "BASS"}], "range": {"minimum": -10, "maximum": 10}}, "modes": {"supported": [{"name": "MOVIE"}]}}}]"#

    private static func interface(_ name: String, _ more: String) -> String {
        #"{"type": "AlexaInterface", "interface": "\#(name)", "version": "3"\#(more)}"#
    }

    private static func supported(_ name: String) -> String {
        #", "properties": {"supported": [{"name": "\#(name)"}], "proactivelyReported": true, "retrievable": true}"#
    }

    private static let sensor = interface("Alexa.TemperatureSensor", supported("temperature"))

    private static func panel(_ configuration: String) -> String {
        let panel = interface(
            "Alexa.SecurityPanelController", supported("armState") + #", "configuration": \#(configuration)"#)
        return #"{"displayCategories": ["CAMERA"], "added": [\#(panel)]}"#
    }

    private static func messages(_ id: String, _ broken: [String], _ fine: [String]) -> RuleCase {
        RuleCase(
            id, .compared(capabilities: "[]"), broken: "[\(broken.joined(separator: ", "))]",
            fine: "[\(fine.joined(separator: ", "))]")
    }

    private static func at(_ time: String, _ value: String) -> String {
        change(property("PowerController", "powerState", "\"\(value)\"", time: time), context: context(connected))
    }

    private static let unreachable = change(
        property("EndpointHealth", "connectivity", #"{"value": "UNREACHABLE"}"#), context: context(on))

    private static func discovered(_ id: String) -> String {
        discovery(
            "Discover.Response",
            #"{"endpoints": [\#(JSONValue.object(lamp.merging(["endpointId": .string(id)])).text)]}"#)
    }

    private static func grant(_ answer: String) -> String {
        #"{"directive": {\#(header("AcceptGrant", "", namespace: "Alexa.Authorization")), "payload": {}}, \#(answer.dropFirst().dropLast())}"#
    }

    /// Rules about several messages.
    static let histories: [RuleCase] = [
        messages(
            "prop-time-changed", [at("2026-11-25T10:00:00Z", "ON"), at("2026-11-25T09:00:00Z", "OFF")],
            [at("2026-11-25T10:00:00Z", "ON"), at("2026-11-25T11:00:00Z", "OFF")]),
        messages(
            "change-really", [at("2026-11-25T10:00:00Z", "ON"), at("2026-11-25T11:00:00Z", "ON")],
            [at("2026-11-25T10:00:00Z", "ON"), at("2026-11-25T11:00:00Z", "OFF")]),
        messages(
            "err-unreachable-health", [change(on, context: context(connected)), error("ENDPOINT_UNREACHABLE")],
            [change(on, context: context(connected)), error("ENDPOINT_UNREACHABLE"), unreachable]),
        compared("id-stable", discovered("lamp-1701"), discovered("x")),
        RuleCase(
            "id-stable", .compared(capabilities: nil), broken: "[\(discovered("a")), \(discovered("b"))]",
            fine: "[\(discovered("a")), \(discovered("a"))]"),
        messages(
            "props-proactive-needs-gateway",
            [grant(error("ACCEPT_GRANT_FAILED", namespace: "Alexa.Authorization")), discovered("x")],
            [
                grant(
                    event(#"\#(header("AcceptGrant.Response", "", namespace: "Alexa.Authorization")), "payload": {}"#)),
                discovered("x"),
            ]),
    ]
}
