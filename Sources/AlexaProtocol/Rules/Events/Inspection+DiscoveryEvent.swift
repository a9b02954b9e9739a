extension Inspection {
    /// The most bytes of an AddOrUpdateReport.
    static let maximumReportBytes = 256 * 1024
    /// The most bytes of an answer that Lambda accepts.
    static let maximumAnswerBytes = 6 * 1024 * 1024

    /// Walks through the payload of a discovery event.
    mutating func discovery(_ name: String, _ message: inout JSONObject, _ event: inout JSONObject) {
        let isReport = name != "Discover.Response"
        if message["context"] != nil {
            note(.envNoEndpointBeside, "A discovery event has a context", at: "context", doing: .leftOut("the context"))
            message["context"] = nil
        }
        let scope = event["endpoint"]?.object?["scope"]
        within("event") { inspection in
            if event["endpoint"] != nil {
                inspection.note(
                    .envNoEndpointBeside, "A discovery event has an endpoint beside its payload", at: "endpoint",
                    doing: .leftOut("the endpoint"))
                event["endpoint"] = nil
            }
            if name == "ErrorResponse" {
                inspection.note(.envDiscoverNoError, "Discover is answered with an ErrorResponse")
                return
            }
            if event["payload"]?.object == nil {
                inspection.note(
                    .envEndpointsArray, "payload is \(event["payload"]?.kind ?? "missing")", at: "payload",
                    doing: .mended("payload has an empty list of endpoints"))
                event["payload"] = ["endpoints": []]
            }
            inspection.object("payload", of: &event) { payload, inspection in
                if payload["endpoints"]?.array == nil {
                    inspection.note(
                        .envEndpointsArray, "endpoints is \(payload["endpoints"]?.kind ?? "missing")", at: "endpoints",
                        doing: .mended("endpoints is []"))
                    payload["endpoints"] = []
                }
                if isReport { inspection.scope(of: &payload, instead: scope) }
                if name == "DeleteReport" {
                    inspection.deleted(&payload)
                } else {
                    inspection.endpoints(of: &payload)
                    if !isReport, payload["endpoints"]?.array?.isEmpty == true {
                        inspection.note(.certOneDevice, "The answer has no endpoint", at: "endpoints")
                    }
                }
                return true
            }
        }
    }

    private mutating func scope(of payload: inout JSONObject, instead other: JSONValue?) {
        let scope = payload["scope"]?.object
        guard scope?["type"]?.string != "BearerToken" || (scope?["token"]?.string ?? "").isEmpty else { return }
        let isMoved = other?.object?["token"]?.string != nil
        note(
            .envReportScope, "The payload has no scope with a BearerToken", at: "scope",
            doing: .mended(isMoved ? "the endpoint's scope is moved here" : "a scope with a placeholder is put here"))
        payload["scope"] = isMoved ? other : Self.placeholder
    }

    /// A scope with a placeholder token, which the sender of the event has to replace.
    static let placeholder: JSONValue = ["type": "BearerToken", "token": "access-token-of-the-customer"]

    private mutating func deleted(_ payload: inout JSONObject) {
        elements("endpoints", of: &payload) { element, inspection in
            guard let id = element.object?["endpointId"]?.string else {
                inspection.note(.envDeleteShape, "An item has no endpointId", doing: .leftOut("the item"))
                return false
            }
            let plain: JSONValue = ["endpointId": .string(id)]
            if element != plain {
                inspection.note(
                    .envDeleteShape, "An item has more than endpointId", doing: .leftOut("the other members"))
                element = plain
            }
            return true
        }
    }

    /// Walks through the member `endpoints` of a payload or of a home file.
    mutating func endpoints(of object: inout JSONObject) {
        stable(object["endpoints"]?.array ?? [])
        var identities: [(step: JSONPath.Step, identity: EndpointIdentity)] = []
        var index = -1
        elements("endpoints", of: &object) { element, inspection in
            index += 1
            guard case .object(var endpoint) = element else {
                inspection.note(.idPresent, "An endpoint is \(element.kind)", doing: .leftOut("the endpoint"))
                return false
            }
            let simulation = endpoint["simulation"]
            endpoint["simulation"] = nil
            let isKept = inspection.endpoint(&endpoint)
            if isKept { identities.append((.index(index), EndpointIdentity(endpoint))) }
            if let simulation { endpoint["simulation"] = simulation }
            element = .object(endpoint)
            return isKept
        }
        let isKept = within("endpoints") { $0.answer(identities) }
        if isKept.contains(false), let elements = object["endpoints"]?.array {
            object["endpoints"] = .array(zip(elements, isKept).filter(\.1).map(\.0))
            identities = zip(identities, isKept).filter(\.1).map(\.0)
        }
        within("endpoints") { $0.relations(identities) }
    }
}

extension Rule {
    static let envDiscoveryHeader = Rule(
        "env-discovery-header", costs: .answer, .discovery,
        "A discovery event has the namespace Alexa.Discovery, the name Discover.Response, AddOrUpdateReport or DeleteReport, and the payloadVersion 3.",
        "Correct the header.")
    static let envNoCorrelation = Rule(
        "env-no-correlation", costs: .nothing, isAdvice: true, .discovery, "Discovery events have no correlationToken.",
        "Leave it out.")
    static let envNoEndpointBeside = Rule(
        "env-no-endpoint-beside", costs: .answer, .discovery,
        "A discovery event has neither an endpoint beside its payload nor a context.", "Leave it out.")
    static let envReportScope = Rule(
        "env-report-scope", costs: .event, isObserved: true, .discovery.quoted,
        "AddOrUpdateReport and DeleteReport have the customer's BearerToken in payload.scope.", "Put it there.")
    static let envDiscoverNoError = Rule(
        "env-discover-no-error", costs: .answer, .discovery.older,
        "Discover is answered with a Discover.Response, whose list may be empty.", "Answer with what is known.")
    static let envEndpointsArray = Rule(
        "env-endpoints-array", costs: .answer, .discovery.quoted, "endpoints is a list, which may be empty.",
        "Give a list.")
    static let envDeleteShape = Rule(
        "env-delete-shape", costs: .event, .discovery.quoted, "The items of a DeleteReport have endpointId alone.",
        "Leave the rest out.")
    static let limitReportSize = Rule(
        "limit-report-size", costs: .event, .discovery, "An AddOrUpdateReport has at most 256 KB.",
        "Split it into several reports.")
    static let limitLambdaSize = Rule(
        "limit-lambda-size", costs: .answer, .lambda, "An answer of a Lambda function has less than 6 MB.",
        "Offer fewer devices, or declare less.")

    static let certOneDevice = Rule(
        "cert-one-device", costs: .nothing, isAdvice: true, .certification,
        "Certification: the test account has at least one device at any hour. Of other customers, an empty list says that they have none.",
        "Offer a device, be it a simulated one.")

    static let envelopeRules: [Rule] = [
        certOneDevice, envDiscoveryHeader, envNoCorrelation, envNoEndpointBeside, envReportScope, envDiscoverNoError,
        envEndpointsArray, envDeleteShape, limitReportSize, limitLambdaSize,
    ]
}
