extension Inspection {
    /// Checks the capabilities of one endpoint together; of two that exclude each other the later is left out.
    mutating func together(_ capabilities: inout [InspectedCapability]) {
        once(&capabilities)
        instances(&capabilities)
        primaryNames(&capabilities)
        mappings(&capabilities)
        companions(&capabilities)
        clashes(capabilities)
    }

    /// Leaves out the capabilities that `isRejected`, which notes why.
    private mutating func reject(
        _ capabilities: inout [InspectedCapability],
        _ isRejected: (InspectedCapability, inout Inspection) -> Bool
    ) {
        // Nearly always nothing is rejected.
        var rejected: [Int] = []
        for (position, capability) in capabilities.enumerated()
        where within(.index(capability.index), { isRejected(capability, &$0) }) {
            rejected.append(position)
        }
        for position in rejected.reversed() { capabilities.remove(at: position) }
    }

    private mutating func once(_ capabilities: inout [InspectedCapability]) {
        var seen: Set<String> = []
        reject(&capabilities) { capability, inspection in
            let hasInstances = InterfaceCatalog.interface(capability.interface)?.hasInstances ?? true
            guard !hasInstances, !seen.insert(capability.interface).inserted else { return false }
            inspection.note(
                .capOnce, "\(capability.interface) is declared twice", doing: .leftOut("the second capability"))
            return true
        }
    }

    private mutating func instances(_ capabilities: inout [InspectedCapability]) {
        // Mode, range and toggle share their instances; every other interface has its own.
        var seen: Set<[String]> = []
        reject(&capabilities) { capability, inspection in
            guard let instance = capability.instance else { return false }
            let isGeneric = InterfaceCatalog.interface(capability.interface) is any SemanticInterface.Type
            guard !seen.insert([isGeneric ? "" : capability.interface, instance]).inserted else { return false }
            inspection.note(
                .capInstanceUnique, "The instance \(Text.quoted(instance)) is declared twice", at: "instance",
                doing: .leftOut("the second capability"))
            return true
        }
        let named = capabilities.compactMap { capability in
            capability.instance.map { (index: capability.index, instance: $0, word: $0.split(separator: ".").last) }
        }
        for one in named {
            guard let word = one.word else { continue }
            for other in named where other.index != one.index && other.instance.includes(String(word)) {
                within(.index(other.index)) {
                    $0.note(
                        .capInstanceOverlap,
                        "The instance \(Text.quoted(other.instance)) contains the last word of \(Text.quoted(one.instance))",
                        at: "instance")
                }
            }
        }
    }

    private mutating func primaryNames(_ capabilities: inout [InspectedCapability]) {
        var seen: [String: String] = [:]
        reject(&capabilities) { capability, inspection in
            var locales: Set<String> = []
            // The first name of each language; an asset is the first of all.
            let labels = Label.all(capability.json["capabilityResources"])
            let primary = labels.filter { locales.insert($0.locale ?? "").inserted }
            guard let first = labels.first else { return false }
            let keys = Set((first.locale == nil ? [first] : primary.filter { $0.locale != nil }).map(\.key))
            if let twin = keys.compactMap({ seen[$0] }).first {
                inspection.note(
                    .resPrimaryUnique, "\(capability.name) has the same first name as \(twin)",
                    at: "capabilityResources", doing: .leftOut("the second capability"))
                return true
            }
            for key in keys { seen[key] = capability.name }
            return false
        }
    }

    /// Checks that each action is mapped by one capability only, and that at most one capability of an interface has state
    /// mappings.
    private mutating func mappings(_ capabilities: inout [InspectedCapability]) {
        var actions: Set<String> = []
        var interfaces: Set<String> = []
        for position in capabilities.indices where capabilities[position].json["semantics"] != nil {
            let interface = capabilities[position].interface
            within(.index(capabilities[position].index)) { inspection in
                inspection.object("semantics", of: &capabilities[position].json) { semantics, inspection in
                    let count = inspection.elements("actionMappings", of: &semantics) { mapping, inspection in
                        guard case .object(var object) = mapping else { return false }
                        let left = inspection.elements("actions", of: &object) { action, inspection in
                            guard let word = action.string, !actions.insert(word).inserted else { return true }
                            inspection.note(
                                .semActionOnce, "\(word) is mapped twice", doing: .leftOut("the second one"))
                            return false
                        }
                        mapping = .object(object)
                        return left != 0
                    }
                    if count == 0 { semantics["actionMappings"] = nil }
                    if semantics["stateMappings"] != nil && !interfaces.insert(interface).inserted {
                        inspection.note(
                            .semStateOneInterface, "Two capabilities of \(interface) have stateMappings",
                            at: "stateMappings", doing: .leftOut("the second ones"))
                        semantics["stateMappings"] = nil
                    }
                    return !semantics.isEmpty
                }
            }
        }
    }

