/// A received message: the address of its answer, and the directive or the reason why it could not be read.
package struct IncomingDirective: Sendable {
    /// Known even if the rest of the message is invalid.
    package let address: ReplyAddress
    /// The directive, or INVALID_DIRECTIVE with the reason.
    package let directive: Result<Directive, AlexaError>
    /// What could be read of the header of a directive that is not valid; empty if ``directive`` is.
    package let partialHeader: PartialHeader

    /// The parts of a header that could be read.
    package struct PartialHeader: Hashable, Sendable {
        /// The interface.
        package var namespace: String?
        /// The directive's name.
        package var name: String?
        /// Alexa's id of the message.
        package var messageId: String?
        /// The endpoint's id as it was written, for logs only: Alexa may allow no such id.
        package var endpointId: String?
    }

    /// Deeper than any cookie, and far below the limit of the stack.
    private static let maximumDepth = 200

    /// Reads a message in one pass, header first. Never fails: every problem becomes part of the result.
    ///
    /// The parser keeps everything before a syntax error, so truncated JSON is still answered with its own correlation token
    /// and endpoint, if they were received.
    package init(_ bytes: [UInt8]) {
        let document = JSONDocument(parsing: bytes, maximumDepth: Self.maximumDepth)
        self.init(document.value, problem: document.problem)
    }

    /// Reads a message that is parsed already.
    init(_ document: JSONValue) {
        self.init(document, problem: nil)
    }

    private init(_ document: JSONValue?, problem: JSONSyntaxError?) {
        let message = document?.object
        let directive = message?["directive"]?.object
        let header = directive?["header"]?.object
        let endpoint = directive?["endpoint"]?.object
        self.address = ReplyAddress(
            // A token that cannot be copied byte for byte would match no directive.
            correlationToken: header?["correlationToken"]?.string.flatMap { $0.isDamaged ? nil : Secret($0) },
            endpointId: endpoint?["endpointId"]?.string.flatMap { EndpointID($0) })
        if let problem {
            partialHeader = PartialHeader(header, endpoint)
            self.directive = .failure(.invalidDirective("the message is not JSON: \(problem)"))
            return
        }
        let result = Result { () throws(AlexaError) in
            guard let directive else {
                guard let message, Directive.isVersion2(message) else {
                    throw .invalidDirective("the message has no object \"directive\"")
                }
                throw .invalidDirective(Directive.version2)
            }
            guard let header else {
                throw .invalidDirective("the directive has no object \"header\"")
            }
            guard !Directive.isNamedAsVersion2(header) else {
                throw .invalidDirective(Directive.version2)
            }
            return Directive(
                header: try Directive.Header(header),
                endpoint: try Directive.Endpoint(directive["endpoint"]),
                payload: directive["payload"].flatMap { $0.isNull ? nil : $0 } ?? .object([:]))
        }
        partialHeader =
            if case .failure = result {
                PartialHeader(header ?? message?["header"]?.object, endpoint)
            } else { PartialHeader() }
        self.directive = result
    }
}

extension IncomingDirective.PartialHeader {
    fileprivate init(_ header: JSONObject?, _ endpoint: JSONObject?) {
        self.init(
            namespace: header?["namespace"]?.string, name: header?["name"]?.string,
            messageId: header?["messageId"]?.string, endpointId: endpoint?["endpointId"]?.string)
    }
}

extension Directive {
    /// Whether a whole document is a message of payload version 2, which had neither directives nor endpoints and
    /// which Alexa no longer sends. Its namespaces were those of Alexa.ConnectedHome.
    static func isVersion2(_ message: JSONObject) -> Bool {
        guard let header = message["header"]?.object else { return false }
        return isNamedAsVersion2(header) || header["payloadVersion"]?.string == "2"
    }

    /// Whether a header's namespace is one of payload version 2.
    static func isNamedAsVersion2(_ header: JSONObject) -> Bool {
        header["namespace"]?.string?.hasPrefix("Alexa.ConnectedHome.") == true
    }

    static let version2 =
        "this is a message of payload version 2 (Alexa.ConnectedHome): set the payload version of the skill to v3 in the developer console"
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
        // An answer without its token would be lost, so a directive that cannot be answered is not carried out.
        guard try text("correlationToken")?.isDamaged != true else {
            throw .invalidDirective("header.correlationToken holds half a surrogate pair and cannot be copied")
        }
        // Amazon sends a string, but a number has the same meaning.
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
        // Discovery never sends such an id, so it addresses no endpoint.
        guard EndpointID(endpointId) != nil else {
            throw AlexaError(
                .generic(.noSuchEndpoint), "endpointId is empty, too long or has characters that Alexa allows in none")
        }
        self.endpointId = endpointId
        self.scope = Scope(object["scope"])
        self.cookie = object["cookie"]?.object ?? [:]
    }
}

extension String {
    /// Whether it has the replacement character, for bytes that could not be decoded. Compares scalars: comparing characters
    /// takes longer than parsing the whole directive.
    fileprivate var isDamaged: Bool { !utf8Span.isKnownASCII && unicodeScalars.contains("\u{FFFD}") }
}
