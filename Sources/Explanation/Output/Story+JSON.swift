package import AlexaProtocol

extension Story {
    /// The story as `explain --json` prints it (docs/json.md).
    package func json(counts: LogCounts) -> JSONValue {
        var json: JSONObject = ["found": 1]
        func set(_ key: String, _ value: String?) { json[key] = value.map(JSONValue.string) }
        func set(_ key: String, _ value: Int?) { json[key] = value.map { .number(Double($0)) } }
        set("message_id", messageId)
        set("request_id", requestId)
        set("correlation", correlation)
        set("trace_id", traceId)
        set("namespace", namespace)
        set("name", name)
        set("endpoint_id", endpointId)
        set("customer", customer)
        set("cloud", cloud)
        set("source", source)
        set("build", build)
        set("start", start?.description)
        set("duration_ms", duration)
        set("budget_ms", budget)
        json["cold"] = isCold.map(JSONValue.bool)
        json["ending"] = .string(ending.word)
        if let error = ending.error {
            set("error_namespace", error.namespace)
            set("error_type", error.type)
            set("rule", error.rule)
        }
        json["steps"] = .array(steps.map { .object($0.json) })
        json["reasons"] = .array(reasons.map(JSONValue.string))
        json["advice"] = .array(advice.map(JSONValue.string))
        json["pages"] = .array(pages.map { ["title": .string($0.title), "address": .string($0.address)] })
        json["gaps"] = .array(gaps.map(JSONValue.string))
        json["log"] = counts.json
        return .object(json)
    }
}

extension Story.Ending {
    /// The word of `explain --json`.
    var word: String {
        switch self {
        case .answered: "answered"
        case .failed: "failed"
        case .deferred(final: nil): "deferred_ok"
        case .deferred: "deferred_failed"
        case .undelivered: "undelivered"
        case .deferredWithoutEnd: "deferred_without_end"
        case .timedOut: "timed_out"
        case .outOfMemory: "out_of_memory"
        case .crashed: "crashed"
        case .withoutEnd: "without_end"
        case .deliveryOnly: "delivery_only"
        case .unknown: "unknown"
        }
    }

    var error: Story.ErrorName? {
        switch self {
        case .failed(let error): error
        case .deferred(final: let error): error
        case .answered, .undelivered, .deferredWithoutEnd, .timedOut, .outOfMemory, .crashed, .withoutEnd,
            .deliveryOnly,
            .unknown:
            nil
        }
    }
}

extension Story.Step {
    var json: JSONObject {
        var json: JSONObject = ["kind": .string(kind.rawValue), "tone": .string(tone.rawValue)]
        json["time"] = time.map { .string($0.description) }
        json["offset_ms"] = offset.map { .number(Double($0)) }
        if length > 0 { json["ms"] = .number(Double(length)) }
        json["title"] = .string(title)
        json["details"] = .array(details.map(JSONValue.string))
        return json
    }
}

extension LogCounts {
    /// The counts as `explain --json` prints them.
    package var json: JSONValue {
        let counts: [(String, Int)] = [
            ("own", own), ("platform", platform), ("metrics", metrics), ("foreign", foreign), ("broken", broken),
            ("cut", cut), ("duplicates", duplicates), ("dropped", dropped),
        ]
        return .object(JSONObject(counts.map { ($0.0, .number(Double($0.1))) }))
    }
}
