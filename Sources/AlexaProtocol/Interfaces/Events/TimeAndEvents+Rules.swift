// The rules for the capabilities of the interfaces of time, waking and events.

extension TimeHoldController {
    package static let rules: [Rule] = [.timeholdFlag]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        if capability["configuration"]?.object == nil { capability["configuration"] = [:] }
        inspection.object("configuration", of: &capability) { configuration, inspection in
            // Nothing declares that a person has to be present.
            inspection.flag("allowRemoteResume", of: &configuration, default: true, .timeholdFlag)
            return true
        }
        return true
    }
}

extension WakeOnLANController {
    package static let rules: [Rule] = [.wolPower, .wolMac]

    package static var companion: (interface: String, rule: Rule)? { (PowerController.namespace, .wolPower) }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        let addresses = capability["configuration"]?.object?["MACAddresses"]?.array ?? []
        if addresses.isEmpty || !addresses.allSatisfy({ $0.string.map { MACAddress.isValid($0, bytes: [6]) } ?? false })
        {
            inspection.note(.wolMac, "MACAddresses does not list addresses of six bytes", at: "configuration")
        }
        return true
    }
}

extension CustomIntent {
    package static let rules: [Rule] = [.intentNames]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        guard let configuration = capability["configuration"]?.object else { return true }
        let intents = configuration["supportedIntents"]?.array
        guard let intents, intents.allSatisfy({ $0.object?["name"]?.string != nil }) else {
            inspection.note(
                .intentNames, "supportedIntents does not list intents with names", at: "configuration",
                doing: .leftOut("the capability"))
            return false
        }
        return true
    }
}

extension Rule {
    static let timeholdFlag = Rule(
        "timehold-flag", costs: .capability, .interface("TimeHoldController").quoted,
        "configuration.allowRemoteResume is true or false; if false, Alexa never sends Resume.",
        "Say whether the device may be resumed from afar.")
    static let wolPower = Rule(
        "wol-power", costs: .capability, .interface("WakeOnLANController"),
        "WakeOnLANController stands beside PowerController.", "Declare PowerController.")
    static let wolMac = Rule(
        "wol-mac", costs: .nothing, .interface("WakeOnLANController"),
        "MACAddresses lists the device's hardware addresses, six bytes each; otherwise nothing wakes it.",
        "List them, such as \"00:11:22:AB:CD:EF\".")
    static let intentNames = Rule(
        "intent-names", costs: .capability, .schema, "supportedIntents lists intents, each with a name.",
        "Name the intents.")
}
