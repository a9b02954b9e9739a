extension ToggleController: SemanticInterface {
    package static let rules: [Rule] = [.toggleMin, .toggleNotPower]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        if Label.all(capability["capabilityResources"]).contains(where: { $0.spoken.contains("power") }) {
            inspection.note(.toggleNotPower, "The toggle is called power", at: "capabilityResources")
        }
        if capability["properties"]?.object?["supported"]?.array?.isEmpty != false {
            inspection.note(
                .toggleMin, "toggleState is not declared", at: "properties",
                doing: .mended("toggleState is declared, not retrievable"))
            capability["properties"] = [
                "supported": [["name": "toggleState"]], "proactivelyReported": false, "retrievable": false,
            ]
        }
        return true
    }

    package static func inspectAction(
        _ directive: String, _ payload: inout JSONObject, of capability: JSONObject, _ inspection: inout Inspection
    ) {}

    package static func inspectState(_ value: JSONValue, of capability: JSONObject) -> Bool {
        ["ON", "OFF"].contains(value.string)
    }
}

extension Rule {
    static let toggleMin = Rule(
        "toggle-min", costs: .capability, .generic,
        "ToggleController has an instance, a name and the property toggleState.", "Declare toggleState.")
    static let toggleNotPower = Rule(
        "toggle-not-power", costs: .nothing, isAdvice: true, .interface("ToggleController"),
        "A device as a whole is switched with PowerController.", "Declare PowerController.")
}
