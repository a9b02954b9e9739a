extension RuleCase {
    private static let range =
        #""configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 10, "precision": 1}}"#
    private static func named(_ text: String, _ locale: String = "en-US") -> String {
        #"{"@type": "text", "value": {"text": "\#(text)", "locale": "\#(locale)"}}"#
    }
    private static func resources(_ names: String...) -> String {
        #""capabilityResources": {"friendlyNames": [\#(names.joined(separator: ", "))]}"#
    }

    /// A range whose name is `label`.
    private static func label(_ id: String, broken: String, fine: String) -> RuleCase {
        RuleCase(
            id, .capability("Alexa.RangeController"), broken: "{\(range), \(resources(broken))}",
            fine: "{\(range), \(resources(fine))}")
    }

    private static func power(_ id: String, broken: String, fine: String) -> RuleCase {
        RuleCase(
            id, .capability("Alexa.LockController"), broken: "{\(broken)}", fine: "{\(fine)}")
    }

    private static func properties(
        _ text: String, _ flags: String = #""proactivelyReported": true, "retrievable": true"#
    ) -> String {
        #""properties": {"supported": [\#(text)], \#(flags)}"#
    }
    private static let lockState = #"{"name": "lockState"}"#

    /// Rules about any capability.
    static let capabilities: [RuleCase] = [
        RuleCase(
            "cap-some", .members, broken: #"{"capabilities": [{"interface": "Alexa"}]}"#,
            fine: #"{"capabilities": [{"interface": "Alexa"}, {"interface": "Alexa.PowerController"}]}"#),
        RuleCase(
            "cap-alexa", .members, broken: #"{"capabilities": [{"interface": "Alexa.PowerController"}]}"#,
            fine: #"{"capabilities": [{"interface": "Alexa.PowerController"}, {"interface": "Alexa"}]}"#),
        RuleCase(
            "limit-capabilities", .capabilities, broken: ranges(98), fine: ranges(97)),
        power("cap-type", broken: #""type": "AlexaInterfaces""#, fine: #""type": "AlexaInterface""#),
        RuleCase(
            "cap-interface-known", .capability("Alexa.Power"), broken: "{}",
            fine: #"{"interface": "Alexa.DataController"}"#),
        power("cap-version-string", broken: #""version": 3"#, fine: #""version": "3""#),
        power("cap-version-known", broken: #""version": "7""#, fine: #""version": "3""#),
        RuleCase(
            "cap-deprecated", .capability("Alexa.Networking.AccessController"), broken: "{}",
            fine: #"{"interface": "Alexa.LockController", "properties": "(none)"}"#),
        RuleCase(
            "cap-not-declarable", .capability("Alexa.Safety"), broken: "{}",
            fine: #"{"interface": "Alexa.DataController"}"#),
        RuleCase(
            "cap-instance-required", .capability("Alexa.RangeController"),
            broken: #"{\#(range), "instance": "(none)"}"#,
            fine: #"{\#(range), "instance": "Fan.Speed"}"#),
        power("cap-instance-forbidden", broken: #""instance": "1""#, fine: #""version": "3""#),
        RuleCase(
            "cap-instance-text", .capability("Alexa.RangeController"), broken: #"{\#(range), "instance": 99}"#,
            fine: #"{\#(range), "instance": "99"}"#),
        power("props-object", broken: #""properties": []"#, fine: properties(lockState)),
        power("props-known", broken: properties(lockState + #", {"name": "lock"}"#), fine: properties(lockState)),
        power("props-unique", broken: properties(lockState + "," + lockState), fine: properties(lockState)),
        power("props-not-empty", broken: properties(""), fine: #""properties": "(none)""#),
        power(
            "props-booleans", broken: properties(lockState, #""retrievable": "true""#),
            fine: properties(lockState, #""retrievable": true"#)),
        power("props-default-false", broken: #""properties": "(none)""#, fine: ""),
        power(
            "props-default-false", broken: properties(lockState, #""proactivelyReported": false"#),
            fine: properties(lockState, #""proactivelyReported": true"#)),
        power(
            "props-unreadable", broken: properties(lockState, #""proactivelyReported": false, "retrievable": false"#),
            fine: properties(lockState, #""proactivelyReported": false, "retrievable": true"#)),
        power(
            "props-nonctrl-with-directive",
            broken: properties(lockState, #""retrievable": true, "nonControllable": true"#),
            fine: properties(lockState, #""retrievable": true, "nonControllable": false"#)),
        power(
            "wwa-flags", broken: properties(lockState, #""retrievable": true"#),
            fine: properties(lockState)),
        power(
            "verif-shape", broken: #""verificationsRequired": [{"directive": "Unlock", "methods": ["PIN"]}]"#,
            fine: #""verificationsRequired": [{"directive": "Unlock", "methods": [{"@type": "Confirmation"}]}]"#),
        power(
            "verif-directive-own",
            broken: #""verificationsRequired": [{"directive": "TurnOn", "methods": [{"@type": "Confirmation"}]}]"#,
            fine: #""verificationsRequired": [{"directive": "Unlock", "methods": [{"@type": "Confirmation"}]}]"#),
        power("dirconf-level", broken: confidence(100, "OTP"), fine: confidence(400, "OTP")),
        power("dirconf-policy", broken: confidence(400, "PIN"), fine: confidence(400, "VOICE_PIN")),
        RuleCase(
            "dirconf-interface", .capability("Alexa.Speaker"),
            broken: #"{"directiveConfigurations": [{"directives": ["SetMute"]}]}"#, fine: "{}"),
        power(
            "dirconf-directives", broken: #""directiveConfigurations": [{"directives": []}]"#,
            fine: #""directiveConfigurations": [{"directives": ["Unlock"]}]"#),
    ]

    private static func confidence(_ level: Int, _ policy: String) -> String {
        #"""
        "directiveConfigurations": [{"directives": ["Unlock"], "requestedAuthenticationConfidenceLevel":
        {"level": \#(level), "customPolicy": {"policyName": "\#(policy)"}}}]
        """#
    }

    private static func ranges(_ count: Int) -> String {
        let all = (0..<count).map { number in
            #"{"interface": "Alexa.RangeController", "instance": "R.\#(number)-", \#(range), \#(resources(named("n \(number)")))}"#
        }
        return "[" + all.joined(separator: ", ") + "]"
    }

    private static func two(_ first: String, _ second: String) -> String {
        #"[{"interface": "Alexa.RangeController", "instance": "A.One", \#(range), \#(first)}, {"interface": "Alexa.RangeController", "instance": "A.Two", \#(range), \#(second)}]"#
    }

    /// Rules about names.
    static let names: [RuleCase] = [
        label("res-present", broken: "", fine: named("Speed")),
        label(
            "res-type", broken: #"{"@type": "string", "value": {"text": "Speed", "locale": "en-US"}}"#,
            fine: named("Speed")),
        label(
            "res-asset-id", broken: #"{"@type": "asset", "value": {"assetId": ""}}"#,
            fine: #"{"@type": "asset", "value": {"assetId": "Alexa.Setting.Opening"}}"#),
        label(
            "res-asset-known", broken: #"{"@type": "asset", "value": {"assetId": "Alexa.Setting.Turbo"}}"#,
            fine: #"{"@type": "asset", "value": {"assetId": "Alexa.Setting.FanSpeed"}}"#),
        label(
            "res-asset-foreign", broken: #"{"@type": "asset", "value": {"assetId": "Porchlight.Setting.Turbo"}}"#,
            fine: #"{"@type": "asset", "value": {"assetId": "Alexa.Setting.Opening"}}"#),
        label("res-text-locale", broken: #"{"@type": "text", "value": {"text": "Speed"}}"#, fine: named("Speed")),
        label("res-locale-known", broken: named("Speed", "en-EN"), fine: named("Speed", "en-GB")),
        label("res-text-blank", broken: named(" "), fine: named("x")),
        label("res-text-chars", broken: named("hello!!!!"), fine: named("It's 2-speed")),
        label("res-reserved", broken: named("Volume"), fine: named("Volume level")),
        label(
            "res-dup-label", broken: named("Speed") + "," + named("speed"),
            fine: named("Speed") + "," + named("speed", "en-GB")),
        RuleCase(
            "res-primary-unique", .capabilities, broken: two(resources(named("Speed")), resources(named("speed"))),
            fine: two(resources(named("Speed")), resources(named("Level")))),
        RuleCase(
            "res-synonym-clash", .capabilities,
            broken: two(resources(named("Speed"), named("Level")), resources(named("Lift"), named("Level"))),
            fine: two(resources(named("Speed"), named("Level")), resources(named("Lift"), named("Height")))),
        RuleCase(
            "res-asset-synonyms", .capabilities,
            broken: two(
                resources(#"{"@type": "asset", "value": {"assetId": "Alexa.Setting.Opening"}}"#),
                resources(named("Lift"))),
            fine: two(
                resources(#"{"@type": "asset", "value": {"assetId": "Alexa.Setting.Opening"}}"#),
                resources(named("Tilt")))),
        label("res-name-not-device", broken: named("hall"), fine: named("hall speed")),
        RuleCase(
            "cap-once", .capabilities, broken: #"[{"interface": "Alexa.PowerController"}]"#,
            fine: #"[{"interface": "Alexa.PowerLevelController"}]"#),
        RuleCase(
            "cap-instance-unique", .capabilities,
            broken: two(resources(named("a")), resources(named("b"))).replacing("A.Two", with: "A.One"),
            fine: two(resources(named("a")), resources(named("b")))),
        RuleCase(
            "cap-instance-overlap", .capabilities,
            broken: two(resources(named("a")), resources(named("b"))).replacing("A.Two", with: "A.TiltOne"),
            fine: two(resources(named("a")), resources(named("b")))),
    ]
}
