extension Inspection {
    /// Walks through the properties in the context and in the payload of a ChangeReport.
    mutating func reported(
        _ message: inout JSONObject, _ event: inout JSONObject, _ namespace: String, _ name: String
    ) {
        if namespace == Alexa.namespace && name == "DeferredResponse" {
            if message["context"] != nil || event["endpoint"] != nil {
                note(.deferShape, "A DeferredResponse has a context or an endpoint", doing: .leftOut("both"))
                message["context"] = nil
                event["endpoint"] = nil
            }
            return
        }
        var changed: Set<[String]> = []
        if namespace == Alexa.namespace && name == "ChangeReport" {
            within("event") { inspection in
                inspection.object("payload", of: &event) { payload, inspection in
                    inspection.change(&payload, &changed)
                    return true
                }
            }
        }
        if let context = message["context"], context.object == nil {
            note(.propFields, "context is \(context.kind)", at: "context", doing: .leftOut("the context"))
            message["context"] = nil
        }
        object("context", of: &message) { context, inspection in
            if let properties = context["properties"], properties.array == nil {
                inspection.note(
                    .propFields, "properties is \(properties.kind)", at: "properties",
                    doing: .mended("properties is []"))
                context["properties"] = []
            }
            var seen: Set<[String]> = []
            inspection.properties(of: &context, &seen, in: .context) { key, inspection in
                guard changed.contains(key) else { return true }
                inspection.note(
                    .changeOnlyOnce, "\(key[2]) stands in the payload too", doing: .leftOut("the property"))
                return false
            }
            return true
        }
        order(message, event)
    }

    private mutating func change(_ payload: inout JSONObject, _ changed: inout Set<[String]>) {
        guard payload["change"]?.object != nil else {
            note(.changeShape, "There is no change", at: "change")
            return
        }
        object("change", of: &payload) { change, inspection in
            inspection.cause(change["cause"])
            inspection.properties(of: &change, &changed, in: .change) { _, _ in true }
            if change["properties"]?.array?.isEmpty != false {
                inspection.note(.changeShape, "No property is left that changed", at: "properties")
            }
            return true
        }
    }

    /// Checks the cause of an event.
    mutating func cause(_ cause: JSONValue?) {
        let known =
            ChangeCause.allCases.map(\.rawValue) + ["ALEXA_INTERACTION", "INVALID_CREDENTIALS", "SUBSCRIPTION_EXPIRED"]
        guard let type = cause?.object?["type"]?.string, known.contains(type) else {
            note(
                .changeCause, "The cause is \(Text.quoted(cause?.object?["type"]?.string ?? "missing"))", at: "cause",
                "type")
            return
        }
    }

    /// Walks through the member `properties`; those that would make Alexa refuse the event are left out.
    private mutating func properties(
        of object: inout JSONObject, _ seen: inout Set<[String]>, in part: ReportPart,
        isWanted: ([String], inout Inspection) -> Bool
    ) {
        var keys = seen
        elements("properties", of: &object) { element, inspection in
            guard case .object(var property) = element else {
                inspection.note(.propFields, "A property is \(element.kind)", doing: .leftOut("the property"))
                return false
            }
            guard inspection.property(&property) else { return false }
            element = .object(property)
            let key = ["namespace", "instance", "name"].map { property[$0]?.string ?? "" }
            guard keys.insert(key).inserted else {
                inspection.note(.propUnique, "\(key[2]) stands there twice", doing: .leftOut("the second one"))
                return false
            }
            return isWanted(key, &inspection) && inspection.compared(property, in: part)
        }
        seen = keys
    }

    private mutating func property(_ json: inout JSONObject) -> Bool {
        let leftOut = Finding.Outcome.leftOut("the property")
        guard let namespace = json["namespace"]?.string, let name = json["name"]?.string else {
            note(.propFields, "A property has no namespace or no name", doing: leftOut)
            return false
        }
        guard let value = json["value"] else {
            note(.propFields, "\(namespace).\(name) has no value", at: "value", doing: leftOut)
            return false
        }
        guard sample(&json, "\(namespace).\(name)") else { return false }
        guard let interface = InterfaceCatalog.interface(namespace) else { return true }
        if interface.hasInstances == (json["instance"] == nil) {
            note(
                .propInstance, "\(namespace).\(name) has \(interface.hasInstances ? "no" : "an") instance",
                at: "instance", doing: interface.hasInstances ? leftOut : .leftOut("the instance"))
            if interface.hasInstances { return false }
            json["instance"] = nil
        }
        guard let kind = interface.property(name) else {
            note(.propType, "\(namespace) has no property \(Text.quoted(name))", at: "name", doing: leftOut)
            return false
        }
        let rule = interface.valueRules[name] ?? .propType
        guard let normalised = kind.shape.normalised(value) else {
            note(
                rule, "\(namespace).\(name) is \(Text.quoted(value.string ?? value.text))", at: "value", doing: leftOut)
            return false
        }
        if !normalised.isContained(in: value) {
            note(
                rule, "\(namespace).\(name) is \(Text.quoted(value.string ?? value.text))", at: "value",
                doing: .mended("\(Text.quoted(normalised.string ?? normalised.text))"))
            json["value"] = normalised
        }
        if let temperature = Temperature(value), !(-60...500).contains(temperature.celsius) {
            note(.valTemperatureSane, "\(namespace).\(name) is \(temperature)", at: "value")
        }
        return true
    }

