extension RuleCase {
    private static func text(_ text: String) -> String {
        #"{"friendlyNames": [{"@type": "text", "value": {"text": "\#(text)", "locale": "en-US"}}]}"#
    }

    private static func mode(_ value: String, _ name: String? = nil) -> String {
        #"{"value": "\#(value)", "modeResources": \#(text(name ?? value))}"#
    }

    private static func modes(_ modes: [String], ordered: String = "false", _ more: String = "") -> String {
        #"{"configuration": {"ordered": \#(ordered), "supportedModes": [\#(modes.joined(separator: ","))]}\#(more)}"#
    }

    private static func modeCase(_ id: String, _ broken: String, _ fine: String) -> RuleCase {
        RuleCase(id, .capability("Alexa.ModeController"), broken: broken, fine: fine)
    }

    private static let two = [mode("a"), mode("b")]

    private static func range(_ minimum: String, _ maximum: String, _ precision: String, _ more: String = "") -> String
    {
        #"{"configuration": {"supportedRange": {"minimumValue": \#(minimum), "maximumValue": \#(maximum), "precision": \#(precision)}\#(more)}}"#
    }

    private static func rangeCase(_ id: String, _ broken: String, _ fine: String) -> RuleCase {
        RuleCase(id, .capability("Alexa.RangeController"), broken: broken, fine: fine)
    }

    private static func preset(_ value: String, _ name: String) -> String {
        #"{"rangeValue": \#(value), "presetResources": \#(text(name))}"#
    }

