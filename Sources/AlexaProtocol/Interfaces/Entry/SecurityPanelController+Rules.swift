extension SecurityPanelController {
    package static let rules: [Rule] = [.panelStates, .panelAuth, .panelArmstate, .armResponse]
    package static let valueRules = Dictionary(
        properties.map { ($0.name, Rule.valArm) }, uniquingKeysWith: { first, _ in first })

    package static func shape(of property: PropertyKind, in capability: Capability) -> ValueShape {
        let states = Configuration(capability).supportedArmStates.map(\.rawValue)
        return property.name == "armState" && !states.isEmpty ? .word(states) : property.shape
    }

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        let states = Configuration(capability).supportedArmStates
        guard property == "armState", let state = value.string.flatMap(ArmState.init(rawValue:)), !states.isEmpty,
            !states.contains(state)
        else { return nil }
        return (.valArm, "\(state.rawValue) is not in supportedArmStates")
    }

    package static func inspect(
        event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection
    ) {
        guard name == "Arm.Response", let delay = payload["exitDelayInSeconds"],
            delay.integer.map((0...255).contains) != true
        else { return }
        inspection.note(
            .armResponse, "exitDelayInSeconds is no whole number from 0 to 255", at: "exitDelayInSeconds",
            doing: .leftOut("it"))
        payload["exitDelayInSeconds"] = nil
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        inspection.object("configuration", of: &capability) { configuration, inspection in
            inspection.members(
                of: &configuration,
                known: [
                    "supportedArmStates", "supportedAuthorizationTypes", "supportsArmInstant",
                    "supportedCredentialTypes",
                ])
            let states = words("supportedArmStates", "value", of: &configuration, .panelStates, &inspection) {
                ArmState(rawValue: $0) != nil
            }
            if let states, !states.contains("DISARMED") || states.count < 2 {
                inspection.note(
                    .panelStates, "supportedArmStates lacks DISARMED or an armed state", at: "supportedArmStates",
                    doing: states.contains("DISARMED") ? .leftOut("the list") : .mended("DISARMED is added"))
                if states.contains("DISARMED") {
                    configuration["supportedArmStates"] = nil
                } else {
                    let list = configuration["supportedArmStates"]?.array ?? []
                    configuration["supportedArmStates"] = .array(list + [["value": "DISARMED"]])
                }
            }
            _ = words("supportedAuthorizationTypes", "type", of: &configuration, .panelAuth, &inspection) {
                $0 == Pin.type
            }
            return true
        }
        if let supported = capability["properties"]?.object?["supported"]?.array,
            !supported.contains(where: { $0.object?["name"]?.string == "armState" })
        {
            inspection.note(.panelArmstate, "armState is not declared", at: "properties")
        }
        return true
    }

    /// A list of objects of one word each; some skills write the bare words.
    private static func words(
        _ key: String, _ member: String, of configuration: inout JSONObject, _ rule: Rule,
        _ inspection: inout Inspection, isKnown: (String) -> Bool
    ) -> [String]? {
        var words: [String] = []
        let count = inspection.elements(key, of: &configuration) { element, inspection in
            guard let word = element.object?[member]?.string ?? element.string, isKnown(word), !words.contains(word)
            else {
                inspection.note(rule, "An item is unknown or stands there twice", doing: .leftOut("the item"))
                return false
            }
            if element != .object([member: .string(word)]) {
                inspection.note(
                    rule, "\(word) is not the only member of an object", doing: .mended("{\"\(member)\": \"\(word)\"}"))
                element = .object([member: .string(word)])
            }
            words.append(word)
            return true
        }
        if count == 0 { configuration[key] = nil }
        return count == nil || count == 0 ? nil : words
    }
}

extension Rule {
    static let panelStates = Rule(
        "panel-states", costs: .part, .interface("SecurityPanelController").quoted,
        "supportedArmStates lists objects with the value DISARMED, ARMED_AWAY, ARMED_STAY or ARMED_NIGHT: DISARMED and at least one other.",
        "List the states that the panel has, or leave the list out: then Alexa takes all four.")
    static let panelAuth = Rule(
        "panel-auth", costs: .part, .interface("SecurityPanelController").quoted,
        "supportedAuthorizationTypes has nothing but {\"type\": \"FOUR_DIGIT_PIN\"}.", "Write it so.")
    static let armResponse = Rule(
        "arm-response", costs: .event, .schema,
        "exitDelayInSeconds of an Arm.Response is a whole number from 0 to 255.", "Correct the number.")
    static let valArm = Rule(
        "val-arm", costs: .event, .interface("SecurityPanelController").quoted,
        "armState is a declared state; alarms are objects whose value is OK or ALARM.", "Write them so.")
    static let panelArmstate = Rule(
        "panel-armstate", costs: .nothing, .inference, "A panel reports armState; otherwise the app shows none.",
        "Declare armState.")
}
