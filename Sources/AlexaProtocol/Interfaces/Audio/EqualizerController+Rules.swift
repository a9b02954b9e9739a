extension EqualizerController {
    package static let valueRules: [String: Rule] = ["bands": .valEqualizer, "mode": .valEqualizer]
    package static let rules: [Rule] = [.eqConfigPlural, .eqSome, .eqBandKnown, .eqBandRange, .eqModeKnown]

    package static func shape(of property: PropertyKind, in capability: Capability) -> ValueShape {
        let modes = Configuration(capability).modes.map(\.rawValue)
        return property.name == "mode" && !modes.isEmpty ? .word(modes) : property.shape
    }

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        let configuration = Configuration(capability)
        if property == "mode" {
            guard let mode = value.string.flatMap(Mode.init(rawValue:)), !configuration.modes.isEmpty,
                !configuration.modes.contains(mode)
            else { return nil }
            return (.valEqualizer, "\(mode.rawValue) is not declared")
        }
        for level in (value.array ?? []).compactMap({ BandLevel($0) }) {
            if !configuration.bands.isEmpty, !configuration.bands.contains(level.band) {
                return (.valEqualizer, "\(level.band.rawValue) is not declared")
            }
            if let range = configuration.range, !range.contains(level.level) {
                return (.valEqualizer, "\(level.level) lies outside the range of the bands")
            }
        }
        return nil
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        if let configuration = capability["configuration"], capability["configurations"] == nil {
            inspection.note(
                .eqConfigPlural, "The configuration stands in configuration", at: "configuration",
                doing: .mended("moved to configurations"))
            capability["configurations"] = configuration
            capability["configuration"] = nil
        }
        var parts: Set<String> = []
        inspection.object("configurations", of: &capability) { configuration, inspection in
            if part("bands", of: &configuration, .eqBandKnown, &inspection, isKnown: { Band(rawValue: $0) != nil }),
                range(&configuration, &inspection)
            {
                parts.insert("bands")
            }
            if part("modes", of: &configuration, .eqModeKnown, &inspection, isKnown: { Mode(rawValue: $0) != nil }) {
                parts.insert("mode")
            }
            return true
        }
        inspection.object("properties", of: &capability) { properties, inspection in
            let count = inspection.elements("supported", of: &properties) { element, inspection in
                guard let name = element.object?["name"]?.string, !parts.contains(name) else { return true }
                inspection.note(
                    .eqSome, "\(name) is declared without its \(name == "mode" ? "modes" : name)",
                    doing: .leftOut("the property"))
                return false
            }
            return count != 0
        }
        guard !parts.isEmpty else {
            inspection.note(.eqSome, "Neither bands nor modes are declared", doing: .leftOut("the capability"))
            return false
        }
        return true
    }

    /// Whether the part has a name that Alexa knows; names that it does not know are left out.
    private static func part(
        _ key: String, of configuration: inout JSONObject, _ rule: Rule, _ inspection: inout Inspection,
        isKnown: (String) -> Bool
    ) -> Bool {
        var count = 0
        inspection.object(key, of: &configuration) { part, inspection in
            count =
                inspection.elements("supported", of: &part) { element, inspection in
                    guard let name = element.object?["name"]?.string, isKnown(name) else {
                        inspection.note(rule, "The name is unknown", doing: .leftOut("the item"))
                        return false
                    }
                    return true
                } ?? 0
            return count > 0
        }
        return count > 0
    }

    private static func range(_ configuration: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        let range = configuration["bands"]?.object?["range"]?.object
        if let minimum = range?["minimum"]?.integer, let maximum = range?["maximum"]?.integer, minimum < maximum {
            return true
        }
        inspection.note(
            .eqBandRange, "bands has no range of whole numbers, the smaller first", at: "bands",
            doing: .leftOut("bands"))
        configuration["bands"] = nil
        return false
    }
}

extension Rule {
    static let eqConfigPlural = Rule(
        "eq-config-plural", costs: .capability, .interface("EqualizerController").quoted,
        "The configuration of EqualizerController stands in configurations.", "Write configurations.")
    static let eqSome = Rule(
        "eq-some", costs: .capability, .interface("EqualizerController").quoted,
        "An equalizer declares bands, modes or both, and the properties that belong to them.", "Declare what it has.")
    static let eqBandKnown = Rule(
        "eq-band-known", costs: .part, .interface("EqualizerController").quoted,
        "The bands are BASS, MIDRANGE and TREBLE.", "Take one of these.")
    static let eqBandRange = Rule(
        "eq-band-range", costs: .part, .interface("EqualizerController").quoted,
        "bands has a range of whole numbers, minimum below maximum.", "Give the range.")
    static let valEqualizer = Rule(
        "val-equalizer", costs: .event, .interface("EqualizerController").quoted,
        "bands lists names and whole levels; mode is one of the declared words.", "Write them so.")
    static let eqModeKnown = Rule(
        "eq-mode-known", costs: .part, .interface("EqualizerController").quoted,
        "The modes are MOVIE, MUSIC, NIGHT, SPORT and TV.", "Take one of these.")
}
