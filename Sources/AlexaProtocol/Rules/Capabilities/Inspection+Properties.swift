extension Inspection {
    /// Checks `properties` of a capability; names that Alexa would not accept are left out.
    mutating func properties(_ json: inout JSONObject, of interface: any AlexaInterface.Type) {
        guard let properties = json["properties"] else {
            if interface.properties.contains(where: \.isUsual) {
                note(.propsDefaultFalse, "\(interface.namespace) has no properties", at: "properties")
            }
            return
        }
        guard case .object(var object) = properties else {
            note(.propsObject, "properties is \(properties.kind)", at: "properties", doing: .leftOut("properties"))
            json["properties"] = nil
            return
        }
        let isKept = within("properties") { inspection in
            guard inspection.supported(&object, of: interface) else { return false }
            guard object["supported"]?.array?.isEmpty == false else { return true }
            inspection.flags(&object, of: interface)
            return true
        }
        json["properties"] = isKept ? .object(object) : nil
    }

    /// `false` if the object has to be left out.
    private mutating func supported(_ object: inout JSONObject, of interface: any AlexaInterface.Type) -> Bool {
        var names: Set<String> = []
        elements("supported", of: &object) { element, inspection in
            let leftOut = Finding.Outcome.leftOut("the property")
            guard let name = element.object?["name"]?.string else {
                inspection.note(.propsKnown, "A property has no name", doing: leftOut)
                return false
            }
            // The interface's own rules check the versions in which it exists.
            guard interface.property(name) != nil else {
                inspection.note(
                    .propsKnown, "\(interface.namespace) has no property \(Text.quoted(name))", doing: leftOut)
                return false
            }
            guard names.insert(name).inserted else {
                inspection.note(.propsUnique, "\(name) stands there twice", doing: .leftOut("the second one"))
                return false
            }
            return true
        }
        // A few properties are reported only by devices that declare them.
        let hasProperties = interface.properties.contains(where: \.isUsual)
        guard names.isEmpty else { return true }
        if hasProperties {
            note(
                .propsNotEmpty, "properties of \(interface.namespace) names no property", at: "supported",
                doing: .leftOut("properties"))
            return false
        }
        // An empty object is what interfaces that report nothing have.
        object = [:]
        return true
    }

    private mutating func flags(_ object: inout JSONObject, of interface: any AlexaInterface.Type) {
        let hasRetrievable = object["retrievable"] != nil
        flag("retrievable", of: &object, default: nil, .propsBooleans)
        flag("proactivelyReported", of: &object, default: nil, .propsBooleans)
        flag("nonControllable", of: &object, default: nil, .propsBooleans)
        let isRetrievable = object["retrievable"]?.bool ?? false
        let isReported = object["proactivelyReported"]?.bool ?? false
        if !isRetrievable && !isReported {
            if hasRetrievable {
                note(.propsUnreadable, "retrievable and proactivelyReported are both false")
            } else {
                note(.propsDefaultFalse, "retrievable is missing")
            }
        }
        if isRetrievable != isReported || !isRetrievable {
            note(.wwaFlags, "\(interface.namespace) is not both retrievable and proactivelyReported")
        }
        if isReported, comparison?.isGrantRefused == true {
            note(.propsProactiveNeedsGateway, "proactivelyReported is true", at: "proactivelyReported")
        }
        if object["nonControllable"]?.bool == true && !interface.directives.isEmpty {
            note(.propsNonctrlWithDirective, "nonControllable is true", at: "nonControllable")
        }
    }

    /// Checks `verificationsRequired`; those that Alexa would not accept are left out.
    mutating func verifications(_ json: inout JSONObject, of interface: any AlexaInterface.Type) {
        let names = interface.directives.map(\.name)
        elements("verificationsRequired", of: &json) { element, inspection in
            let leftOut = Finding.Outcome.leftOut("the verification")
            let methods = element.object?["methods"]?.array ?? []
            guard let directive = element.object?["directive"]?.string, !methods.isEmpty,
                methods.allSatisfy({ $0.object?["@type"]?.string == "Confirmation" })
            else {
                inspection.note(.verifShape, "The verification has another form", doing: leftOut)
                return false
            }
            guard names.contains(directive) else {
                inspection.note(
                    .verifDirectiveOwn, "\(interface.namespace) has no directive \(Text.quoted(directive))",
                    at: "directive", doing: leftOut)
                return false
            }
            return true
        }
    }

    /// Checks `directiveConfigurations`; those that Alexa would not accept are left out.
    mutating func directiveConfigurations(_ json: inout JSONObject, of interface: any AlexaInterface.Type) {
        guard json["directiveConfigurations"] != nil else { return }
        let interfaces = ["Power", "Lock", "Mode", "Range", "Toggle", "RTCSession"].map { "Alexa.\($0)Controller" }
        if !(interfaces + ["Alexa.Launcher"]).contains(interface.namespace) {
            note(.dirconfInterface, "\(interface.namespace) has directiveConfigurations", at: "directiveConfigurations")
        }
        let own = interface.directives.map(\.name)
        elements("directiveConfigurations", of: &json) { element, inspection in
            let leftOut = Finding.Outcome.leftOut("the configuration")
            let names = element.object?["directives"]?.array?.map(\.string) ?? []
            guard !names.isEmpty, names.allSatisfy({ $0.map(own.contains) ?? false }) else {
                inspection.note(
                    .dirconfDirectives, "directives is empty or names one that \(interface.namespace) does not have",
                    at: "directives", doing: leftOut)
                return false
            }
            guard let confidence = element.object?["requestedAuthenticationConfidenceLevel"]?.object else {
                return true
            }
            guard confidence["level"]?.integer.map([400, 500].contains) == true else {
                inspection.note(
                    .dirconfLevel, "level is neither 400 nor 500", at: "requestedAuthenticationConfidenceLevel",
                    "level", doing: leftOut)
                return false
            }
            guard let policy = confidence["customPolicy"]?.object else { return true }
            guard policy["policyName"]?.string.map(["OTP", "VOICE_PIN"].contains) == true else {
                inspection.note(
                    .dirconfPolicy, "policyName is neither OTP nor VOICE_PIN",
                    at: "requestedAuthenticationConfidenceLevel", "customPolicy", "policyName", doing: leftOut)
                return false
            }
            return true
        }
    }
}

