/// A device, scene or service that a customer can control: one item of a discovery answer. Source: Alexa.Discovery.
package struct Endpoint: Hashable, Sendable {
    /// The endpoint's id, unchecked: ``DiscoveryRules`` decides whether it may be sent.
    package let endpointId: String
    /// Who made it, 1 to 128 characters.
    package var manufacturerName: String
    /// What the customer calls it: letters, digits and spaces, 1 to 256 of them.
    package var friendlyName: String
    /// What it is, for the Alexa app, 1 to 128 characters.
    package var description: String
    /// How the Alexa app shows it; the first is the main one.
    package var displayCategories: [String]
    /// What it can do.
    package var capabilities: [Capability]
    /// Strings that Alexa sends back with each directive, less than 5,000 bytes together.
    package var cookie: JSONObject
    /// `manufacturer`, `model`, `serialNumber` and so on, each 256 characters at most.
    package var additionalAttributes: JSONObject
    /// How it is connected, so that Alexa recognises the same device seen through two skills.
    package var connections: [JSONValue]
    /// Relations to other endpoints.
    package var relationships: JSONObject
    /// What was corrected when the endpoint was read from a file; see ``DiscoveryRules/mends(in:read:)``. Never sent.
    package var mends: [Finding] = []

    /// An endpoint; the `Alexa` capability, which each must have, is added if it is missing.
    package init(
        endpointId: String, manufacturerName: String, friendlyName: String, description: String,
        displayCategories: [String], capabilities: [Capability], cookie: JSONObject = [:],
        additionalAttributes: JSONObject = [:], connections: [JSONValue] = [], relationships: JSONObject = [:]
    ) {
        self.endpointId = endpointId
        self.manufacturerName = manufacturerName
        self.friendlyName = friendlyName
        self.description = description
        self.displayCategories = displayCategories
        self.capabilities =
            capabilities.contains { $0.interface == Alexa.namespace }
            ? capabilities : capabilities + [Capability(Alexa.self)]
        self.cookie = cookie
        self.additionalAttributes = additionalAttributes
        self.connections = connections
        self.relationships = relationships
    }

    /// The capability of that interface and, where the interface has instances, that instance.
    package func capability(_ interface: String, instance: String? = nil) -> Capability? {
        index(interface, instance).map { capabilities[$0] }
    }

    /// Whether the endpoint has a capability of that interface.
    package func declares(_ interface: String) -> Bool {
        index(interface, nil) != nil
    }

    private func index(_ interface: String, _ instance: String?) -> Int? {
        // By index, because iterating would copy each capability to look at it.
        capabilities.indices.first {
            capabilities[$0].interface == interface && (instance == nil || capabilities[$0].instance == instance)
        }
    }
}

extension Endpoint {
    /// Reads an endpoint leniently, as recordings have it; `nil` if it has no id.
    package init?(_ json: JSONValue) {
        guard let object = json.withoutNulls.object, let endpointId = object["endpointId"]?.string else { return nil }
        self.init(
            endpointId: endpointId,
            manufacturerName: object["manufacturerName"]?.string ?? "",
            friendlyName: object["friendlyName"]?.string ?? "",
            description: object["description"]?.string ?? "",
            displayCategories: object["displayCategories"]?.array?.compactMap(\.string) ?? [],
            capabilities: object["capabilities"]?.array?.compactMap(Capability.init) ?? [],
            cookie: object["cookie"]?.object ?? [:],
            additionalAttributes: object["additionalAttributes"]?.object ?? [:],
            connections: object["connections"]?.array ?? [],
            relationships: object["relationships"]?.object ?? [:])
    }

    /// The endpoint as discovery has it.
    package var json: JSONObject {
        var json: JSONObject = [
            "endpointId": .string(endpointId), "manufacturerName": .string(manufacturerName),
            "friendlyName": .string(friendlyName), "description": .string(description),
            "displayCategories": .array(displayCategories.map { .string($0) }),
        ]
        if !additionalAttributes.isEmpty { json["additionalAttributes"] = .object(additionalAttributes) }
        if !cookie.isEmpty { json["cookie"] = .object(cookie) }
        json["capabilities"] = .array(capabilities.map { .object($0.json) })
        if !connections.isEmpty { json["connections"] = .array(connections) }
        if !relationships.isEmpty { json["relationships"] = .object(relationships) }
        return json
    }

    /// Writes the endpoint as an item of a discovery answer.
    ///
    /// - Parameter extra: members to add at the end.
    func write(to json: inout JSONWriter, with extra: JSONObject = [:]) {
        var object = self.json
        object.members += extra.members
        json.write(.object(object))
    }
}
