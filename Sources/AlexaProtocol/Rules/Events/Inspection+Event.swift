extension Inspection {
    /// Walks through an event of any kind: `message` is the whole document.
    package mutating func event(_ message: inout JSONObject) {
        if message["event"]?.object == nil {
            if message["header"] != nil {
                note(
                    .evObject, "There is no object \"event\"",
                    doing: .mended("header, endpoint and payload are moved into event"))
                let inner = message.members.filter { $0.key != "context" }
                let context = message["context"]
                message = ["event": .object(JSONObject(members: inner))]
                message["context"] = context
            } else {
                note(.evObject, "event is \(message["event"]?.kind ?? "missing")", at: "event")
                return
            }
        }
        guard case .object(var event)? = message["event"] else { return }
        if let context = event["context"], message["context"] == nil {
            note(.evObject, "context stands in event, not beside it", at: "event", "context", doing: .mended("moved"))
            event["context"] = nil
            message["context"] = context
        }
        within("event") { $0.named(&event) }
        let header = event["header"]?.object
        let namespace = header?["namespace"]?.string ?? ""
        let name = header?["name"]?.string ?? ""
        endpointId = event["endpoint"]?.object?["endpointId"]?.string
        within("event") { $0.header(&event, namespace, name) }
        if namespace == Discovery.namespace {
            discovery(name, &message, &event)
        } else {
            removeNulls(from: &message, &event)
            within("event") { $0.body(&event, namespace, name) }
            reported(&message, &event, namespace, name)
        }
        if comparison != nil {
            within("event") { $0.answer(&event, namespace, name) }
            complete(message, event, namespace, name)
            outcome(message, event, namespace, name)
        }
        message["event"] = .object(event)
        size(message, namespace, name)
        endpointId = nil
    }

    private mutating func removeNulls(from message: inout JSONObject, _ event: inout JSONObject) {
        message["event"] = .object(event)
        for path in JSONValue.object(message).nulls where path != ["event", "payload"] {
            within(path) { $0.note(.evNoNull, "This is null", doing: .leftOut("the null")) }
        }
        guard JSONValue.object(message).containsNull, case .object(let clean) = JSONValue.object(message).withoutNulls,
            case .object(let cleanEvent)? = clean["event"]
        else { return }
        message = clean
        let payload = event["payload"]
        event = cleanEvent
        if payload?.isNull == true { event["payload"] = payload }
    }

    /// Checks everything except the header of an event that is not one of discovery.
    private mutating func body(_ event: inout JSONObject, _ namespace: String, _ name: String) {
        if event["payload"]?.object == nil {
            note(
                .evPayloadObject, "payload is \(event["payload"]?.kind ?? "missing")", at: "payload",
                doing: .mended("payload is {}"))
            event["payload"] = [:]
        }
        if namespace == Authorization.namespace, event["endpoint"] != nil {
            note(
                .acceptgrantShape, "An answer to AcceptGrant names an endpoint", at: "endpoint",
                doing: .leftOut("the endpoint"))
            event["endpoint"] = nil
        }
        object("endpoint", of: &event) { endpoint, inspection in
            if endpoint["cookie"] != nil {
                inspection.note(
                    .evEndpointNoCookie, "The endpoint has a cookie", at: "cookie", doing: .leftOut("the cookie"))
                endpoint["cookie"] = nil
            }
            if endpoint["scope"]?.object?["token"]?.string?.hasPrefix("Atzr|") == true {
                inspection.note(
                    .evEndpointScopeSync, "The token is a refresh token", at: "scope", "token",
                    doing: .mended("a placeholder is put here"))
                endpoint["scope"] = Self.placeholder
            }
            return true
        }
        if event["endpoint"]?.array != nil || event["endpoints"] != nil {
            note(.changeSize, "The event names several endpoints", at: "endpoint")
        } else if Self.unasked.contains(name) {
            unaskedScope(&event)
        } else if namespace == Alexa.namespace, name == "Response" || name == "StateReport",
            (event["endpoint"]?.object?["endpointId"]?.string ?? "").isEmpty
        {
            note(.evEndpointId, "The event names no endpoint", at: "endpoint")
        }
        object("payload", of: &event) { payload, inspection in
            if namespace == Alexa.namespace && name == "Response" && !payload.isEmpty {
                inspection.note(
                    .respPayloadEmpty, "The payload of a Response is not empty", doing: .mended("payload is {}"))
                payload = [:]
            } else if name == "ErrorResponse" {
                inspection.error(&payload, namespace)
                inspection.fit(payload)
            } else if namespace == Alexa.namespace && name == "DeferredResponse" {
                inspection.deferral(&payload)
            } else if namespace != Alexa.namespace {
                InterfaceCatalog.interface(namespace)?.inspect(event: name, &payload, &inspection)
            }
            return true
        }
    }

    private mutating func unaskedScope(_ event: inout JSONObject) {
        guard event["endpoint"]?.object?["endpointId"]?.string?.isEmpty == false else {
            note(.evEndpointId, "The event names no endpoint", at: "endpoint")
            return
        }
        object("endpoint", of: &event) { endpoint, inspection in
            let scope = endpoint["scope"]?.object
            guard (scope?["token"]?.string ?? "").isEmpty else { return true }
            inspection.note(
                .evEndpointScopeAsync, "The endpoint has no scope with a token", at: "scope",
                doing: .mended("a scope with a placeholder is put here"))
            endpoint["scope"] = Self.placeholder
            return true
        }
    }

    private mutating func deferral(_ payload: inout JSONObject) {
        guard let seconds = payload["estimatedDeferralInSeconds"] else { return }
        if let whole = seconds.integer, whole >= 0 { return }
        note(
            .deferShape, "estimatedDeferralInSeconds is no whole number of seconds", at: "estimatedDeferralInSeconds",
            doing: .leftOut("it"))
        payload["estimatedDeferralInSeconds"] = nil
    }

    /// Checks the cause and the time of an event of an interface.
    mutating func occasion(_ payload: JSONObject, _ rule: Rule) {
        cause(payload["cause"])
        guard payload["timestamp"]?.string.flatMap({ Timestamp($0) }) != nil else {
            note(rule, "timestamp is missing or not in UTC", at: "timestamp")
            return
        }
    }

    private mutating func size(_ message: JSONObject, _ namespace: String, _ name: String) {
        guard namespace == Discovery.namespace else { return }
        let bytes = JSONValue.object(message).encoded().count
        if name == "AddOrUpdateReport" && bytes > Self.maximumReportBytes {
            note(.limitReportSize, "The report has \(bytes) bytes")
        } else if bytes > Self.maximumAnswerBytes {
            note(.limitLambdaSize, "The answer has \(bytes) bytes")
        }
    }
}

