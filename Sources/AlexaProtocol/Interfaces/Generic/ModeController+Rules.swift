extension ModeController: SemanticInterface {
    /// The most modes or presets that another skill declares, to be safe.
    static let manyValues = 150

    package static let rules: [Rule] = [
        .modeConfig, .modeMinTwo, .modeMax, .modeValue, .modeResources, .modeOrderedAdjust, .modeMoreSpecific,
        .semModeKnown, .valMode,
    ]

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        problem(with: value, of: property, in: capability).map { (.valMode, $0) }
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        guard capability["configuration"]?.object?["supportedModes"]?.array != nil else {
            inspection.note(
                .modeConfig, "supportedModes is missing", at: "configuration", doing: .leftOut("the capability"))
            return false
        }
        var isKept = false
        inspection.object("configuration", of: &capability) { configuration, inspection in
            inspection.flag("ordered", of: &configuration, default: false, .modeConfig)
            inspection.members(of: &configuration, known: ["ordered", "supportedModes"])
            let count = modes(&configuration, &inspection)
            isKept = count >= 2
            if !isKept {
                inspection.note(
                    .modeMinTwo, "\(count) usable modes are declared", at: "supportedModes",
                    doing: .leftOut("the capability"))
            } else if count > manyValues {
                inspection.note(.modeMax, "\(count) modes are declared", at: "supportedModes")
            }
            return true
        }
        return isKept
    }

    /// Leaves out the modes that Alexa would not accept, and returns how many are left.
    private static func modes(_ configuration: inout JSONObject, _ inspection: inout Inspection) -> Int {
        var values: Set<String> = []
        var names: Set<String> = []
        let count = inspection.elements("supportedModes", of: &configuration) { element, inspection in
            let leftOut = Finding.Outcome.leftOut("the mode")
            guard case .object(var mode) = element, let value = mode["value"]?.string, !value.isEmpty,
                values.insert(value).inserted
            else {
                inspection.note(.modeValue, "A mode has no value, or that of another one", doing: leftOut)
                return false
            }
            if !inspection.values("modeResources", of: &mode, apart: &names) {
                let problem = "The mode \(Text.quoted(value)) has no name of its own"
                let resources = Text.spoken(value).map { Label.resources(named: $0) }
                guard let resources, let key = Label.all(resources).first?.key, names.insert(key).inserted else {
                    inspection.note(.modeResources, problem, at: "modeResources", doing: leftOut)
                    return false
                }
                inspection.note(
                    .modeResources, problem, at: "modeResources", doing: .mended("it is called after its value"))
                mode["modeResources"] = resources
            }
            element = .object(mode)
            return true
        }
        if !values.isDisjoint(with: ["HEAT", "COOL", "PREHEATING", "LOCKED"]) {
            inspection.note(
                .modeMoreSpecific, "The modes look like those of a thermostat or a lock", at: "supportedModes")
        }
        return count ?? 0
    }

    package static func valueResources(of capability: JSONObject) -> [JSONValue] {
        (capability["configuration"]?.object?["supportedModes"]?.array ?? []).compactMap {
            $0.object?["modeResources"]
        }
    }

    private static func declares(_ mode: String?, _ capability: JSONObject) -> Bool {
        capability["configuration"]?.object?["supportedModes"]?.array?.contains {
            $0.object?["value"]?.string == mode
        } ?? false
    }

    package static func inspectAction(
        _ directive: String, _ payload: inout JSONObject, of capability: JSONObject, _ inspection: inout Inspection
    ) {
        switch directive {
        case "SetMode":
            let mode = payload["mode"]?.string
            if mode == nil {
                inspection.note(.semDirectivePayload, "SetMode has no mode", at: "mode")
            } else if !declares(mode, capability) {
                inspection.note(.semModeKnown, "\(Text.quoted(mode ?? "")) is no declared mode", at: "mode")
            }
        case "AdjustMode":
            if payload["modeDelta"]?.integer == nil {
                inspection.note(.semDirectivePayload, "AdjustMode has no modeDelta", at: "modeDelta")
            }
            if capability["configuration"]?.object?["ordered"]?.bool != true {
                inspection.note(.modeOrderedAdjust, "AdjustMode stands at modes without an order")
            }
        default: return
        }
    }

    package static func inspectState(_ value: JSONValue, of capability: JSONObject) -> Bool {
        value.string.map { declares($0, capability) } ?? false
    }
}

