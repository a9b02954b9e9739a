extension EndpointHealth {
    package static let valueRules: [String: Rule] = ["connectivity": .valHealth]
    package static let rules: [Rule] = [.healthConnectivity, .healthFlags, .healthPropsVersion]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        var properties = capability["properties"]?.object ?? ["retrievable": true]
        var supported = properties["supported"]?.array ?? []
        let names = supported.compactMap { $0.object?["name"]?.string }
        if !names.contains("connectivity") {
            inspection.note(
                .healthConnectivity, "connectivity is not declared", at: "properties",
                doing: .mended("connectivity is declared"))
            supported.insert(["name": "connectivity"], at: 0)
            properties["supported"] = .array(supported)
            capability["properties"] = .object(properties)
        }
        if properties["retrievable"]?.bool != true || properties["proactivelyReported"]?.bool != true {
            inspection.note(
                .healthFlags, "EndpointHealth is not both retrievable and proactivelyReported", at: "properties")
        }
        let newer = names.filter { $0 != "connectivity" }
        if !newer.isEmpty, ["3", "3.1"].contains(capability["version"]?.string) {
            inspection.note(
                .healthPropsVersion,
                "\(newer.joined(separator: ", ")) stands in version \(capability["version"]?.string ?? "")",
                at: "version", doing: .mended("version is \"3.2\""))
            capability["version"] = "3.2"
        }
        return true
    }
}

extension Rule {
    static let healthConnectivity = Rule(
        "health-connectivity", costs: .capability, .interface("EndpointHealth"),
        "EndpointHealth declares connectivity.", "Declare it.")
    static let valHealth = Rule(
        "val-health", costs: .event, .interface("EndpointHealth"),
        "connectivity is an object whose value is OK or UNREACHABLE; a reason goes with UNREACHABLE.", "Write it so.")
    static let healthFlags = Rule(
        "health-flags", costs: .nothing, .interface("EndpointHealth"),
        "EndpointHealth is retrievable and proactivelyReported; otherwise customers are not told that a device is offline.",
        "Set both flags, and keep them.")
    static let healthPropsVersion = Rule(
        "health-props-version", costs: .nothing, isAdvice: true, .interface("EndpointHealth"),
        "battery, radioDiagnostics and networkThroughput belong to version 3.2 and are missing on the current page.",
        "Declare version 3.2.")
}