extension Rule {
    static let evObject = Rule(
        "ev-object", costs: .event, isObserved: true, .report("alexa-samples/alexa-smarthome#100"),
        "A message to Alexa has at its top an object event with header and payload, and for most an object context.",
        "Put them there.")
    static let evPayloadObject = Rule(
        "ev-payload-object", costs: .event, .response, "payload is an object, {} if there is nothing to say.",
        "Give an object.")
    static let evNoNull = Rule(
        "ev-no-null", costs: .event, isObserved: true, .report("NorthernMan54/homebridge-alexa#186"),
        "Nothing in an event is null.", "Leave out what has no value.")
    static let evEndpointId = Rule(
        "ev-endpoint-id", costs: .event, .response, "An event about an endpoint names it.", "Give endpointId.")
    static let evEndpointScopeAsync = Rule(
        "ev-endpoint-scope-async", costs: .event, .response,
        "An event that goes through the event gateway has the customer's BearerToken in endpoint.scope.",
        "Put it there.")
    static let evEndpointScopeSync = Rule(
        "ev-endpoint-scope-sync", costs: .nothing, .response,
        "A scope holds an access token, never the refresh token, which is a secret between Amazon and the skill. An answer needs no scope.",
        "Put the access token there, or leave the scope out.")
    static let changeSize = Rule(
        "change-size", costs: .event, .inference, "An event is about one endpoint.", "Send an event for each endpoint.")
    static let evEndpointNoCookie = Rule(
        "ev-endpoint-no-cookie", costs: .nothing, isAdvice: true, .response, "An event has no cookie.", "Leave it out.")
    static let respPayloadEmpty = Rule(
        "resp-payload-empty", costs: .nothing, isAdvice: true, .response,
        "The payload of an Alexa.Response is {}; values stand in context.", "Report values in context.")
    static let deferShape = Rule(
        "defer-shape", costs: .event, .response.quoted,
        "A DeferredResponse has neither endpoint nor context, and estimatedDeferralInSeconds is a whole number, 0 or more.",
        "Write it so.")
    static let acceptgrantShape = Rule(
        "acceptgrant-shape", costs: .event, .interface("Authorization"),
        "AcceptGrant is answered without an endpoint.", "Leave the endpoint out.")

    static let eventRules: [Rule] = [
        evObject, evPayloadObject, evNoNull, evEndpointId, evEndpointScopeAsync, evEndpointScopeSync, changeSize,
        evEndpointNoCookie, respPayloadEmpty, deferShape, acceptgrantShape,
    ]
}
