import AlexaProtocol
import Testing

/// Short forms for the tests of lights, generic controllers and supplies.
enum LightSupport {
    /// The result of reading a payload and checking it against a capability: the directive as text, or the error's type
    /// and fields.
    static func read(
        _ interface: any AlexaInterface.Type, _ name: String, _ payload: JSONValue, _ capability: Capability? = nil
    ) throws -> String {
        let kind = try #require(interface.directives.first { $0.name == name })
        do throws(AlexaError) {
            let directive = try kind.read(Payload(payload, of: .init("", name)))
            if let capability { try directive.check(against: capability) }
            return "\(directive)"
        } catch {
            let fields = error.type.fields
            return error.type.type + (fields.isEmpty ? "" : " " + JSONValue.object(fields).text)
        }
    }

    /// A capability in its recorded form.
    static func recorded(_ json: String) throws -> Capability {
        try #require(JSONDocument(parsing: Array(json.utf8)).value.flatMap { Capability($0) })
    }

    /// The capability after discovery, and the rules it broke; `nil` if the endpoint is left out.
    static func discovered(_ capability: Capability) -> (json: JSONValue?, rules: [String]) {
        let endpoint = Endpoint(
            endpointId: "e", manufacturerName: "m", friendlyName: "f", description: "d", displayCategories: ["LIGHT"],
            capabilities: [capability])
        let verdict = DiscoveryRules.check([endpoint])
        let event = Event(messageId: "m", .discoverResponse(verdict.discovered)).encoded()
        let payload = JSONDocument(parsing: event).value?.object?["event"]?.object?["payload"]?.object
        return (
            payload?["endpoints"]?.array?.first?.object?["capabilities"]?.array?.first,
            verdict.findings.filter { $0.rule.severity != .poor }.map(\.rule.id)
        )
    }

    /// The event as sent to Alexa.
    static func encoded(_ event: InterfaceEvent) throws -> JSONObject {
        let id = try #require(EndpointID("e"))
        let bytes = Event(messageId: "m", .interfaceEvent(event, id)).encoded()
        return try #require(JSONDocument(parsing: bytes).value?.object?["event"]?.object)
    }
}
