extension Inspection {
    /// Compares an error with the directive that it answers and with the endpoint.
    mutating func fit(_ payload: JSONObject) {
        guard let type = payload["type"]?.string else { return }
        let message = payload["message"]?.string ?? ""
        if let better = Self.betterType(than: type, for: message) {
            note(.errMostSpecific, "The message describes what \(better) is for", at: "type")
        }
        guard let comparison, let directive = comparison.directive else { return }
        already(type, directive)
        range(type, payload, directive)
        if directive.namespace == Alexa.namespace, type == "ENDPOINT_UNREACHABLE" || type == "BRIDGE_UNREACHABLE",
            comparison.endpoint?.reportsConnectivity == true
        {
            note(
                .stateErrorOrReport, "\(type) answers ReportState of an endpoint that reports connectivity", at: "type")
        }
        guard let endpoint = comparison.endpoint else { return }
        if type == "NO_SUCH_ENDPOINT" {
            note(.errMostSpecific, "The endpoint is in the discovery answer", at: "type")
        }
        guard Self.general.contains(type),
            let capability = endpoint.endpoint.capability(directive.namespace, instance: directive.instance),
            let typed = directive.typed
        else { return }
        do throws(AlexaError) {
            try typed.check(against: capability)
            guard type == "INVALID_DIRECTIVE" else { return }
            note(.errMostSpecific, "The endpoint declares the interface, and the payload is complete", at: "type")
        } catch {
            guard error.type.type != type else { return }
            note(.errMostSpecific, "\(error.type.type) says what is wrong: \(error.message)", at: "type")
        }
    }

    /// Unspecific types.
    private static let general: Set<String> = ["INTERNAL_ERROR", "INVALID_DIRECTIVE", "INVALID_VALUE"]

    /// Words of a message, and the type with the same meaning.
    private static let hints: [(words: [String], type: String)] = [
        (["unreachable", "offline", "not reachable", "no response", "not responding"], "ENDPOINT_UNREACHABLE"),
        (["rate limit", "too many requests"], "RATE_LIMIT_EXCEEDED"),
        (["token expired", "expired token", "token has expired"], "EXPIRED_AUTHORIZATION_CREDENTIAL"),
        (["device not found", "unknown device", "no such device", "endpoint not found"], "NO_SUCH_ENDPOINT"),
        (["firmware"], "FIRMWARE_OUT_OF_DATE"), (["battery"], "ENDPOINT_LOW_POWER"), (["busy"], "ENDPOINT_BUSY"),
    ]

    private static func betterType(than type: String, for message: String) -> String? {
        guard general.contains(type) else { return nil }
        let message = message.lowercased()
        return hints.first { $0.words.contains(where: message.includes) }?.type
    }

    private mutating func already(_ type: String, _ directive: AskedDirective) {
        guard type == "ALREADY_IN_OPERATION" else { return }
        switch (directive.namespace, directive.name) {
        case (PowerController.namespace, _), (LockController.namespace, _), (ToggleController.namespace, _),
            (SecurityPanelController.namespace, "Disarm"):
            note(.errAlready, "\(directive.fullName) is answered with ALREADY_IN_OPERATION", at: "type")
        default: return
        }
    }

    private mutating func range(_ type: String, _ payload: JSONObject, _ directive: AskedDirective) {
        let range = payload["validRange"]
        if type == "VALUE_OUT_OF_RANGE" {
            if directive.namespace == ThermostatController.namespace {
                note(.errTempRange, "VALUE_OUT_OF_RANGE answers \(directive.fullName)", at: "type")
            } else if let minimum = range?.object?["minimumValue"]?.number,
                let maximum = range?.object?["maximumValue"]?.number, minimum <= maximum,
                let wanted = DirectiveEffect.all(of: directive).compactMap({ $0.wanted?.number }).first,
                (minimum...maximum).contains(wanted)
            {
                note(.errRange, "The value \(JSONValue.number(wanted).text) lies inside validRange", at: "validRange")
            }
        } else if type == "TEMPERATURE_VALUE_OUT_OF_RANGE",
            let minimum = range?.object?["minimumValue"].flatMap({ Temperature($0) }),
            let wanted = DirectiveEffect.all(of: directive).compactMap({ $0.wanted.flatMap { Temperature($0) } }).first,
            wanted.scale != minimum.scale
        {
            note(
                .errTempRange,
                "validRange is in \(minimum.scale.rawValue), the customer spoke of \(wanted.scale.rawValue)",
                at: "validRange")
        }
    }
}

extension Rule {
    static let errAlready = Rule(
        "err-already", costs: .nothing, .testPlans,
        "A device that is already as the customer wants it is a success: off is off.",
        "Answer with a Response.")
    static let stateErrorOrReport = Rule(
        "state-error-or-report", costs: .nothing, isAdvice: true, .errorResponse,
        "ReportState of a device that is offline is answered with a StateReport with connectivity UNREACHABLE and the last known values; an error only if none is known.",
        "Report the last known values.")
    static let errUnreachableHealth = Rule(
        "err-unreachable-health", costs: .nothing, .interface("EndpointHealth"),
        "After ENDPOINT_UNREACHABLE a ChangeReport says that connectivity is UNREACHABLE; otherwise the app shows the device as online.",
        "Send a ChangeReport.")

    static let errorFitRules: [Rule] = [errAlready, stateErrorOrReport, errUnreachableHealth]
}
