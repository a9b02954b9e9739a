extension Inspection {
    /// Walks through an event, whatever it is: `message` is the whole document.
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

    /// Events that nobody asked for: they carry no correlation token.
    private static let unasked: Set<String> = ["ChangeReport", "AddOrUpdateReport", "DeleteReport", "DoorbellPress"]
    /// Answers: they carry that of the directive.
    private static let answers: Set<String> = ["Response", "StateReport", "DeferredResponse", "ErrorResponse"]

    private mutating func header(_ event: inout JSONObject, _ namespace: String, _ name: String) {
        guard event["header"]?.object != nil else {
            note(.evHeaderFields, "There is no header", at: "header")
            return
        }
        object("header", of: &event) { header, inspection in
            for key in ["namespace", "name", "messageId", "payloadVersion"] where (header[key]?.string ?? "").isEmpty {
                if key == "payloadVersion", let number = header[key]?.number {
                    inspection.note(
                        .evHeaderFields, "payloadVersion is a number", at: .key(key), doing: .mended("written as text"))
                    header[key] = .string(JSONValue.number(number).text)
                } else {
                    inspection.note(.evHeaderFields, "\(key) is missing or not a text", at: .key(key))
                }
            }
            inspection.version(&header, namespace, name)
            if let id = header["messageId"]?.string, !Self.isUUID(id) {
                inspection.note(.evMessageIdUuid, "messageId is not a UUID", at: "messageId")
            }
            if header["correlationToken"] != nil, Self.unasked.contains(name) || namespace == Discovery.namespace {
                let rule: Rule = namespace == Discovery.namespace ? .envNoCorrelation : .evCorrelationAbsent
                inspection.note(
                    rule, "\(name) has a correlationToken", at: "correlationToken", doing: .leftOut("the token"))
                header["correlationToken"] = nil
            }
            if namespace == Alexa.namespace, Self.answers.contains(name),
                (header["correlationToken"]?.string ?? "").isEmpty
            {
                inspection.note(.evCorrelationCopied, "\(name) has no correlationToken", at: "correlationToken")
            }
            if header["instance"] != nil, namespace == Alexa.namespace {
                inspection.note(.evNoInstanceInHeader, "The header has an instance", at: "instance")
            }
            return true
        }
    }

    private mutating func version(_ header: inout JSONObject, _ namespace: String, _ name: String) {
        guard let version = header["payloadVersion"]?.string, !version.isEmpty else { return }
        let errors = ErrorCatalog.kinds.first { $0.header.namespace == namespace }?.header.payloadVersion
        let own = InterfaceCatalog.interface(namespace)?.payloadVersion
        let isError = name == "ErrorResponse"
        guard let expected = isError ? errors ?? own : own, version != expected, version != (own ?? expected) else {
            return
        }
        let rule: Rule = namespace == Discovery.namespace ? .envDiscoveryHeader : .evPayloadVersion
        note(
            rule, "payloadVersion is \(Text.quoted(version)), not \(Text.quoted(expected))", at: "payloadVersion",
            doing: .mended("payloadVersion is \"\(expected)\""))
        header["payloadVersion"] = .string(expected)
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    /// What is beside the header of an event that is not one of discovery.
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
            return true
        }
        if Self.unasked.contains(name) { unaskedScope(&event) }
        object("payload", of: &event) { payload, inspection in
            if namespace == Alexa.namespace && name == "Response" && !payload.isEmpty {
                inspection.note(
                    .respPayloadEmpty, "The payload of a Response is not empty", doing: .mended("payload is {}"))
                payload = [:]
            } else if name == "ErrorResponse" {
                inspection.error(&payload, namespace)
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

    /// The cause and the time of an event of an interface.
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
        "A message to Alexa has an object event with header and payload at its top.", "Put the event there.")
    static let evPayloadObject = Rule(
        "ev-payload-object", costs: .event, .response, "payload is an object, {} if there is nothing to say.",
        "Give an object.")
    static let evNoNull = Rule(
        "ev-no-null", costs: .event, isObserved: true, .report("NorthernMan54/homebridge-alexa#186"),
        "Nothing in an event is null.", "Leave out what has no value.")
    static let evHeaderFields = Rule(
        "ev-header-fields", costs: .event, .errorResponse,
        "A header has namespace, name, messageId and payloadVersion, all texts.", "Give them.")
    static let evPayloadVersion = Rule(
        "ev-payload-version", costs: .event, .errorResponse, "payloadVersion is that of the namespace: 3 for most.",
        "Correct the version.")
    static let evMessageIdUuid = Rule(
        "ev-message-id-uuid", costs: .nothing, isAdvice: true, .errorResponse,
        "messageId is unique for each event, best a random UUID.", "Make a UUID for each event.")
    static let evCorrelationCopied = Rule(
        "ev-correlation-copied", costs: .event, .response,
        "An answer has the correlationToken of its directive, byte for byte.", "Copy it.")
    static let evCorrelationAbsent = Rule(
        "ev-correlation-absent", costs: .event, .stateReporting,
        "An event that no directive asked for has no correlationToken.", "Leave it out.")
    static let evNoInstanceInHeader = Rule(
        "ev-no-instance-in-header", costs: .nothing, isAdvice: true, .schema,
        "Only events of interfaces with instances have an instance in the header.", "Leave it out.")
    static let evEndpointId = Rule(
        "ev-endpoint-id", costs: .event, .response, "An event about an endpoint names it.", "Give endpointId.")
    static let evEndpointScopeAsync = Rule(
        "ev-endpoint-scope-async", costs: .event, .response,
        "An event that goes through the event gateway has the customer's BearerToken in endpoint.scope.",
        "Put it there.")
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
        evObject, evPayloadObject, evNoNull, evHeaderFields, evPayloadVersion, evMessageIdUuid, evCorrelationCopied,
        evCorrelationAbsent, evNoInstanceInHeader, evEndpointId, evEndpointScopeAsync, evEndpointNoCookie,
        respPayloadEmpty, deferShape, acceptgrantShape,
    ]
}
