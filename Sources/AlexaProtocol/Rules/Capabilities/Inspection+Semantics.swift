/// An interface whose capabilities can say what "open" or "closed" means: ModeController, RangeController and
/// ToggleController.
package protocol SemanticInterface: AlexaInterface {
    /// Checks the directive that an action stands for, whose name is one of the interface's, and mends its payload.
    ///
    /// - Parameter capability: the capability, whose configuration is in order.
    static func inspectAction(
        _ directive: String, _ payload: inout JSONObject, of capability: JSONObject, _ inspection: inout Inspection)
    /// Checks the value that a state stands for: `false` if the property can never have it.
    static func inspectState(_ value: JSONValue, of capability: JSONObject) -> Bool
    /// The values that the property can have, for states that stand for a range; `nil` if it has no numbers.
    static func range(of capability: JSONObject) -> ClosedRange<Double>?
}

extension SemanticInterface {
    package static func range(of capability: JSONObject) -> ClosedRange<Double>? { nil }
}

extension Inspection {
    private static let actions: Set<String> = Set(
        ["Open", "Close", "Raise", "Lower", "SetEcoOn", "SetEcoOff", "EcoOn", "EcoOff"].map { "Alexa.Actions." + $0 })
    private static let states: Set<String> = Set(
        ["Open", "Closed", "EcoOn", "EcoOff", "Low", "Empty", "Full", "Done", "Stuck"].map { "Alexa.States." + $0 })

    /// Checks `semantics`; mappings that Alexa would not accept, or that could never work, are left out or mended.
    mutating func semantics(_ json: inout JSONObject, of interface: any AlexaInterface.Type) {
        guard json["semantics"] != nil else { return }
        guard let interface = interface as? any SemanticInterface.Type else {
            note(
                .semPlace, "\(interface.namespace) has semantics", at: "semantics", doing: .leftOut("semantics"))
            json["semantics"] = nil
            return
        }
        let capability = json
        object("semantics", of: &json) { semantics, inspection in
            inspection.members(of: &semantics, known: ["actionMappings", "stateMappings"])
            for key in ["actionMappings", "stateMappings"] {
                let count = inspection.elements(key, of: &semantics) { element, inspection in
                    guard case .object(var mapping) = element else {
                        inspection.note(.semNotEmpty, "A mapping is \(element.kind)", doing: .leftOut("the mapping"))
                        return false
                    }
                    let isKept =
                        key == "actionMappings"
                        ? inspection.action(&mapping, of: interface, capability)
                        : inspection.state(&mapping, of: interface, capability)
                    inspection.members(
                        of: &mapping, known: ["@type", "actions", "directive", "states", "value", "range"])
                    element = .object(mapping)
                    return isKept
                }
                if count == 0 || count == nil { semantics[key] = nil }
            }
            inspection.whole(semantics)
            guard semantics["actionMappings"] != nil || semantics["stateMappings"] != nil else {
                inspection.note(.semNotEmpty, "semantics has no mapping", doing: .leftOut("semantics"))
                return false
            }
            return true
        }
        if let semantics = json["semantics"], semantics.object == nil {
            note(.semNotEmpty, "semantics is \(semantics.kind)", at: "semantics", doing: .leftOut("semantics"))
            json["semantics"] = nil
        }
    }

    /// Leaves out the words that Alexa does not know: `false` if none is left.
    private mutating func words(
        _ key: String, of mapping: inout JSONObject, known: Set<String>, _ rule: Rule
    ) -> Bool {
        let count = elements(key, of: &mapping) { word, inspection in
            guard let text = word.string, known.contains(text) else {
                inspection.note(
                    rule, "\(word.string.map(Text.quoted) ?? word.kind) is unknown", doing: .leftOut("the word"))
                return false
            }
            return true
        }
        guard (count ?? 0) > 0 else {
            note(rule, "The mapping has no \(key)", doing: .leftOut("the mapping"))
            return false
        }
        return true
    }

    private mutating func action(
        _ mapping: inout JSONObject, of interface: any SemanticInterface.Type, _ capability: JSONObject
    ) -> Bool {
        guard words("actions", of: &mapping, known: Self.actions, .semActionKnown) else { return false }
        mapping["@type"] = "ActionsToDirective"
        let name = mapping["directive"]?.object?["name"]?.string
        guard let name, interface.directives.contains(where: { $0.name == name }) else {
            note(
                .semDirectiveOwn, "\(interface.namespace) has no directive \(Text.quoted(name ?? ""))",
                at: "directive", "name", doing: .leftOut("the mapping"))
            return false
        }
        object("directive", of: &mapping) { directive, inspection in
            if directive["payload"]?.object == nil { directive["payload"] = [:] }
            inspection.members(of: &directive, known: ["name", "payload"])
            inspection.object("payload", of: &directive) { payload, inspection in
                interface.inspectAction(name, &payload, of: capability, &inspection)
                return true
            }
            return true
        }
        return true
    }

