extension ThermostatHVACComponents {
    package static let rules: [Rule] = [.hvacStages]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        for member in capability["configuration"]?.object?.members ?? []
        where member.key.hasPrefix("numberOf") && member.value.integer.map((1...3).contains) != true {
            inspection.note(
                .hvacStages, "\(member.key) is no whole number from 1 to 3", at: "configuration", .key(member.key))
        }
        return true
    }
}

extension Rule {
    static let hvacStages = Rule(
        "hvac-stages", costs: .nothing, .practice("home-assistant/core"),
        "Heater, cooler and fan have 1 to 3 stages.", "Correct the number.")
}
