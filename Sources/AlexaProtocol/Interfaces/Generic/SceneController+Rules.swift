extension SceneController {
    package static let rules: [Rule] = [.sceneDeactivation, .sceneEvent]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        let key = "supportsDeactivation"
        if capability[key] == nil, let inner = capability["configuration"]?.object?[key] {
            inspection.note(
                .sceneDeactivation, "\(key) stands in configuration", at: "configuration", .key(key),
                doing: .mended("moved to the capability"))
            capability[key] = inner
            inspection.object("configuration", of: &capability) { configuration, _ in
                configuration[key] = nil
                return !configuration.isEmpty
            }
        }
        inspection.flag(key, of: &capability, default: true, .sceneDeactivation)
        return true
    }

    package static func inspect(
        event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection
    ) {
        guard ["ActivationStarted", "DeactivationStarted"].contains(name) else { return }
        inspection.occasion(payload, .sceneEvent)
    }
}

extension Rule {
    static let sceneDeactivation = Rule(
        "scene-deactivation", costs: .capability, .interface("SceneController"),
        "supportsDeactivation, true or false, stands beside interface and version.", "Say whether it can be undone.")
    static let sceneEvent = Rule(
        "scene-event", costs: .event, .interface("SceneController").quoted,
        "ActivationStarted and DeactivationStarted have a cause and a timestamp in UTC.", "Give both.")
}
