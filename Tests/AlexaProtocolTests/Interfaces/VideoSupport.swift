import AlexaProtocol
import Testing

/// The result of reading a payload and checking it against a capability: the directive as text, or the error's type.
func reading(
    _ interface: any AlexaInterface.Type, _ name: String, _ payload: JSONValue, against capability: JSONObject = [:]
) throws -> String {
    let kind = try #require(interface.directives.first { $0.name == name })
    do {
        let directive = try kind.read(Payload(payload, of: .init("", name)))
        try directive.check(against: try declared(interface, capability))
        return "\(directive)"
    } catch let error as AlexaError {
        return error.type.type
    }
}

/// The capability of `interface` with these members, in its recorded form.
func declared(_ interface: any AlexaInterface.Type, _ members: JSONObject = [:]) throws -> Capability {
    var json: JSONObject = [
        "type": "AlexaInterface", "interface": .string(interface.namespace), "version": .string(interface.version),
    ]
    for member in members.members { json[member.key] = member.value }
    return try #require(Capability(.object(json)))
}

/// The capability as Alexa would discover it.
func discovered(_ capability: Capability) throws -> JSONObject {
    let endpoint = Endpoint(
        endpointId: "e", manufacturerName: "m", friendlyName: "f", description: "d", displayCategories: ["TV"],
        capabilities: [capability])
    let json = JSONDocument(parsing: Event(messageId: "m", .discoverResponse([DiscoveredEndpoint(endpoint)])).encoded())
        .value
    let endpoints = json?.object?["event"]?.object?["payload"]?.object?["endpoints"]?.array
    return try #require(endpoints?.first?.object?["capabilities"]?.array?.first?.object)
}
