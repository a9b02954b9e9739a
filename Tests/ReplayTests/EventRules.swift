import AlexaProtocol

/// Rules for every event, independent of its directive. Sources: the envelope tables of Alexa.Response, Alexa.ErrorResponse,
/// Alexa.StateReport and Alexa.Discovery.
enum EventRules {
    private static let withoutEndpoint: Set<String> = [
        "Discover.Response", "AcceptGrant.Response", "DeferredResponse", "AddOrUpdateReport", "DeleteReport",
    ]
    private static let withoutContext: Set<String> = withoutEndpoint.union(["ErrorResponse"])

    /// The problems of an event, one sentence each.
    static func violations(_ bytes: [UInt8]) -> [String] {
        let document = JSONDocument(parsing: bytes, maximumDepth: 256)
        guard document.problem == nil, let root = document.value?.object, let event = root["event"]?.object,
            let header = event["header"]?.object, let name = header["name"]?.string
        else { return ["not an event"] }
        var violations: [String] = []
        func require(_ condition: Bool, _ rule: String) {
            if !condition { violations.append(rule) }
        }
        require(root.members.allSatisfy { ["event", "context"].contains($0.key) }, "only event and context at the top")
        require(event.members.allSatisfy { ["header", "endpoint", "payload"].contains($0.key) }, "event's members")
        for key in ["namespace", "name", "messageId", "payloadVersion"] {
            require(header[key]?.string?.isEmpty == false, "header.\(key) is a string")
        }
        require(header["correlationToken"]?.string?.isEmpty != true, "header.correlationToken is not empty")
        require(event["payload"]?.object != nil, "the payload is an object")
        require(!hasNull(.object(root)), "no null")
        require(event["endpoint"] == nil || !withoutEndpoint.contains(name), "\(name) has no endpoint")
        if let endpoint = event["endpoint"]?.object {
            require(endpoint["endpointId"]?.string.flatMap { EndpointID($0) } != nil, "a good endpointId")
        }
        require(root["context"] == nil || !withoutContext.contains(name), "\(name) has no context")
        for property in root["context"]?.object?["properties"]?.array ?? [] {
            let property = property.object ?? [:]
            require(property["timeOfSample"]?.string.flatMap { Timestamp($0) } != nil, "a good timeOfSample")
            require((property["uncertaintyInMilliseconds"]?.integer ?? -1) >= 0, "an uncertainty of 0 or more")
            let interface = property["namespace"]?.string.flatMap { InterfaceCatalog.interface($0) }
            let kind = property["name"]?.string.flatMap { interface?.property($0) }
            let value = property["value"]
            require(value.flatMap { kind?.shape.normalised($0) } == value, "a value of the property's shape")
        }
        if name.hasSuffix("ErrorResponse") {
            let payload = event["payload"]?.object ?? [:]
            let type = payload["type"]?.string ?? ""
            let kind = ErrorCatalog.kind(ofType: type, preferring: header["namespace"]?.string ?? "")
            require(kind?.header.namespace == header["namespace"]?.string, "\(type) in its namespace")
            require(kind?.header.name == name, "\(type) under its name")
            require(kind?.error(fields: payload) != nil, "\(type) with its fields")
            require(payload["message"]?.string?.isEmpty == false, "a message")
        }
        return violations
    }

    private static func hasNull(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .array(let elements): elements.contains(where: hasNull)
        case .object(let object): object.members.contains { hasNull($0.value) }
        case .bool, .number, .string: false
        }
    }
}
