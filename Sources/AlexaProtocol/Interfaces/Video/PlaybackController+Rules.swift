extension PlaybackController {
    package static let rules: [Rule] = [.playbackOps]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        if capability["properties"] == nil {
            inspection.note(
                .propsObject, "properties is missing", at: "properties", doing: .mended("properties is {}"))
            capability["properties"] = [:]
        }
        guard let operations = capability["supportedOperations"] else { return true }
        var seen: Set<String> = []
        let count = inspection.elements("supportedOperations", of: &capability) { element, inspection in
            guard let name = element.string, Directive(rawValue: name) != nil, seen.insert(name).inserted else {
                inspection.note(
                    .playbackOps, "\(element.string.map(Text.quoted) ?? element.kind) is unknown or stands there twice",
                    doing: .leftOut("the operation"))
                return false
            }
            return true
        }
        guard (count ?? 0) > 0 else {
            inspection.note(
                .playbackOps, "supportedOperations is \(operations.array == nil ? operations.kind : "empty")",
                at: "supportedOperations", doing: .leftOut("the capability"))
            return false
        }
        return true
    }
}

extension Rule {
    static let playbackOps = Rule(
        "playback-ops", costs: .capability, .interface("PlaybackController").quoted,
        "supportedOperations lists, once each, FastForward, Next, Pause, Play, Previous, Rewind, StartOver or Stop.",
        "List the operations that work.")
}