    /// Checks the time of a property: `false` if it cannot be determined.
    private mutating func sample(_ json: inout JSONObject, _ name: String) -> Bool {
        guard let text = json["timeOfSample"]?.string else {
            note(.propFields, "\(name) has no timeOfSample", at: "timeOfSample", doing: .leftOut("the property"))
            return false
        }
        if Timestamp(text) == nil {
            let moved = Timestamp(withOffset: text)
            note(
                .propTimeUtc, "timeOfSample of \(name) is \(Text.quoted(text))", at: "timeOfSample",
                doing: moved.map { .mended($0.description) } ?? .leftOut("the property"))
            guard let moved else { return false }
            json["timeOfSample"] = .string(moved.description)
        } else if let point = text.firstIndex(of: "."), text[point...].count > 5 {
            note(.propTimeFraction, "timeOfSample of \(name) has more than 3 digits of fraction", at: "timeOfSample")
        }
        guard let uncertainty = json["uncertaintyInMilliseconds"] else {
            note(
                .propFields, "\(name) has no uncertaintyInMilliseconds", at: "uncertaintyInMilliseconds",
                doing: .mended("uncertaintyInMilliseconds is 0"))
            json["uncertaintyInMilliseconds"] = 0
            return true
        }
        if uncertainty.integer.map({ $0 >= 0 }) != true {
            let number = uncertainty.number ?? uncertainty.string.flatMap { Double($0) } ?? 0
            let whole = number.isFinite ? min(max(number.rounded(.up), 0), 1e15) : 0
            note(
                .propUncertainty, "uncertaintyInMilliseconds of \(name) is no whole number, 0 or more",
                at: "uncertaintyInMilliseconds", doing: .mended("\(JSONValue.number(whole).text)"))
            json["uncertaintyInMilliseconds"] = .number(whole)
        }
        return true
    }

    /// Checks that the lower setpoint is not above the upper one, in context and change together.
    private mutating func order(_ message: JSONObject, _ event: JSONObject) {
        let properties =
            (message["context"]?.object?["properties"]?.array ?? [])
            + (event["payload"]?.object?["change"]?.object?["properties"]?.array ?? [])
        func setpoint(_ name: String) -> Temperature? {
            properties.lazy.compactMap(\.object).first { $0["name"]?.string == name }?["value"].flatMap {
                Temperature($0)
            }
        }
        guard let lower = setpoint("lowerSetpoint"), let upper = setpoint("upperSetpoint"),
            lower.celsius > upper.celsius
        else { return }
        note(.valSetpointOrder, "lowerSetpoint is \(lower), upperSetpoint \(upper)", at: "context", "properties")
    }
}

extension JSONValue {
    /// Whether the other value contains this one: it may have further members.
    func isContained(in other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let own), .object(let others)):
            own.members.allSatisfy { member in others[member.key].map(member.value.isContained) ?? false }
        case (.array(let own), .array(let others)):
            own.count == others.count && zip(own, others).allSatisfy { $0.isContained(in: $1) }
        default: self == other
        }
    }
}

extension Rule {
    static let propFields = Rule(
        "prop-fields", costs: .event, .stateReporting,
        "properties is a list; a property has namespace, name, value, timeOfSample and uncertaintyInMilliseconds.",
        "Give them, or leave out a property that has no value.")
    static let propInstance = Rule(
        "prop-instance", costs: .event, .generic,
        "Properties of interfaces with instances have an instance, others have none.", "Give or remove it.")
    static let propUnique = Rule(
        "prop-unique", costs: .event, .stateReporting.quoted, "A property stands once in a list.",
        "Remove the second one.")
    static let propTimeUtc = Rule(
        "prop-time-utc", costs: .event, .properties, "timeOfSample is in UTC and ends in Z.", "Convert it to UTC.")
    static let propTimeFraction = Rule(
        "prop-time-fraction", costs: .nothing, isAdvice: true, .schema,
        "timeOfSample has at most three digits of fraction.", "Write milliseconds.")
    static let propUncertainty = Rule(
        "prop-uncertainty", costs: .event, .schema, "uncertaintyInMilliseconds is a whole number, 0 or more.",
        "Write such a number.")
    static let propType = Rule(
        "prop-type", costs: .event, .properties, "The value of a property has the form that its interface says.",
        "Write it so.")
    static let valTemperatureSane = Rule(
        "val-temperature-sane", costs: .nothing, isAdvice: true, .inference,
        "A temperature is one that a home can have.", "Check the scale.")
    static let valSetpointOrder = Rule(
        "val-setpoint-order", costs: .nothing, .inference, "lowerSetpoint is not above upperSetpoint.",
        "Exchange the two.")
    static let changeShape = Rule(
        "change-shape", costs: .event, .stateReporting,
        "The payload of a ChangeReport has change with a cause and at least one property.", "Name what changed.")
    static let changeCause = Rule(
        "change-cause", costs: .event, .stateReporting.quoted,
        "The type of a cause is APP_INTERACTION, PERIODIC_POLL, PHYSICAL_INTERACTION, RULE_TRIGGER or VOICE_INTERACTION.",
        "Take one of these.")
    static let changeOnlyOnce = Rule(
        "change-only-once", costs: .event, .stateReporting.older,
        "A property of a ChangeReport stands in the payload or in context, not in both.", "Remove it from context.")

    static let reportRules: [Rule] = [
        propFields, propInstance, propUnique, propTimeUtc, propTimeFraction, propUncertainty, propType,
        valTemperatureSane, valSetpointOrder, changeShape, changeCause, changeOnlyOnce,
    ]
}
