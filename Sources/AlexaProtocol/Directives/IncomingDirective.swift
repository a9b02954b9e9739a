/// What arrived: where the answer goes, and the directive or the reason why it could not be read.
package struct IncomingDirective: Sendable {
    /// Known even if the rest of the message is nonsense.
    package let address: ReplyAddress
    /// The directive, or INVALID_DIRECTIVE with what is wrong about it.
    package let directive: Result<Directive, AlexaError>

    /// Deeper than any cookie, and far from what a stack takes.
    private static let maximumDepth = 200

    /// Reads a message in one pass, header first. Never fails: whatever is wrong becomes part of the result.
    ///
    /// The parser keeps what stood before a syntax error, so half a JSON is still answered with its own correlation
    /// token and endpoint, provided they had arrived.
    package init(_ bytes: [UInt8]) {
        let document = JSONDocument(parsing: bytes, maximumDepth: Self.maximumDepth)
        let directive = document.value?.object?["directive"]?.object
        let header = directive?["header"]?.object
        let endpoint = directive?["endpoint"]?.object
        self.address = ReplyAddress(
            correlationToken: header?["correlationToken"]?.string,
            endpointId: endpoint?["endpointId"]?.string.flatMap { EndpointID($0) })
        if let problem = document.problem {
            self.directive = .failure(.invalidDirective("the message is not JSON: \(problem)"))
            return
        }
        self.directive = Result { () throws(AlexaError) in
            guard let directive else {
                throw .invalidDirective("the message has no object \"directive\"")
            }
            guard let header else {
                throw .invalidDirective("the directive has no object \"header\"")
            }
            return Directive(
                header: try Directive.Header(header),
                endpoint: try Directive.Endpoint(directive["endpoint"]),
                payload: directive["payload"].flatMap { $0.isNull ? nil : $0 } ?? .object([:]))
        }
    }
}

extension Directive.Header {
    fileprivate convenience init(_ json: JSONObject) throws(AlexaError) {
        func text(_ key: String) throws(AlexaError) -> String? {
            guard let value = json[key], !value.isNull else { return nil }
            guard let text = value.string else {
                throw .invalidDirective("header.\(key) is \(value.kind), not a string")
            }
            return text
        }
        guard let namespace = try text("namespace"), let name = try text("name") else {
            throw .invalidDirective("the header lacks \(json["namespace"] == nil ? "namespace" : "name")")
        }
        let instance = try text("instance")
        // An answer without its token would be lost, so nothing is done that could not be answered.
        _ = try text("correlationToken")
        // A number is not what Amazon sends, but says the same.
        let number = json["payloadVersion"]?.integer.map { String($0) }
        let payloadVersion = if let number { number } else { try text("payloadVersion") }
        self.init(
            namespace, name, instance: instance, payloadVersion: payloadVersion, messageId: json["messageId"]?.string)
    }
}

extension Directive.Endpoint {
    /// `nil` if the directive has no endpoint; Discover and AcceptGrant have none.
    fileprivate init?(_ json: JSONValue?) throws(AlexaError) {
        guard let json, !json.isNull else { return nil }
        guard let object = json.object else {
            throw .invalidDirective("endpoint is \(json.kind), not an object")
        }
        guard let endpointId = object["endpointId"]?.string else {
            throw .invalidDirective("endpoint.endpointId is missing or not a string")
        }
        self.endpointId = endpointId
        self.scope = Scope(object["scope"])
        self.cookie = object["cookie"]?.object ?? [:]
    }
}
