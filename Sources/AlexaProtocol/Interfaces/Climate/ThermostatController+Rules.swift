extension ThermostatController {
    package static let rules: [Rule] = [
        .thermoSetpoints, .thermoModeProp, .thermoModesKnown, .thermoModesUnique, .thermoEmHeatVersion,
        .thermoScheduling, .thermoTriple, .wwaThermostatModes,
    ]

    package static let valueRules: [String: Rule] = [
        "targetSetpoint": .valTemperature, "lowerSetpoint": .valTemperature, "upperSetpoint": .valTemperature,
        "thermostatMode": .valThermostatMode,
    ]

    /// The modes that capabilities may declare; `EM_HEAT` from version 3.2 on.
    private static let declarable: Set<String> = ["AUTO", "COOL", "HEAT", "ECO", "OFF", "CUSTOM", "EM_HEAT"]

    package static func shape(of property: PropertyKind, in capability: Capability) -> ValueShape {
        let modes = Configuration(capability).supportedModes
        let isDeclared = capability.configuration?["supportedModes"] != nil && !modes.isEmpty
        return property.name == "thermostatMode" && isDeclared ? .bare(.word(modes)) : property.shape
    }

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        let modes = Configuration(capability).supportedModes
        guard property == "thermostatMode", let mode = value.string, capability.configuration?["supportedModes"] != nil,
            !modes.isEmpty, !modes.contains(mode)
        else { return nil }
        return (.valThermostatMode, "\(mode) is not in supportedModes")
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        var modes: [String] = []
        inspection.object("configuration", of: &capability) { configuration, inspection in
            inspection.members(of: &configuration, known: ["supportedModes", "supportsScheduling"])
            inspection.elements("supportedModes", of: &configuration) { element, inspection in
                guard let word = element.string ?? element.object?["value"]?.string, declarable.contains(word) else {
                    inspection.note(
                        .thermoModesKnown,
                        "\(element.string.map(Text.quoted) ?? element.kind) is no mode of Alexa's",
                        doing: .leftOut("the mode"))
                    return false
                }
                if element.string == nil {
                    inspection.note(
                        .thermoModesKnown, "The mode \(word) is wrapped in an object",
                        doing: .mended("written as a word"))
                    element = .string(word)
                }
                guard !modes.contains(word) else {
                    inspection.note(.thermoModesUnique, "\(word) stands there twice", doing: .leftOut("the second one"))
                    return false
                }
                modes.append(word)
                return true
            }
            inspection.flag("supportsScheduling", of: &configuration, default: nil, .thermoScheduling)
            return !configuration.isEmpty
        }
        version(&capability, modes, &inspection)
        properties(capability, modes, &inspection)
        return true
    }

    private static func version(
        _ capability: inout JSONObject, _ modes: [String], _ inspection: inout Inspection
    ) {
        let names = capability["properties"]?.object?["supported"]?.array?.compactMap { $0.object?["name"]?.string }
        let isNewer = modes.contains("EM_HEAT") || names?.contains("adaptiveRecoveryStatus") == true
        guard isNewer, capability["version"]?.string != "3.2" else { return }
        inspection.note(
            .thermoEmHeatVersion,
            "EM_HEAT or adaptiveRecoveryStatus stands in version \(capability["version"]?.string ?? "")",
            at: "version", doing: .mended("version is \"3.2\""))
        capability["version"] = "3.2"
    }

    private static func properties(_ capability: JSONObject, _ modes: [String], _ inspection: inout Inspection) {
        guard let supported = capability["properties"]?.object?["supported"]?.array else { return }
        let names = Set(supported.compactMap { $0.object?["name"]?.string })
        let isDual = names.isSuperset(of: ["lowerSetpoint", "upperSetpoint"])
        if !names.contains("targetSetpoint") && !isDual {
            inspection.note(
                .thermoSetpoints, "Neither targetSetpoint nor both other setpoints are declared", at: "properties")
        }
        if names.contains("targetSetpoint") && isDual {
            inspection.note(.thermoTriple, "Three setpoints are declared", at: "properties")
        }
        if !modes.isEmpty && !names.contains("thermostatMode") {
            inspection.note(.thermoModeProp, "supportedModes stands without thermostatMode", at: "properties")
        }
        if !modes.isEmpty && !modes.contains("HEAT") && !modes.contains("COOL") {
            inspection.note(.wwaThermostatModes, "Neither HEAT nor COOL is declared", at: "configuration")
        }
    }
}

extension Rule {
    static let thermoSetpoints = Rule(
        "thermo-setpoints", costs: .nothing, .inference,
        "A thermostat has targetSetpoint, or lowerSetpoint and upperSetpoint together.", "Declare them.")
    static let thermoModeProp = Rule(
        "thermo-mode-prop", costs: .nothing, .inference,
        "A thermostat with supportedModes reports thermostatMode; otherwise the app shows none.",
        "Declare thermostatMode.")
    static let thermoModesKnown = Rule(
        "thermo-modes-known", costs: .capability, .interface("ThermostatController"),
        "supportedModes is a list of the words AUTO, COOL, HEAT, ECO, OFF, CUSTOM and EM_HEAT.", "Take one of these.")
    static let thermoModesUnique = Rule(
        "thermo-modes-unique", costs: .nothing, .inference, "No mode stands twice in supportedModes.",
        "Remove the second one.")
    static let thermoEmHeatVersion = Rule(
        "thermo-em-heat-version", costs: .capability, .interface("ThermostatController"),
        "EM_HEAT and adaptiveRecoveryStatus belong to version 3.2.", "Declare version 3.2.")
    static let thermoScheduling = Rule(
        "thermo-scheduling", costs: .nothing, .interface("ThermostatController"),
        "supportsScheduling is true or false; if true, ResumeSchedule must work.", "Write true or false.")
    static let thermoTriple = Rule(
        "thermo-triple", costs: .nothing, isAdvice: true, .interface("ThermostatController"),
        "The newest page knows thermostats with one or two setpoints.", "Declare those that customers set.")
    static let valThermostatMode = Rule(
        "val-thermostat-mode", costs: .event, .interface("ThermostatController"),
        "thermostatMode is a word, one of the modes that are declared.", "Write the bare word.")
    static let wwaThermostatModes = Rule(
        "wwa-thermostat-modes", costs: .nothing, isAdvice: true, .deviceRequirements,
        "Works with Alexa: a thermostat has HEAT or COOL among its modes.", "Declare it.")
}
