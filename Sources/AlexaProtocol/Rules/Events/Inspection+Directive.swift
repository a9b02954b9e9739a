extension Inspection {
    /// Checks a directive: whether it is one that Alexa sends. Nothing is mended.
    mutating func directive(_ message: JSONObject) {
        if Directive.isVersion2(message) {
            note(.dirVersion, "This is a message of payload version 2")
            return
        }
        guard let directive = message["directive"]?.object else {
            note(.dirObject, "directive is \(message["directive"]?.kind ?? "missing")", at: "directive")
            return
        }
        endpointId = directive["endpoint"]?.object?["endpointId"]?.string
        defer { endpointId = nil }
        let incoming = IncomingDirective(.object(message))
        let read: Directive
        switch incoming.directive {
        case .failure(let error):
            let isAboutId = error.type == .generic(.noSuchEndpoint)
            note(isAboutId ? .dirEndpoint : .dirObject, error.message, at: "directive")
            return
        case .success(let directive): read = directive
        }
        within("directive") { inspection in
            inspection.request(read, directive)
        }
    }

    private mutating func request(_ read: Directive, _ json: JSONObject) {
        let header = read.header
        for key in ["messageId", "payloadVersion"] where json["header"]?.object?[key]?.string == nil {
            note(.dirHeader, "\(key) is missing or not a text", at: "header", .key(key))
        }
        guard let interface = InterfaceCatalog.interface(header.namespace),
            let kind = interface.directives.first(where: { $0.name == header.name })
        else {
            note(
                .dirKnown, "\(Text.quoted(header.fullName)) is not a directive that Porchlight knows", at: "header",
                "name")
            return
        }
        if let version = header.payloadVersion, version != interface.payloadVersion {
            note(
                .dirVersion, "payloadVersion is \(Text.quoted(version)), not \(Text.quoted(interface.payloadVersion))",
                at: "header", "payloadVersion")
        }
        if interface.hasInstances != (header.instance != nil) {
            note(
                .dirInstance, "The header has \(interface.hasInstances ? "no" : "an") instance", at: "header",
                "instance")
        }
        let needsEndpoint = ![Discovery.namespace, Authorization.namespace].contains(interface.namespace)
        if needsEndpoint {
            if let endpoint = read.endpoint {
                if endpoint.scope == nil {
                    note(.dirScope, "The endpoint has no scope with a token", at: "endpoint", "scope")
                }
            } else {
                note(.dirEndpoint, "There is no endpoint", at: "endpoint")
            }
            if json["header"]?.object?["correlationToken"] == nil {
                note(.dirHeader, "correlationToken is missing", at: "header", "correlationToken")
            }
        }
        do throws(AlexaError) {
            _ = try kind.read(Payload(read.payload, of: header))
        } catch {
            note(.dirPayload, error.message, at: "payload")
        }
    }
}

extension Rule {
    static let dirObject = Rule(
        "dir-object", costs: .directive, .interface("Discovery"),
        "A message from Alexa has an object directive with a header, an endpoint for most, and a payload.",
        "Compare it with the interface's page.")
    static let dirVersion = Rule(
        "dir-version", costs: .directive, .discovery,
        "A skill is asked in the payload version of the interface: 3 for most; version 2 is no longer in use.",
        "Set the payload version of the skill to 3 in the developer console.")
    static let dirHeader = Rule(
        "dir-header", costs: .nothing, .response,
        "The header of a directive has messageId, payloadVersion and, beside an endpoint, a correlationToken; without it no answer can be matched.",
        "Give them.")
    static let dirKnown = Rule(
        "dir-known", costs: .directive, .errorResponse, "Namespace and name are those of an interface's page.",
        "Compare them with the page.")
    static let dirInstance = Rule(
        "dir-instance", costs: .nothing, .generic,
        "Directives of interfaces with instances have an instance in the header, others have none; without it another capability may be meant.",
        "Give or remove it.")
    static let dirEndpoint = Rule(
        "dir-endpoint", costs: .directive, .objects, "A directive names an endpoint with an id that Alexa accepts.",
        "Name an endpoint of a discovery answer.")
    static let dirScope = Rule(
        "dir-scope", costs: .nothing, .response,
        "The endpoint of a directive has a scope with the customer's token; without it the customer is unknown.",
        "Give a scope.")
    static let dirPayload = Rule(
        "dir-payload", costs: .directive, .errorResponse, "The payload has the fields of the directive's page.",
        "Compare it with the page.")

    static let directiveRules: [Rule] = [
        dirObject, dirVersion, dirHeader, dirKnown, dirInstance, dirEndpoint, dirScope, dirPayload,
    ]
}
