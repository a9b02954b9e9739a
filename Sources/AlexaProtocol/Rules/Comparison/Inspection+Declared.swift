extension Inspection {
    /// The part of a report that has a property.
    enum ReportPart {
        /// In the context of any event.
        case context
        /// Among the properties of a ChangeReport that changed.
        case change
    }

    /// Compares a property with what is known from other messages: `false` if it is left out.
    mutating func compared(_ json: JSONObject, in part: ReportPart) -> Bool {
        guard let comparison, let name = PropertyName(json), let value = json["value"] else { return true }
        let time = json["timeOfSample"]?.string.flatMap { Timestamp($0) }
        if let now = comparison.now, let time, time > now.advanced(by: .seconds(2)) {
            note(.propTimeNotFuture, "timeOfSample of \(name.text) is after now", at: "timeOfSample")
        }
        if part == .change { changed(name, value, time, comparison.reported[name]) }
        guard let endpoint = comparison.endpoint else { return true }
        guard let declared = endpoint.property(name) else {
            let isChange = part == .change
            note(
                isChange ? .changeDeclared : .propDeclared, "\(name.text) is not declared",
                doing: isChange ? .kept : .leftOut("the property"))
            return isChange
        }
        if part == .change, !declared.isReported {
            note(.changeDeclared, "\(name.text) is not declared as proactivelyReported")
        }
        guard let interface = InterfaceCatalog.interface(name.namespace) else { return true }
        if let conflict = interface.conflict(of: value, as: name.name, in: declared.capability) {
            let isKept = part == .change || conflict.rule.isAdvice
            note(
                conflict.rule, "\(name.text): \(conflict.problem)", at: "value",
                doing: isKept ? .kept : .leftOut("the property"))
            return isKept
        }
        return true
    }

    /// Compares a property that changed with its last report.
    private mutating func changed(
        _ name: PropertyName, _ value: JSONValue, _ time: Timestamp?, _ last: ReportedValue?
    ) {
        guard let last else { return }
        if last.value == value {
            note(.changeReally, "\(name.text) has the value that was reported before", at: "value")
        } else if let time, let before = last.time, time < before {
            note(
                .propTimeChanged, "\(name.text) has another value than in the report before, but an older timeOfSample",
                at: "timeOfSample")
        }
    }

    /// Looks for properties that the endpoint declares and the event lacks.
    mutating func complete(_ message: JSONObject, _ event: JSONObject, _ namespace: String, _ name: String) {
        guard let comparison, let endpoint = comparison.endpoint else {
            if comparison?.isHomeKnown == true, let endpointId, message["context"] != nil || name == "ChangeReport" {
                note(
                    .propDeclared, "\(Text.quoted(endpointId)) is not in the discovery answer", at: "event", "endpoint")
            }
            return
        }
        let rule: Rule
        let expected: [DeclaredEndpoint.Property]
        switch (namespace, name) {
        case (Alexa.namespace, "StateReport"):
            (rule, expected) = (.stateAllRetrievable, endpoint.properties.filter(\.isRetrievable))
        case (Alexa.namespace, "Response"), (SecurityPanelController.namespace, "Arm.Response"):
            (rule, expected) = (.respAllIn, endpoint.properties.filter { $0.isRetrievable || $0.isReported })
        case (Alexa.namespace, "ChangeReport"):
            (rule, expected) = (.changeRest, endpoint.properties.filter { $0.isRetrievable || $0.isReported })
        default: return
        }
        let given = Set(Self.properties(of: message, event).compactMap { PropertyName($0) })
        let missing = expected.filter { !given.contains($0.name) && !Self.isExcused($0, given) }
        guard !missing.isEmpty else { return }
        let names = missing.map(\.name.text).joined(separator: ", ")
        note(rule, "The event lacks \(names)", at: "context", "properties")
    }

    /// All properties of an event: in its context and in its change.
    static func properties(of message: JSONObject, _ event: JSONObject) -> [JSONObject] {
        let change = event["payload"]?.object?["change"]?.object?["properties"]?.array ?? []
        return ((message["context"]?.object?["properties"]?.array ?? []) + change).compactMap(\.object)
    }

    /// Whether a property may be missing: a lamp has a colour or a colour temperature, a thermostat the setpoints of its
    /// mode, an appliance that does nothing has no times, and a screen on which nothing runs no target.
    private static func isExcused(_ property: DeclaredEndpoint.Property, _ given: Set<PropertyName>) -> Bool {
        func isGiven(_ namespace: String) -> Bool { given.contains { $0.namespace == namespace } }
        return switch property.name.namespace {
        case ColorController.namespace: isGiven(ColorTemperatureController.namespace)
        case ColorTemperatureController.namespace: isGiven(ColorController.namespace)
        case ThermostatController.namespace: property.name.name.hasSuffix("Setpoint")
        case TimeHoldController.namespace, Launcher.namespace: true
        case let namespace: namespace.hasPrefix(Cooking.namespace)
        }
    }
}

extension Rule {
    static let propDeclared = Rule(
        "prop-declared", costs: .nothing, .stateReporting,
        "An event has only properties that the endpoint declares; Alexa does not show others.",
        "Declare the property in discovery, or leave it out.")
    static let propTimeNotFuture = Rule(
        "prop-time-not-future", costs: .nothing, .inference,
        "timeOfSample is not after now; Alexa may take later reports for older ones.", "Set the clock.")
    static let propTimeChanged = Rule(
        "prop-time-changed", costs: .nothing, .response,
        "timeOfSample of a property that changed is the time of the change; with an older time Alexa may keep the old value.",
        "Give the time of the change.")
    static let stateAllRetrievable = Rule(
        "state-all-retrievable", costs: .nothing, .stateReporting,
        "A StateReport has every property that is declared as retrievable; the app shows nothing for the others.",
        "Report them all, or declare those that cannot be asked for as not retrievable.")
    static let respAllIn = Rule(
        "resp-all-in", costs: .nothing, .response,
        "A Response has all properties that the endpoint reports, connectivity too; Works with Alexa demands it (wwa-response-all).",
        "Report them all.")
    static let changeRest = Rule(
        "change-rest", costs: .nothing, .stateReporting,
        "The context of a ChangeReport has the properties that did not change.", "Report them in context.")
    static let changeDeclared = Rule(
        "change-declared", costs: .event, .stateReporting,
        "What a ChangeReport says has changed is declared as proactivelyReported.",
        "Declare the property as proactivelyReported, or do not report it.")
    static let changeReally = Rule(
        "change-really", costs: .nothing, isAdvice: true, .inference,
        "A ChangeReport says that a value differs from the one that was reported before.",
        "Report what has changed only.")

    static let declarationRules: [Rule] = [
        propDeclared, propTimeNotFuture, propTimeChanged, stateAllRetrievable, respAllIn, changeRest, changeDeclared,
        changeReally,
    ]
}
