/// A capability during a walk: its present form, and its index in the document.
struct InspectedCapability {
    let index: Int
    var json: JSONObject

    var interface: String { json["interface"]?.string ?? "" }
    var instance: String? { json["instance"]?.string }

    /// The interface and the instance, for messages.
    var name: String { interface + (instance.map { " (\($0))" } ?? "") }
    /// The properties that it declares.
    var properties: [String] {
        json["properties"]?.object?["supported"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
    }
}

extension Inspection {
    /// The most capabilities that an endpoint can have.
    static let maximumCapabilities = 100

    /// Checks `capabilities`: `false` if none is left.
    mutating func capabilities(_ json: inout JSONObject) -> Bool {
        let elements = json["capabilities"]?.array ?? []
        var kept: [InspectedCapability] = []
        within("capabilities") { inspection in
            for (index, element) in elements.enumerated() {
                inspection.within(.index(index)) { inspection in
                    guard case .object(var capability) = element else {
                        inspection.note(
                            .capType, "A capability is \(element.kind)", doing: .leftOut("the capability"))
                        return
                    }
                    if inspection.capability(&capability) {
                        kept.append(InspectedCapability(index: index, json: capability))
                    }
                }
            }
            inspection.together(&kept)
        }
        if kept.count > Self.maximumCapabilities {
            note(
                .limitCapabilities, "The endpoint has \(kept.count) capabilities", at: "capabilities",
                doing: .leftOut("all but the first \(Self.maximumCapabilities)"))
            let own = kept.first { $0.interface == Alexa.namespace }
            kept = Array(kept.prefix(Self.maximumCapabilities))
            if let own, !kept.contains(where: { $0.interface == Alexa.namespace }) { kept[kept.count - 1] = own }
        }
        guard kept.contains(where: { $0.interface != Alexa.namespace }) else {
            note(
                .capSome, "The endpoint can do nothing", at: "capabilities", doing: .leftOut("the endpoint"))
            return false
        }
        if !kept.contains(where: { $0.interface == Alexa.namespace }) {
            note(
                .capAlexa, "The capability Alexa is missing", at: "capabilities",
                doing: .mended("Alexa is added"))
            kept.append(InspectedCapability(index: elements.count, json: Capability(Alexa.self).json))
        }
        json["capabilities"] = .array(kept.map { .object($0.json) })
        suitable(json, kept)
        return true
    }

    /// Checks one capability alone: `false` if Alexa would not accept it.
    private mutating func capability(_ json: inout JSONObject) -> Bool {
        guard let name = json["interface"]?.string, !name.isEmpty else {
            note(.capInterfaceKnown, "The capability names no interface", doing: .leftOut("the capability"))
            return false
        }
        if json["type"]?.string != "AlexaInterface" {
            note(.capType, "type is not AlexaInterface", at: "type", doing: .mended("type is AlexaInterface"))
            json["type"] = "AlexaInterface"
        }
        guard !UndeclaredInterface.all.contains(name) else {
            note(.capNotDeclarable, "\(name) is declared", at: "interface", doing: .leftOut("the capability"))
            return false
        }
        guard let interface = InterfaceCatalog.interface(name) else {
            version(&json, of: nil)
            let isSending = purpose == .sending
            if isSending || !UnsupportedInterface.all.contains(name) {
                note(
                    .capInterfaceKnown, "\(Text.quoted(name)) is not an interface that Porchlight supports",
                    at: "interface", doing: isSending ? .leftOut("the capability") : .kept)
            }
            return !isSending
        }
        version(&json, of: interface)
        if interface.isDeprecated {
            note(.capDeprecated, "\(name) is declared", at: "interface")
        }
        guard instance(&json, of: interface) else { return false }
        properties(&json, of: interface)
        verifications(&json, of: interface)
        directiveConfigurations(&json, of: interface)
        guard resources(&json, of: interface) else { return false }
        if purpose == .judging { places(json, of: interface) }
        guard interface.inspect(&json, &self) else { return false }
        semantics(&json, of: interface)
        return true
    }

    private static let configurationMembers: Set<String> = [
        "supportedModes", "ordered", "supportedRange", "presets", "unitOfMeasure", "supportsScheduling",
        "supportedArmStates", "supportedAuthorizationTypes", "measurement", "replenishment", "MACAddresses",
        "isFullDuplexAudioSupported", "allowRemoteResume", "supportedCookingModes", "supportsRemoteStart",
    ]

    /// Notes parts of the configuration that are beside it instead of in it.
    private mutating func places(_ json: JSONObject, of interface: any AlexaInterface.Type) {
        for member in json.members where Self.configurationMembers.contains(member.key) {
            note(
                .configPlace, "\(member.key) stands beside \(interface.configurationKey), not in it",
                at: .key(member.key))
        }
    }

