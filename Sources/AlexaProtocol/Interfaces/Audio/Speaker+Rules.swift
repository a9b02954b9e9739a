extension Speaker {
    package static let rules: [Rule] = [.propsSpeakerBoth]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        let supported = capability["properties"]?.object?["supported"]?.array ?? []
        if supported.count == 1 {
            inspection.note(.propsSpeakerBoth, "Of volume and muted one is declared", at: "properties")
        }
        return true
    }
}

extension Rule {
    static let propsSpeakerBoth = Rule(
        "props-speaker-both", costs: .nothing, isAdvice: true, .practice("home-assistant/core"),
        "A speaker declares volume and muted.", "Declare both.")
}
