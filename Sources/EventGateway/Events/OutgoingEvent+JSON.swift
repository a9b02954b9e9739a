package import AlexaProtocol

/// Why JSON is not an event that can be sent. The text names what is missing.
package struct InvalidEvent: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

extension OutgoingEvent {
    /// Encodes an event of the skill.
    package init(_ event: Event) {
        let marker = TokenMarker()
        let bytes = event.encoded(scope: Scope(token: marker.text))
        let header = event.header
        self.init(
            messageId: event.messageId, kind: Kind(header.namespace, header.name), namespace: header.namespace,
            name: header.name, endpointId: event.endpointId?.rawValue, template: marker.cutOut(of: bytes))
    }

    /// Reads an event from the JSON of a file or another program. An existing scope is replaced.
    ///
    /// - Throws: when the JSON has no event, its header lacks what the gateway needs, or the event is one that is never sent to
    ///   the gateway.
    package init(json bytes: [UInt8]) throws(InvalidEvent) {
        let document = JSONDocument(parsing: bytes)
        if let problem = document.problem { throw InvalidEvent(description: "this is not JSON: \(problem)") }
        guard let value = document.value, case .object(var message) = value,
            case .object(var event)? = message["event"]
        else { throw InvalidEvent(description: "there is no object \"event\" at the top") }
        guard let header = event["header"]?.object else { throw InvalidEvent(description: "the event has no header") }
        func field(_ name: String) throws(InvalidEvent) -> String {
            guard let text = header[name]?.string, !text.isEmpty else {
                throw InvalidEvent(description: "the event's header has no \(name)")
            }
            return text
        }
        let (messageId, namespace, name) = (try field("messageId"), try field("namespace"), try field("name"))
        if let reason = Self.reasonAgainstGateway(namespace, name) { throw InvalidEvent(description: reason) }
        let marker = TokenMarker()
        let scope = JSONValue.object(["type": "BearerToken", "token": .string(marker.text)])
        var payload = event["payload"]?.object ?? [:]
        if Self.namesScopeInPayload(namespace, name) || payload["scope"] != nil {
            payload["scope"] = scope
            event["payload"] = .object(payload)
        }
        var endpointId: String?
        if let endpoint = event["endpoint"]?.object {
            endpointId = endpoint["endpointId"]?.string
            // The scope goes first, as in Amazon's documentation.
            event["endpoint"] = .object(
                JSONObject(
                    [("scope", scope)] + endpoint.members.filter { $0.key != "scope" }.map { ($0.key, $0.value) }))
        }
        message["event"] = .object(event)
        self.init(
            messageId: messageId, kind: Kind(namespace, name), namespace: namespace, name: name,
            endpointId: endpointId, template: marker.cutOut(of: JSONValue.object(message).encoded()))
    }

    /// The correlation token, if it has one.
    var correlationTokens: [Secret] {
        let token = json?["event"]?.object?["header"]?.object?["correlationToken"]?.string
        return token.map { [Secret($0)] } ?? []
    }

    /// The whole event with a marker in place of the token; `nil` if the template is damaged.
    package var json: JSONObject? {
        let marker = TokenMarker()
        let document = JSONDocument(parsing: marker.putIn(template))
        return document.problem == nil ? document.value?.object : nil
    }

    private static func namesScopeInPayload(_ namespace: String, _ name: String) -> Bool {
        namespace == Discovery.namespace && (name == "AddOrUpdateReport" || name == "DeleteReport")
    }
}

extension OutgoingEvent.Kind {
    /// The kind of an event by its header.
    init(_ namespace: String, _ name: String) {
        if namespace == Discovery.namespace {
            self = .discovery
        } else if namespace == Alexa.namespace && name == "ChangeReport" {
            self = .changeReport
        } else if name.hasSuffix("Response") || name == "StateReport" {
            self = .answer
        } else {
            self = .notice
        }
    }
}
