extension Inspection {
    /// Compares an event with the directive that it answers; the envelope alone.
    mutating func answer(_ event: inout JSONObject, _ namespace: String, _ name: String) {
        guard let comparison, let directive = comparison.directive else { return }
        object("header", of: &event) { header, inspection in
            inspection.header(&header, answering: directive)
            return true
        }
        if let id = event["endpoint"]?.object?["endpointId"]?.string, let asked = directive.endpointId, id != asked {
            note(
                .evEndpointId, "The event is about \(Text.quoted(id)), the directive about \(Text.quoted(asked))",
                at: "endpoint", "endpointId")
        }
        let isDeferral = namespace == Alexa.namespace && name == "DeferredResponse"
        if name == "ErrorResponse" {
            refusal(namespace, of: directive)
        } else if isDeferral {
            deferral(of: directive)
        } else if let answer = directive.answer, answer != (namespace, name) {
            note(
                .evNameForDirective,
                "\(directive.fullName) is answered with \(namespace).\(name), not \(answer.namespace).\(answer.name)",
                at: "header", "name")
        }
        if !isDeferral, comparison.isAnswered {
            note(.deferOneFinal, "\(directive.fullName) has been answered before", at: "header", "correlationToken")
        }
    }

    private mutating func header(_ header: inout JSONObject, answering directive: AskedDirective) {
        if let id = header["messageId"]?.string, id == directive.messageId {
            note(.evMessageIdNew, "messageId is that of the directive", at: "messageId")
        }
        guard let token = directive.correlationToken, let own = header["correlationToken"]?.string, !own.isEmpty,
            own != token
        else { return }
        note(
            .evCorrelationCopied, "correlationToken is not that of the directive", at: "correlationToken",
            doing: .mended("that of the directive"))
        header["correlationToken"] = .string(token)
    }

    private mutating func refusal(_ namespace: String, of directive: AskedDirective) {
        if directive.namespace == Discovery.namespace {
            note(.errNoErrorForDiscover, "Discover is answered with an ErrorResponse", at: "header", "name")
        }
        if directive.namespace == Authorization.namespace, namespace != Authorization.namespace {
            note(.acceptgrantShape, "AcceptGrant is answered with an error of \(namespace)", at: "header", "namespace")
        }
    }

    private mutating func deferral(of directive: AskedDirective) {
        guard !Self.mayBeDeferred(directive.namespace) else { return }
        let isScene = directive.namespace == SceneController.namespace
        note(
            isScene ? .sceneSync : .deferAllowed, "\(directive.fullName) is answered with a DeferredResponse",
            at: "header", "name")
    }

    /// Compares the state in a Response with what the directive asked for.
    mutating func outcome(_ message: JSONObject, _ event: JSONObject, _ namespace: String, _ name: String) {
        guard let comparison else { return }
        if namespace == WakeOnLANController.namespace, name == "WakeUp", comparison.isWhole,
            comparison.isAwaited == false
        {
            note(.wolSequence, "WakeUp was sent without a DeferredResponse to TurnOn", at: "event")
        }
        guard let directive = comparison.directive, directive.answer.map({ $0 == (namespace, name) }) == true else {
            return
        }
        if comparison.isDeferred, comparison.isWhole, !comparison.isWoken, directive.name == "TurnOn",
            comparison.endpoint?.endpoint.declares(WakeOnLANController.namespace) == true
        {
            note(.wolSequence, "No WakeUp was sent between DeferredResponse and Response", at: "event")
        }
        let properties = message["context"]?.object?["properties"]?.array ?? []
        for effect in DirectiveEffect.all(of: directive) {
            let changed = PropertyName(directive.namespace, effect.property, instance: directive.instance)
            if let endpoint = comparison.endpoint {
                guard let declared = endpoint.property(changed), declared.isRetrievable || declared.isReported else {
                    continue
                }
            }
            let index = properties.firstIndex { $0.object.flatMap { PropertyName($0) } == changed }
            guard let index, let value = properties[index].object?["value"] else {
                // In the mode AUTO a thermostat moves its other setpoints.
                if effect.property.hasSuffix("Setpoint"), properties.contains(where: Self.isSetpoint) { continue }
                note(.respChangedIn, "\(changed.text) is missing, which the directive changes", at: "context")
                continue
            }
            guard !effect.isReached(by: value) else { continue }
            note(
                .respValueMatches,
                "\(changed.text) is \(Text.quoted(value.string ?? value.text)), asked for was \(Text.quoted(effect.wanted.map { $0.string ?? $0.text } ?? ""))",
                at: "context", "properties", .index(index), "value")
        }
    }

    private static func isSetpoint(_ property: JSONValue) -> Bool {
        property.object?["name"]?.string?.hasSuffix("Setpoint") ?? false
    }
}

extension Rule {
    static let evMessageIdNew = Rule(
        "ev-message-id-new", costs: .nothing, .errorResponse,
        "An event has a messageId of its own, not the directive's.",
        "Make a UUID for each event.")
    static let evNameForDirective = Rule(
        "ev-name-for-directive", costs: .event, .response,
        "A directive is answered with the event that its interface's page names, or with an error.",
        "Answer with that event.")
    static let respChangedIn = Rule(
        "resp-changed-in", costs: .event, .response,
        "The context of a Response has every property that the directive changed.", "Report it.")
    static let respValueMatches = Rule(
        "resp-value-matches", costs: .nothing, .testPlans,
        "A Response reports the value that was asked for, within 5 %, temperatures within 2 %; Amazon's tests check it.",
        "Answer when the device has the value, or with an error if it cannot have it.")
    static let deferAllowed = Rule(
        "defer-allowed", costs: .event, isObserved: true, .response,
        "An answer is deferred for physical changes only: not for cameras, discovery, authorisation or reports of state.",
        "Answer at once.")
    static let deferOneFinal = Rule(
        "defer-one-final", costs: .event, .response, "A directive gets one final answer, deferred or not.",
        "Answer once.")
    static let sceneSync = Rule(
        "scene-sync", costs: .event, isObserved: true, .report("alexa-samples/alexa-smarthome#146"),
        "A scene is answered at once with ActivationStarted: that it has begun.", "Answer at once.")
    static let wolSequence = Rule(
        "wol-sequence", costs: .event, .interface("WakeOnLANController"),
        "TurnOn of a device that is woken over the network is answered with a DeferredResponse, then WakeUp, then the final event.",
        "Send the three in this order.")
    static let errNoErrorForDiscover = Rule(
        "err-no-error-for-discover", costs: .event, .discovery.older,
        "Discover is not answered with an ErrorResponse; the customer would see no devices.",
        "Answer with the endpoints that are known.")

    static let answerRules: [Rule] = [
        evMessageIdNew, evNameForDirective, respChangedIn, respValueMatches, deferAllowed, deferOneFinal, sceneSync,
        wolSequence, errNoErrorForDiscover,
    ]
}