    private static func presets(_ presets: String...) -> String {
        range("1", "10", "1", #", "presets": [\#(presets.joined(separator: ","))]"#)
    }

    private static func semantics(_ semantics: String, _ id: String) -> (String) -> RuleCase {
        { fine in
            func capability(_ semantics: String) -> String {
                #"{"configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 99, "precision": 1}}, "semantics": \#(semantics)}"#
            }
            return RuleCase(
                id, .capability("Alexa.RangeController"), broken: capability(semantics), fine: capability(fine))
        }
    }

    private static func action(_ action: String, _ directive: String, _ payload: String) -> String {
        #"{"@type": "ActionsToDirective", "actions": ["Alexa.Actions.\#(action)"], "directive": {"name": "\#(directive)", "payload": \#(payload)}}"#
    }

    private static func actions(_ mappings: String...) -> String {
        #"{"actionMappings": [\#(mappings.joined(separator: ","))]}"#
    }

    private static func state(_ state: String, _ value: String) -> String {
        #"{"@type": "StatesToValue", "states": ["Alexa.States.\#(state)"], "value": \#(value)}"#
    }

    private static func state(_ state: String, _ minimum: Int, _ maximum: Int) -> String {
        #"{"@type": "StatesToRange", "states": ["Alexa.States.\#(state)"], "range": {"minimumValue": \#(minimum), "maximumValue": \#(maximum)}}"#
    }

    private static func states(_ mappings: String...) -> String {
        #"{"stateMappings": [\#(mappings.joined(separator: ","))]}"#
    }

    private static let close = action("Close", "SetRangeValue", #"{"rangeValue": 0}"#)
    private static let open = action("Open", "SetRangeValue", #"{"rangeValue": 99}"#)

    private static func bothRanges(_ first: String, _ second: String) -> String {
        #"""
        [{"interface": "Alexa.RangeController", "instance": "A.One", "semantics": \#(first), "capabilityResources": \#(text("x")),
        "configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 99, "precision": 1}}},
        {"interface": "Alexa.RangeController", "instance": "A.Two", "semantics": \#(second), "capabilityResources": \#(text("y")),
        "configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 99, "precision": 1}}}]
        """#
    }

    private static func bothModes(_ first: String, _ second: String) -> String {
        func capability(_ instance: String, _ name: String) -> String {
            #"{"interface": "Alexa.ModeController", "instance": "A.\#(instance)", "capabilityResources": \#(text(instance)), "configuration": {"ordered": false, "supportedModes": [\#(mode(instance)), \#(mode("v", name))]}}"#
        }
        return "[\(capability("One", first)), \(capability("Two", second))]"
    }

    /// Rules of semantics and of the generic controllers.
    static let generic: [RuleCase] = [
        modeCase("mode-config", modes(two, ordered: #""true""#), modes(two, ordered: "true")),
        modeCase("mode-min-two", modes([mode("a")]), modes(two)),
        modeCase("mode-max", modes((0..<151).map { mode("m\($0)") }), modes((0..<150).map { mode("m\($0)") })),
        modeCase("mode-value", modes(two + [mode("a", "c")]), modes(two + [mode("c")])),
        modeCase("mode-resources", modes(two + [#"{"value": "c", "modeResources": {}}"#]), modes(two + [mode("c")])),
        modeCase(
            "mode-more-specific", modes([mode("HEAT"), mode("COOL")]), modes([mode("Heat.Low"), mode("Heat.High")])),
        modeCase(
            "mode-ordered-adjust",
            modes(two, #", "semantics": \#(actions(action("Raise", "AdjustMode", #"{"modeDelta": 1}"#)))"#),
            modes(
                two, ordered: "true",
                #", "semantics": \#(actions(action("Raise", "AdjustMode", #"{"modeDelta": 1}"#)))"#)),
        modeCase(
            "sem-mode-known", modes(two, #", "semantics": \#(actions(action("Raise", "SetMode", #"{"mode": "c"}"#)))"#),
            modes(two, #", "semantics": \#(actions(action("Raise", "SetMode", #"{"mode": "b"}"#)))"#)),
        modeCase(
            "res-locale-cover", modes(two).replacing("en-US", with: "de-DE"), modes(two)),
        RuleCase(
            "res-modepreset-unique", .capabilities, broken: bothModes("low", "low"), fine: bothModes("low", "high")),
        modeCase("config-members", modes(two).replacing(#""ordered""#, with: #""x": 1, "ordered""#), modes(two)),
        rangeCase("range-config", range("10", "0", "1"), range("0", "10", "1")),
        rangeCase("range-numbers-not-text", range(#""0""#, "10", "1"), range("0", "10", "1")),
        rangeCase("range-min-lt-max", range("10", "10", "1"), range("10", "11", "1")),
        rangeCase("range-precision", range("0", "10", "0"), range("0", "10", "0.1")),
        rangeCase("range-precision-divides", range("0", "10", "3"), range("0", "9", "3")),
        rangeCase("range-preset-in", presets(preset("11", "a")), presets(preset("10", "a"))),
        rangeCase("range-preset-step", presets(preset("2.5", "a")), presets(preset("2", "a"))),
        rangeCase(
            "range-preset-unique", presets(preset("2", "a"), preset("2", "b")),
            presets(preset("2", "a"), preset("3", "b"))),
        rangeCase(
            "range-preset-max", manyPresets(151), manyPresets(150)),
        rangeCase(
            "range-unit", range("0", "10", "1", #", "unitOfMeasure": "Alexa.Unit.Watt""#),
            range("0", "10", "1", #", "unitOfMeasure": "Alexa.Unit.Distance.Meters""#)),
        rangeCase(
            "range-unit-fits", range("0", "255", "1", #", "unitOfMeasure": "Alexa.Unit.Percent""#),
            range("0", "100", "1", #", "unitOfMeasure": "Alexa.Unit.Percent""#)),
        RuleCase(
            "range-more-specific", .capability("Alexa.RangeController"), broken: rangeCalled("brightness"),
            fine: rangeCalled("warmth")),
        RuleCase(
            "toggle-min", .capability("Alexa.ToggleController"), broken: #"{"properties": "(none)"}"#, fine: "{}"),
        RuleCase(
            "toggle-not-power", .capability("Alexa.ToggleController"),
            broken: #"{"capabilityResources": \#(text("Power"))}"#, fine: #"{"capabilityResources": \#(text("Swing"))}"#
        ),
        RuleCase(
            "sem-place", .capability("Alexa.LockController"), broken: #"{"semantics": {}}"#, fine: "{}"),
        semantics("{}", "sem-not-empty")(actions(open, close)),
        semantics(actions(action("Stop", "SetRangeValue", #"{"rangeValue": 0}"#)), "sem-action-known")(
            actions(open, close)),
        semantics(actions(action("Open", "TurnOn", "{}"), close), "sem-directive-own")(actions(open, close)),
        semantics(
            actions(action("Open", "AdjustRangeValue", #"{"rangeValueDelta": 5}"#), close), "sem-directive-payload")(
                actions(
                    action("Open", "AdjustRangeValue", #"{"rangeValueDelta": 5, "rangeValueDeltaDefault": false}"#),
                    close)),
        semantics(actions(action("Open", "SetRangeValue", #"{"rangeValue": 100}"#), close), "sem-range-inside")(
            actions(open, close)),
        semantics(
            actions(
                action("Open", "AdjustRangeValue", #"{"rangeValueDelta": -100, "rangeValueDeltaDefault": false}"#),
                close),
            "sem-adjust-size")(
                actions(
                    action("Open", "AdjustRangeValue", #"{"rangeValueDelta": -99, "rangeValueDeltaDefault": false}"#),
                    close)),
        semantics(actions(open), "sem-pair")(actions(open, close)),
        semantics(states(state("Half", "0")), "sem-state-known")(states(state("Closed", "0"))),
        semantics(states(state("Open", "1"), state("Open", "2")), "sem-state-once")(
            states(state("Open", "1"), state("Full", "2"))),
        semantics(states(state("Closed", "true")), "sem-state-value")(states(state("Closed", "0"))),
        semantics(states(state("Open", 1, 100)), "sem-state-range")(states(state("Open", 1, 99))),
        semantics(states(state("Closed", "0"), state("Open", 0, 99)), "sem-state-overlap")(
            states(state("Closed", "0"), state("Open", 1, 99))),
        RuleCase(
            "sem-action-once", .capabilities, broken: bothRanges(actions(open, close), actions(open)),
            fine: bothRanges(actions(close), actions(open))),
        RuleCase(
            "sem-state-one-interface", .capabilities,
            broken: bothRanges(states(state("Closed", "0")), states(state("Open", "0"))),
            fine: bothRanges(states(state("Closed", "0")), actions(open))),
    ]

    private static func manyPresets(_ count: Int) -> String {
        range(
            "0", "200", "1", #", "presets": [\#((0..<count).map { preset("\($0)", "p\($0)") }.joined(separator: ","))]"#
        )
    }

    private static func rangeCalled(_ name: String) -> String {
        #"{"capabilityResources": \#(text(name)), "configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 9, "precision": 1}}}"#
    }
}