    /// Checks that the interfaces that some capabilities require are declared.
    private mutating func companions(_ capabilities: inout [InspectedCapability]) {
        let declared = Set(capabilities.map(\.interface))
        reject(&capabilities) { capability, inspection in
            guard let interface = InterfaceCatalog.interface(capability.interface),
                let needed = interface.companion, !declared.contains(needed.interface)
            else { return false }
            inspection.note(
                needed.rule, "\(capability.interface) stands without \(needed.interface)",
                doing: .leftOut("the capability"))
            return true
        }
    }

    /// Notes names that could mean two capabilities.
    private mutating func clashes(_ capabilities: [InspectedCapability]) {
        let named = capabilities.map { (capability: $0, labels: Label.all($0.json["capabilityResources"])) }
            .filter { !$0.labels.isEmpty }
        var values: [(owner: String, label: Label)] = []
        for (position, one) in named.enumerated() {
            within(.index(one.capability.index)) { inspection in
                for other in named[..<position]
                where one.labels.contains(where: { label in other.labels.contains { $0.clashes(with: label) } }) {
                    let isAsset = (one.labels + other.labels).contains { $0.locale == nil }
                    inspection.note(
                        isAsset ? .resAssetSynonyms : .resSynonymClash,
                        "\(one.capability.name) and \(other.capability.name) share a name", at: "capabilityResources")
                }
                let interface = InterfaceCatalog.interface(one.capability.interface)
                let own = interface?.valueResources(of: one.capability.json).flatMap { Label.all($0) } ?? []
                if let label = own.first(where: { label in values.contains { $0.label.clashes(with: label) } }) {
                    let other = values.first { $0.label.clashes(with: label) }?.owner ?? ""
                    inspection.note(
                        .resModepresetUnique, "A mode or preset is called like one of \(other)", at: "configuration")
                }
                values += own.map { (one.capability.name, $0) }
                let missing = Set(own.compactMap(\.locale)).symmetricDifference(one.labels.compactMap(\.locale))
                if !own.isEmpty, !missing.isEmpty, own.allSatisfy({ $0.locale != nil }),
                    one.labels.allSatisfy({ $0.locale != nil })
                {
                    inspection.note(
                        .resLocaleCover,
                        "The capability and its modes or presets are not all named in \(missing.sorted().joined(separator: ", "))",
                        at: "capabilityResources")
                }
            }
        }
    }
}

extension Rule {
    static let capOnce = Rule(
        "cap-once", costs: .capability, isObserved: true, .generic,
        "An endpoint has a capability of an interface once, unless the interface has instances.",
        "Remove the second one.")
    static let capInstanceUnique = Rule(
        "cap-instance-unique", costs: .endpoint, isObserved: true, .generic.quoted,
        "An instance is used once over all modes, ranges and toggles of an endpoint.", "Rename one instance.")
    static let capInstanceOverlap = Rule(
        "cap-instance-overlap", costs: .nothing, .practice("home-assistant/core"),
        "No instance contains the last word of another; Alexa was seen to mix them up.", "Rename one instance.")
    static let resPrimaryUnique = Rule(
        "res-primary-unique", costs: .endpoint, isObserved: true, .resources,
        "The first name of each capability is used once in an endpoint.", "Give one of them another first name.")
    static let semActionOnce = Rule(
        "sem-action-once", costs: .endpoint, .objects.quoted,
        "An action is mapped once over all capabilities of a device.",
        "Map it where customers expect it.")
    static let semStateOneInterface = Rule(
        "sem-state-one-interface", costs: .endpoint, .objects.quoted,
        "Of several capabilities of one interface, one has stateMappings.", "Keep them at one.")
    static let resSynonymClash = Rule(
        "res-synonym-clash", costs: .nothing, .resources,
        "Two capabilities share no name; Alexa cannot know which one is meant.", "Rename one.")
    static let resAssetSynonyms = Rule(
        "res-asset-synonyms", costs: .nothing, .resources.quoted,
        "An asset stands for several spoken names, none of which another capability has.", "Rename one.")
    static let resModepresetUnique = Rule(
        "res-modepreset-unique", costs: .nothing, .resources.quoted,
        "Modes and presets of all capabilities of a device have different names; Alexa cannot know which one is meant.",
        "Rename one.")
    static let resLocaleCover = Rule(
        "res-locale-cover", costs: .nothing, .resources,
        "A capability and its modes and presets are named in the same languages; customers with another language cannot use them.",
        "Name them in the missing languages too.")

    static let togetherRules: [Rule] = [
        capOnce, capInstanceUnique, capInstanceOverlap, resPrimaryUnique, semActionOnce, semStateOneInterface,
        resSynonymClash, resAssetSynonyms, resModepresetUnique, resLocaleCover,
    ]
}
