/// The values of an endpoint that are compared with those of the customer's other endpoints.
struct EndpointIdentity: Sendable {
    let endpointId: String
    /// friendlyName as names are compared.
    let name: String
    let customIdentifier: String?
    /// Model and serial number; `nil` if one is unknown.
    let serial: String?
    /// The endpoints that relations lead to.
    let related: [String]

    /// Reads an item of `endpoints`.
    init(_ json: JSONObject) {
        endpointId = json["endpointId"]?.string ?? ""
        name = Text.folded(json["friendlyName"]?.string ?? "")
        let attributes = json["additionalAttributes"]?.object
        customIdentifier = attributes?["customIdentifier"]?.string
        let serialNumber = attributes?["serialNumber"]?.string
        serial = serialNumber.map { (attributes?["model"]?.string ?? "") + " " + $0 }
        related = (json["relationships"]?.object?.members ?? []).compactMap { $0.value.object?["endpointId"]?.string }
    }
}

extension Inspection {
    /// The most endpoints that a customer can have.
    static let maximumEndpoints = 300

    /// Checks all endpoints of an answer together. `step` is the place of each in the document.
    ///
    /// - Returns: for each, whether it is kept.
    mutating func answer(_ endpoints: [(step: JSONPath.Step, identity: EndpointIdentity)]) -> [Bool] {
        var ids: Set<String> = []
        var names: [String: String] = [:]
        var customIdentifiers: Set<String> = []
        var serials: Set<String> = []
        defer { endpointId = nil }
        return endpoints.map { step, identity in
            endpointId = identity.endpointId
            guard ids.insert(identity.endpointId).inserted else {
                within(step) {
                    $0.note(
                        .idUniqueAnswer, "An earlier endpoint has the same endpointId", at: "endpointId",
                        doing: .leftOut("the endpoint"))
                }
                return false
            }
            guard ids.count <= Self.maximumEndpoints else {
                within(step) {
                    $0.note(.limitEndpoints, "It is number \(ids.count)", doing: .leftOut("the endpoint"))
                }
                return false
            }
            if let other = names.updateValue(identity.endpointId, forKey: identity.name), !identity.name.isEmpty {
                within(step) {
                    $0.note(
                        .nameUnique, "The endpoint \(Text.quoted(other)) has the same friendlyName", at: "friendlyName")
                }
            }
            if let custom = identity.customIdentifier, !customIdentifiers.insert(custom).inserted {
                within(step) {
                    $0.note(
                        .attrCustomUnique, "An earlier endpoint has the same customIdentifier",
                        at: "additionalAttributes", "customIdentifier")
                }
            }
            if let serial = identity.serial, !serials.insert(serial).inserted {
                within(step) {
                    $0.note(
                        .attrSerialUnique, "An earlier endpoint has the same serialNumber", at: "additionalAttributes",
                        "serialNumber")
                }
            }
            return true
        }
    }

    /// Checks whether relations lead to endpoints of the answer.
    mutating func relations(_ endpoints: [(step: JSONPath.Step, identity: EndpointIdentity)]) {
        guard endpoints.contains(where: { !$0.identity.related.isEmpty }) else { return }
        let ids = Set(endpoints.map(\.identity.endpointId))
        defer { endpointId = nil }
        for (step, identity) in endpoints where !identity.related.allSatisfy(ids.contains) {
            endpointId = identity.endpointId
            within(step) {
                $0.note(.relTarget, "A relation leads to an endpoint that is not there", at: "relationships")
            }
        }
    }
}

extension Rule {
    static let idUniqueAnswer = Rule(
        "id-unique-answer", costs: .answer, .objects, "No two endpoints have the same endpointId.",
        "Give one of them another id.")
    static let limitEndpoints = Rule(
        "limit-endpoints", costs: .answer, .discovery, "A customer has at most 300 endpoints.", "Offer fewer devices.")
    static let nameUnique = Rule(
        "name-unique", costs: .nothing, isObserved: true, .objects.quoted,
        "No two devices of a customer have the same friendlyName; Alexa asks which one is meant, or does nothing.",
        "Rename one.")
    static let attrCustomUnique = Rule(
        "attr-custom-unique", costs: .nothing, .objects.quoted,
        "A customIdentifier is unique over all customers of the skill.", "Give each device its own.")
    static let attrSerialUnique = Rule(
        "attr-serial-unique", costs: .nothing, isAdvice: true, .inference,
        "Two devices of one model have different serial numbers, unless they are parts of one device.",
        "Give each device its own.")
    static let relTarget = Rule(
        "rel-target", costs: .nothing, .inference, "Relations lead to endpoints that Alexa knows.",
        "Name an endpoint that is discovered.")

    static let identityRules: [Rule] = [
        idUniqueAnswer, limitEndpoints, nameUnique, attrCustomUnique, attrSerialUnique, relTarget,
        .idStable,
    ]
}