    private mutating func state(
        _ mapping: inout JSONObject, of interface: any SemanticInterface.Type, _ capability: JSONObject
    ) -> Bool {
        guard words("states", of: &mapping, known: Self.states, .semStateKnown) else { return false }
        let leftOut = Finding.Outcome.leftOut("the mapping")
        guard let range = mapping["range"]?.object else {
            mapping["@type"] = "StatesToValue"
            guard let value = mapping["value"], interface.inspectState(value, of: capability) else {
                note(
                    .semStateValue,
                    "\(mapping["value"].map { Text.quoted($0.string ?? $0.text) } ?? "A missing value") is not a value of the property",
                    at: "value", doing: leftOut)
                return false
            }
            return true
        }
        mapping["@type"] = "StatesToRange"
        guard let limits = interface.range(of: capability) else {
            note(.semStateRange, "\(interface.namespace) has no range", at: "range", doing: leftOut)
            return false
        }
        guard let minimum = range["minimumValue"]?.number, let maximum = range["maximumValue"]?.number,
            minimum <= maximum, minimum <= limits.upperBound, maximum >= limits.lowerBound
        else {
            note(
                .semStateRange, "The range has not two numbers of supportedRange, the smaller first", at: "range",
                doing: leftOut)
            return false
        }
        if minimum < limits.lowerBound || maximum > limits.upperBound {
            let (lower, upper) = (max(minimum, limits.lowerBound), min(maximum, limits.upperBound))
            note(
                .semStateRange, "The range goes beyond supportedRange", at: "range",
                doing: .mended("cut to supportedRange"))
            mapping["range"] = ["minimumValue": .number(lower), "maximumValue": .number(upper)]
        }
        return true
    }

    /// Checks all mappings together.
    private mutating func whole(_ semantics: JSONObject) {
        let states = (semantics["stateMappings"]?.array ?? []).compactMap(\.object)
        var seen: Set<String> = []
        for state in states.flatMap({ $0["states"]?.array?.compactMap(\.string) ?? [] })
        where !seen.insert(state).inserted {
            note(.semStateOnce, "\(state) stands for two values", at: "stateMappings")
        }
        let ranges = states.compactMap { mapping -> ClosedRange<Double>? in
            let range = mapping["range"]?.object
            guard let lower = range?["minimumValue"]?.number ?? mapping["value"]?.number,
                let upper = range?["maximumValue"]?.number ?? mapping["value"]?.number
            else { return nil }
            return lower...upper
        }
        for (index, range) in ranges.enumerated() where ranges[..<index].contains(where: range.overlaps) {
            note(.semStateOverlap, "A value stands for two states", at: "stateMappings")
        }
        let actions = Set(
            (semantics["actionMappings"]?.array ?? []).flatMap { $0.object?["actions"]?.array ?? [] }.compactMap(
                \.string))
        for (one, other) in [("Open", "Close"), ("Raise", "Lower")]
        where actions.contains("Alexa.Actions." + one) != actions.contains("Alexa.Actions." + other) {
            note(.semPair, "Of \(one) and \(other) only one is there", at: "actionMappings")
        }
    }
}

extension Rule {
    static let semPlace = Rule(
        "sem-place", costs: .capability, .objects.quoted,
        "Semantics stand at ModeController, RangeController and ToggleController.", "Remove them.")
    static let semNotEmpty = Rule(
        "sem-not-empty", costs: .capability, .deviceSDK, "Semantics have actionMappings or stateMappings.",
        "Remove semantics that say nothing.")
    static let semActionKnown = Rule(
        "sem-action-known", costs: .capability, .objects.quoted,
        "Actions are Open, Close, Raise, Lower, SetEcoOn and SetEcoOff, after Alexa.Actions.", "Take one of these.")
    static let semDirectiveOwn = Rule(
        "sem-directive-own", costs: .capability, .objects.quoted,
        "An action stands for a directive of the same interface.", "Name a directive of the interface.")
    static let semStateKnown = Rule(
        "sem-state-known", costs: .capability, .objects.quoted,
        "States are Open, Closed, EcoOn, EcoOff, Low, Empty, Full, Done and Stuck, after Alexa.States.",
        "Take one of these.")
    static let semStateOnce = Rule(
        "sem-state-once", costs: .nothing, .practice("openhab/openhab-alexa"), "A state stands for one value.",
        "Give a range, or remove one.")
    static let semStateValue = Rule(
        "sem-state-value", costs: .capability, .objects.quoted,
        "The value of a state is one that the property can have: a declared mode, a number in the range, ON or OFF.",
        "Give such a value.")
    static let semStateRange = Rule(
        "sem-state-range", costs: .capability, .objects.quoted,
        "The range of a state lies inside supportedRange, the smaller number first; only RangeController has ranges.",
        "Correct the range.")
    static let semStateOverlap = Rule(
        "sem-state-overlap", costs: .nothing, .inference, "The values of two states do not overlap.",
        "Let one range begin above the other.")
    static let semPair = Rule(
        "sem-pair", costs: .nothing, isAdvice: true, .inference,
        "Who can say \"open\" will also say \"close\", and who \"raise\", \"lower\".", "Map both.")

    static let semanticRules: [Rule] = [
        semPlace, semNotEmpty, semActionKnown, semDirectiveOwn, semStateKnown, semStateOnce, semStateValue,
        semStateRange, semStateOverlap, semPair,
    ]
}
