// Three interfaces of cameras and doors declare one flag each, beside or instead of properties.

extension RTCSessionController {
    package static let rules: [Rule] = [.rtcConfig, .rtcAnswer, .rtcSdp]

    package static func inspect(
        event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection
    ) {
        switch name {
        case "AnswerGeneratedForSession":
            let answer = payload["answer"]?.object
            guard answer?["format"]?.string == "SDP", let sdp = answer?["value"]?.string, !sdp.isEmpty else {
                inspection.note(.rtcAnswer, "answer has no format SDP with a value", at: "answer")
                return
            }
            let offer = inspection.comparison?.directive?.payload["offer"]?.object?["value"]?.string
            guard let offer, sections(offer) != sections(sdp) else { return }
            inspection.note(
                .rtcSdp,
                "The offer has \(sections(offer).joined(separator: ", ")), the answer \(sections(sdp).joined(separator: ", "))",
                at: "answer", "value")
        case "SessionConnected", "SessionDisconnected":
            guard (payload["sessionId"]?.string ?? "").isEmpty else { return }
            inspection.note(.rtcAnswer, "sessionId is missing", at: "sessionId")
        default: return
        }
    }

    /// The media sections of a session description: the kind of each, and its `mid`.
    private static func sections(_ sdp: String) -> [String] {
        var sections: [String] = []
        for line in sdp.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("m=") {
                sections.append(String(line.dropFirst(2).prefix { $0 != " " }))
            } else if line.hasPrefix("a=mid:"), let last = sections.indices.last {
                sections[last] += " (mid \(line.dropFirst(6).prefix(32)))"
            }
        }
        return sections
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        if capability["configuration"]?.object == nil { capability["configuration"] = [:] }
        inspection.object("configuration", of: &capability) { configuration, inspection in
            inspection.flag("isFullDuplexAudioSupported", of: &configuration, default: false, .rtcConfig)
            return true
        }
        return true
    }
}

extension DoorbellEventSource {
    package static let rules: [Rule] = [.doorbellFlag, .doorbellEvent]

    package static func inspect(
        event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection
    ) {
        if name == "DoorbellPress" { inspection.occasion(payload, .doorbellEvent) }
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        inspection.topFlag(of: &capability, default: true, .doorbellFlag)
        return true
    }
}

extension MediaMetadata {
    package static let rules: [Rule] = [.mediaFlag]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        inspection.topFlag(of: &capability, default: false, .mediaFlag)
        return true
    }
}

extension Inspection {
    /// `proactivelyReported` beside interface and version, where some put it into `properties`.
    fileprivate mutating func topFlag(of capability: inout JSONObject, default fallback: Bool, _ rule: Rule) {
        let key = "proactivelyReported"
        if capability[key] == nil, let inner = capability["properties"]?.object?[key] {
            note(
                rule, "\(key) stands in properties", at: "properties", .key(key),
                doing: .mended("moved to the capability"))
            capability[key] = inner
        }
        flag(key, of: &capability, default: fallback, rule)
    }
}

extension Rule {
    static let rtcConfig = Rule(
        "rtc-config", costs: .capability, .interface("RTCSessionController").quoted,
        "configuration.isFullDuplexAudioSupported is true or false.", "Say whether both sides can speak at once.")
    static let rtcAnswer = Rule(
        "rtc-answer", costs: .event, .interface("RTCSessionController").quoted,
        "AnswerGeneratedForSession has an answer with the format SDP and a value; the other two events have a sessionId.",
        "Give it.")
    static let rtcSdp = Rule(
        "rtc-sdp", costs: .nothing, isObserved: true, .report("deepch/RTSPtoWeb#130"),
        "An SDP answer has the media sections of the offer, with their mids, in the same order (RFC 3264); otherwise there is no picture.",
        "Answer every section; refuse one by setting its port to 0.")
    static let doorbellEvent = Rule(
        "doorbell-event", costs: .event, .interface("DoorbellEventSource"),
        "DoorbellPress has a cause and a timestamp in UTC.", "Give both.")
    static let doorbellFlag = Rule(
        "doorbell-flag", costs: .capability, .interface("DoorbellEventSource").quoted,
        "proactivelyReported, true, stands beside interface and version.", "Put it there.")
    static let mediaFlag = Rule(
        "media-flag", costs: .capability, .interface("MediaMetadata").quoted,
        "proactivelyReported, true or false, stands beside interface and version.", "Put it there.")
}
