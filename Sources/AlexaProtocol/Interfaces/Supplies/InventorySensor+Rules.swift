extension InventorySensor {
    package static var valueRules: [String: Rule] {
        Dictionary(properties.map { ($0.name, Rule.valLevel) }, uniquingKeysWith: { first, _ in first })
    }
    package static var rules: [Rule] { [.invMeasurement, .invReplenishment] }

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        guard let declared = InventoryMeasurement(capability.configuration?["measurement"])?.json.object,
            let type = declared["@type"]?.string, let own = value.object?["@type"]?.string
        else { return nil }
        guard own == type else { return (.valLevel, "the level is a \(own), declared is \(type)") }
        guard let unit = value.object?["unit"], unit != declared["unit"] else { return nil }
        return (.valLevel, "the unit is not the declared one")
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        var isKept = false
        inspection.object("configuration", of: &capability) { configuration, inspection in
            if let measurement = InventoryMeasurement(configuration["measurement"]) {
                isKept = true
                if measurement.json != configuration["measurement"] {
                    inspection.note(
                        .configMembers, "measurement has members that no page knows", at: "measurement",
                        doing: .leftOut("them"))
                    configuration["measurement"] = measurement.json
                }
            }
            inspection.members(of: &configuration, known: ["measurement", "replenishment"])
            if configuration["replenishment"]?.object == nil {
                inspection.note(.invReplenishment, "replenishment is missing", at: "replenishment")
                configuration["replenishment"] = nil
            }
            return true
        }
        if !isKept {
            inspection.note(
                .invMeasurement, "measurement is missing or unknown", at: "configuration",
                doing: .leftOut("the capability"))
        }
        return isKept
    }
}

extension Rule {
    static let invMeasurement = Rule(
        "inv-measurement", costs: .capability, .schema,
        "measurement has the @type Volume, Weight, Percentage or Count; the first two with a unit of Alexa's.",
        "Say in what the supply is measured.")
    static let valLevel = Rule(
        "val-level", costs: .event, .schema,
        "A level has the @type and the unit that are configured, and a value of 0 or more.", "Write it so.")
    static let invReplenishment = Rule(
        "inv-replenishment", costs: .nothing, isAdvice: true, .schema,
        "A supply names how it is replenished; several skills do without.", "Give replenishment if there is one.")
}
