extension DiscoveryRules {
    private static let attributeNames: Set<String> = [
        "manufacturer", "model", "serialNumber", "firmwareVersion", "softwareVersion", "customIdentifier",
    ]
    private static let connectionTypes: Set<String> = ["TCP_IP", "ZIGBEE", "ZWAVE", "UNKNOWN"]
    private static let connectionMembers = ["type", "macAddress", "homeId", "nodeId", "value"]

    /// The endpoint without the parts that Alexa would refuse or that Porchlight could not answer for; what is left out
    /// is named in `notes`.
    static func strictForm(of endpoint: Endpoint, notes: inout [String]) -> Endpoint {
        var strict = endpoint
        // Alexa takes them in practice, and customers like to name rooms and lamps after each other.
        if !endpoint.friendlyName.allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " }) {
            notes.append("friendlyName kept, though Amazon allows only letters, digits and spaces")
        }
        strict.capabilities = endpoint.capabilities.compactMap { capability in
            // Alexa would let the customer ask for what we can only refuse.
            guard let interface = InterfaceCatalog.interface(capability.interface) else {
                notes.append("capability \(capability.interface) left out: not an interface that Porchlight speaks")
                return nil
            }
            guard ![Authorization.namespace, Discovery.namespace].contains(capability.interface) else {
                notes.append("capability \(capability.interface) left out: it is never declared")
                return nil
            }
            return strictForm(of: capability, interface, notes: &notes).withStrictNames(notes: &notes)
        }
        strict.additionalAttributes = JSONObject(
            members: endpoint.additionalAttributes.members.filter { attribute in
                let isKnown = attributeNames.contains(attribute.key) && attribute.value.string != nil
                if !isKnown {
                    notes.append("additionalAttributes.\(attribute.key) left out: not an attribute of Alexa's")
                }
                return isKnown
            })
        strict.connections = endpoint.connections.compactMap { connection in
            guard let object = connection.object, let type = object["type"]?.string, connectionTypes.contains(type)
            else {
                notes.append("a connection left out: type must be TCP_IP, ZIGBEE, ZWAVE or UNKNOWN")
                return nil
            }
            return .object(JSONObject(members: object.members.filter { connectionMembers.contains($0.key) }))
        }
        return strict
    }

    /// The capability without the properties and the configuration that its interface does not have.
    private static func strictForm(
        of capability: Capability, _ interface: any AlexaInterface.Type, notes: inout [String]
    ) -> Capability {
        var strict = capability
        if capability.version != "3", !interface.versions.contains(capability.version) {
            notes.append("version \(capability.version) of \(capability.interface) sent as \(interface.version)")
            strict.version = interface.version
        }
        for name in capability.properties?.supported ?? [] where interface.property(name)?.exists(in: strict.version) != true {
            notes.append("property \(name) of \(capability.interface) left out: not a property that Alexa accepts")
            strict.properties?.supported.removeAll { $0 == name }
        }
        if let configuration = capability.configuration {
            strict.configuration = interface.strictForm(of: configuration)
            if strict.configuration != configuration {
                notes.append("configuration of \(capability.interface) cut down to what Alexa accepts")
            }
        }
        return strict
    }
}