    private mutating func version(_ json: inout JSONObject, of interface: (any AlexaInterface.Type)?) {
        let version: String
        switch json["version"] {
        case .string(let text)?: version = text
        case let other:
            version = other?.number.map { JSONValue.number($0).text } ?? interface?.version ?? "3"
            note(
                .capVersionString, "version is \(other?.kind ?? "missing")", at: "version",
                doing: .mended("version is \"\(version)\""))
            json["version"] = .string(version)
        }
        // Version 3 of most interfaces is documented on a page of its own.
        guard let interface, version != "3", !interface.versions.contains(version) else { return }
        note(
            .capVersionKnown,
            "\(interface.namespace) has no version \(Text.quoted(version)), but \(interface.versions.joined(separator: ", "))",
            at: "version", doing: .mended("version is \"\(interface.version)\""))
        json["version"] = .string(interface.version)
    }

    private mutating func instance(_ json: inout JSONObject, of interface: any AlexaInterface.Type) -> Bool {
        if let number = json["instance"]?.number {
            json["instance"] = .string(JSONValue.number(number).text)
            note(.capInstanceText, "instance is a number", at: "instance", doing: .mended("written as text"))
        }
        let instance = json["instance"]?.string ?? ""
        if interface.hasInstances {
            guard !Text.isBlank(instance) else {
                note(
                    .capInstanceRequired, "\(interface.namespace) is declared without an instance", at: "instance",
                    doing: .leftOut("the capability"))
                return false
            }
            if instance.contains(where: \.isWhitespace) || Text.length(instance) > 256 {
                note(.capInstanceText, "instance has a blank or more than 256 characters", at: "instance")
            }
        } else if json["instance"] != nil {
            note(.capInstanceForbidden, "\(interface.namespace) is declared with an instance", at: "instance")
        }
        return true
    }
}

/// Interfaces that exist and are not declared as capabilities. Source: their pages.
enum UndeclaredInterface {
    static let all: Set<String> = ["Alexa.Authorization", "Alexa.Discovery", "Alexa.Safety", "Alexa.Video"]
}

/// Interfaces of Amazon's index for which Porchlight has no directives or reports.
enum UnsupportedInterface {
    static let all: Set<String> = [
        "Alexa.AuthorizationController", "Alexa.Automotive.VehicleData",
        "Alexa.ProactiveNotificationSource", "Alexa.SecurityPanelController.Alert",
        "Alexa.UIController", "Alexa.UserPreference", "Alexa.ConsentManagement.ConsentRequiredReporter",
    ]
}

extension Rule {
    static let capSome = Rule(
        "cap-some", costs: .endpoint, .objects, "An endpoint has at least one capability beside Alexa.",
        "Declare what the device can do.")
    static let capAlexa = Rule(
        "cap-alexa", costs: .endpoint, .objects, "Every endpoint declares the interface Alexa, version 3.",
        "Add the capability Alexa.")
    static let limitCapabilities = Rule(
        "limit-capabilities", costs: .endpoint, .discovery, "An endpoint has at most 100 capabilities.",
        "Split the device.")
    static let capType = Rule(
        "cap-type", costs: .capability, .objects.quoted, "A capability is an object whose type is AlexaInterface.",
        "Write AlexaInterface.")
    static let capInterfaceKnown = Rule(
        "cap-interface-known", costs: .nothing, .objects,
        "Capabilities name interfaces of Amazon's index; Alexa ignores others, and a misspelt one.",
        "Compare the name with Amazon's list of interfaces.")
    static let capVersionString = Rule(
        "cap-version-string", costs: .capability, .objects, "The version of a capability is a text.",
        "Write it in quotation marks.")
    static let capVersionKnown = Rule(
        "cap-version-known", costs: .capability, .objects, "The version is one that the interface's page has or had.",
        "Declare a version that is documented.")
    static let capDeprecated = Rule(
        "cap-deprecated", costs: .nothing, .networking,
        "Amazon switched off the interfaces Alexa.Networking on 1 April 2024; nothing happens with them any more.",
        "Remove the capability.")
    static let capNotDeclarable = Rule(
        "cap-not-declarable", costs: .capability, .objects,
        "Alexa.Authorization, Alexa.Discovery, Alexa.Safety and Alexa.Video are not declared.", "Remove it.")
    static let configPlace = Rule(
        "config-place", costs: .nothing, .objects,
        "What configures a capability stands in its member configuration; Alexa ignores it elsewhere.",
        "Move it into configuration.")
    static let capInstanceRequired = Rule(
        "cap-instance-required", costs: .capability, .resources,
        "Interfaces that an endpoint may have several times need an instance.", "Give the capability an instance.")
    static let capInstanceForbidden = Rule(
        "cap-instance-forbidden", costs: .nothing, isAdvice: true, .generic,
        "Interfaces that an endpoint has once have no instance.", "Remove the instance.")
    static let capInstanceText = Rule(
        "cap-instance-text", costs: .nothing, .practice("home-assistant/core"),
        "An instance is a text without blanks of at most 256 characters.", "Write it so, such as \"Fan.Speed\".")

    static let capabilityRules: [Rule] = [
        capSome, capAlexa, limitCapabilities, capType, capInterfaceKnown, capVersionString, capVersionKnown,
        capDeprecated, capNotDeclarable, configPlace, capInstanceRequired, capInstanceForbidden, capInstanceText,
    ]
}
