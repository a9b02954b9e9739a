extension Rule {
    /// Every rule: the general ones in the order in which they are checked, then those of each interface.
    package static let all: [Rule] = gathered()

    private static func gathered() -> [Rule] {
        var rules: [Rule] = endpointRules + nameRules + attributeRules + connectionRules + identityRules
        rules += capabilityRules + propertyRules + resourceRules + semanticRules + togetherRules
        rules += suitabilityRules
        rules.append(configMembers)
        rules += envelopeRules + headerRules + eventRules + reportRules + errorRules + directiveRules
        rules += declarationRules + answerRules + errorFitRules
        for interface in InterfaceCatalog.all {
            rules += interface.rules + interface.valueRules.sorted { $0.key < $1.key }.map(\.value)
        }
        var seen: Set<String> = []
        return rules.filter { seen.insert($0.id).inserted }
    }

    /// The rule of that id; `nil` if there is none.
    package static func rule(_ id: String) -> Rule? {
        all.first { $0.id == id }
    }
}