extension Rule {
    static let propsObject = Rule(
        "props-object", costs: .nothing, .objects.quoted, "properties is an object; {} where nothing is reported.",
        "Write an object.")
    static let propsKnown = Rule(
        "props-known", costs: .part, .objects, "The names in properties.supported are properties of the interface.",
        "Compare the name with the interface's page.")
    static let propsUnique = Rule(
        "props-unique", costs: .capability, isObserved: true, .ackConsole, "No property is named twice.",
        "Remove the second one.")
    static let propsNotEmpty = Rule(
        "props-not-empty", costs: .capability, isObserved: true, .ackConsole,
        "properties.supported of an interface that has properties is not empty.",
        "Name the properties, or leave properties out.")
    static let propsBooleans = Rule(
        "props-booleans", costs: .capability, .stateReporting,
        "retrievable, proactivelyReported and nonControllable are true or false.", "Write true or false without quotes."
    )
    static let propsDefaultFalse = Rule(
        "props-default-false", costs: .nothing, .stateReporting,
        "Properties and flags that are missing count as false: Alexa never asks for the state and the app shows none.",
        "Say that the properties are retrievable.")
    static let propsUnreadable = Rule(
        "props-unreadable", costs: .nothing, .stateReporting,
        "With both flags false Alexa never learns the state, and the app shows none.",
        "Say that the properties are retrievable, or report them.")
    static let propsProactiveNeedsGateway = Rule(
        "props-proactive-needs-gateway", costs: .nothing, .stateReporting,
        "Who declares proactivelyReported accepts the customer's grant and sends ChangeReports; Alexa does not ask for such a state.",
        "Answer AcceptGrant with AcceptGrant.Response, or set the flag to false.")
    static let propsNonctrlWithDirective = Rule(
        "props-nonctrl-with-directive", costs: .nothing, isAdvice: true, .stateReporting,
        "Alexa does not change a property that is nonControllable.", "Remove the flag if Alexa is to control it.")
    static let wwaFlags = Rule(
        "wwa-flags", costs: .nothing, isAdvice: true, .skillRequirements,
        "Works with Alexa: every property is retrievable and proactivelyReported.", "Set both flags, and keep them.")
    static let verifShape = Rule(
        "verif-shape", costs: .capability, .objects.quoted,
        "An item of verificationsRequired has a directive and methods, each with the @type Confirmation.",
        "Write it so.")
    static let verifDirectiveOwn = Rule(
        "verif-directive-own", costs: .capability, .objects.quoted,
        "verificationsRequired names directives of the same interface.", "Name a directive of the interface.")
    static let dirconfLevel = Rule(
        "dirconf-level", costs: .capability, .objects.quoted,
        "The level of requestedAuthenticationConfidenceLevel is 400 or 500.", "Write 400 or 500.")
    static let dirconfPolicy = Rule(
        "dirconf-policy", costs: .capability, .objects.quoted,
        "The policyName of customPolicy is OTP or VOICE_PIN.", "Write OTP or VOICE_PIN.")
    static let dirconfInterface = Rule(
        "dirconf-interface", costs: .nothing, isAdvice: true, .schema,
        "directiveConfigurations stand at Power, Lock, Mode, Range, Toggle, RTCSessionController and Launcher.",
        "Remove them.")
    static let dirconfDirectives = Rule(
        "dirconf-directives", costs: .capability, .objects.quoted,
        "An item of directiveConfigurations names at least one directive, all of the same interface.",
        "Name the directives.")

    static let propertyRules: [Rule] = [
        propsObject, propsKnown, propsUnique, propsNotEmpty, propsBooleans, propsDefaultFalse, propsUnreadable,
        propsProactiveNeedsGateway, propsNonctrlWithDirective, wwaFlags, verifShape, verifDirectiveOwn, dirconfLevel,
        dirconfPolicy,
        dirconfInterface, dirconfDirectives,
    ]
}