extension Inspection {
    /// Checks the names of one value, such as `modeResources`; names that another value has already are left out.
    ///
    /// - Parameter names: the names of the values before, to which those of this one are added.
    /// - Returns: whether a name is left.
    mutating func values(_ key: String, of value: inout JSONObject, apart names: inout Set<String>) -> Bool {
        guard labels(key, of: &value) else { return false }
        var own: Set<String> = []
        var count = 0
        object(key, of: &value) { resources, inspection in
            count =
                inspection.elements("friendlyNames", of: &resources) { label, inspection in
                    guard let name = Label(label)?.key else { return false }
                    guard !names.contains(name) else {
                        inspection.note(
                            .resDupLabel, "Another mode or preset has the same name", doing: .leftOut("the name"))
                        return false
                    }
                    own.insert(name)
                    return true
                } ?? 0
            return true
        }
        names.formUnion(own)
        return count > 0
    }

    /// Leaves out members that no page documents.
    mutating func members(of object: inout JSONObject, known: Set<String>) {
        for member in object.members where !known.contains(member.key) {
            note(
                .configMembers, "\(Text.quoted(member.key)) is unknown here", at: .key(member.key),
                doing: .leftOut("the member"))
            object[member.key] = nil
        }
    }
}

extension Rule {
    static let configMembers = Rule(
        "config-members", costs: .nothing, isAdvice: true, .schema,
        "A configuration has only the members that the interface's page names.", "Leave the others out.")
    static let modeConfig = Rule(
        "mode-config", costs: .capability, .objects,
        "The configuration of ModeController has ordered, true or false, and the list supportedModes.", "Give both.")
    static let modeMinTwo = Rule(
        "mode-min-two", costs: .answer, isObserved: true, .interface("ModeController").quoted,
        "ModeController has at least two modes.", "Leave the capability out while there are fewer.")
    static let modeMax = Rule(
        "mode-max", costs: .nothing, .practice("openhab/openhab-alexa"), "ModeController has at most 150 modes.",
        "Declare fewer.")
    static let modeValue = Rule(
        "mode-value", costs: .capability, .schema, "Each mode has a value of its own, a text that is not empty.",
        "Give each a value.")
    static let modeResources = Rule(
        "mode-resources", costs: .capability, .deviceSDK, "Each mode has at least one name in modeResources.",
        "Name the mode.")
    static let modeOrderedAdjust = Rule(
        "mode-ordered-adjust", costs: .nothing, .practice("openhab/openhab-alexa"),
        "AdjustMode needs ordered modes; without them the customer's request fails.", "Set ordered, or use SetMode.")
    static let modeMoreSpecific = Rule(
        "mode-more-specific", costs: .nothing, isAdvice: true, .interface("ModeController"),
        "Thermostats, ovens, equalizers and locks have interfaces of their own.", "Declare that interface.")
    static let semModeKnown = Rule(
        "sem-mode-known", costs: .nothing, .practice("openhab/openhab-alexa"),
        "An action sets a declared mode; otherwise the customer's request fails.", "Name a declared mode.")
    static let semDirectivePayload = Rule(
        "sem-directive-payload", costs: .nothing, .practice("openhab/openhab-alexa"),
        "The payload of an action's directive is complete; otherwise the customer's request may fail.",
        "Give the missing field.")
    static let valMode = Rule(
        "val-mode", costs: .nothing, .inference, "A mode that is reported is a declared one; the app shows no other.",
        "Report a declared mode, or leave the property out.")
}
