import AlexaProtocol

/// Replaces everything in a directive that could be a secret or personal data, even if it was replaced before.
///
/// Kept are numbers, truth values, the header's namespace, name, payload version and instance, and words of Alexa's own
/// vocabulary (``InterfaceCatalog/isPublic(_:key:in:)``). Everything else is replaced by the stable placeholders that the
/// recorded directives use, so that two directives that differ only in secrets become equal.
struct Redaction {
    /// The endpoint id that replaces the directive's own.
    let endpointId: String

    /// The directive without its ids, which ``Recording/document(named:)`` adds; `nil` if it has no name.
    func directive(_ json: JSONObject) -> (namespace: String, name: String, directive: JSONObject)? {
        guard let header = json["header"]?.object, let namespace = header["namespace"]?.string,
            let name = header["name"]?.string, Self.isNamespace(namespace), Self.isWord(name, upTo: 60)
        else { return nil }
        var redacted: JSONObject = [:]
        redacted["header"] = .object(self.header(header, namespace, name))
        for member in json.members where member.key != "header" {
            switch (member.key, member.value) {
            case ("endpoint", .object(let endpoint)): redacted["endpoint"] = .object(self.endpoint(endpoint))
            case ("payload", let payload): redacted["payload"] = value(payload, key: "payload", depth: 0)
            case (_, _): break
            }
        }
        return (namespace, name, redacted)
    }

    private func header(_ header: JSONObject, _ namespace: String, _ name: String) -> JSONObject {
        var redacted: JSONObject = ["namespace": .string(namespace), "name": .string(name)]
        if let instance = header["instance"]?.string {
            redacted["instance"] = .string(Self.isInstance(instance) ? instance : "Instance")
        }
        switch header["payloadVersion"] {
        case .string(let version)? where version.utf8.count <= 8 && version.allSatisfy { $0.isNumber || $0 == "." }:
            redacted["payloadVersion"] = .string(version)
        case .number(let version)?: redacted["payloadVersion"] = .number(version)
        case .string?, .null?, .bool?, .array?, .object?, nil: break
        }
        redacted["messageId"] = "message-id"
        if header["correlationToken"] != nil { redacted["correlationToken"] = "correlation-token" }
        return redacted
    }

    private func endpoint(_ endpoint: JSONObject) -> JSONObject {
        var redacted: JSONObject = [:]
        if let scope = endpoint["scope"] { redacted["scope"] = value(scope, key: "scope", depth: 0) }
        if endpoint["endpointId"] != nil { redacted["endpointId"] = .string(endpointId) }
        if endpoint["cookie"] != nil { redacted["cookie"] = [:] }
        return redacted
    }

    private func value(
        _ json: JSONValue, key: String, depth: Int, in object: JSONObject? = nil
    ) -> JSONValue {
        guard depth < 20 else { return "text" }
        switch json {
        case .null, .bool, .number: return json
        case .string(let text): return .string(Self.text(text, key: key, in: object))
        case .array(let elements):
            return .array(elements.prefix(300).map { value($0, key: key, depth: depth + 1) })
        case .object(let object):
            // A cookie or a map of names has keys that are values themselves.
            let members = object.members.prefix(300).enumerated().map { index, member -> (String, JSONValue) in
                let name = Self.isKey(member.key) ? member.key : "key-\(index + 1)"
                if InterfaceCatalog.isSecret(member, in: key) {
                    return (name, member.key == "code" ? "authorization-code" : "1234")
                }
                return (name, value(member.value, key: name, depth: depth + 1, in: object))
            }
            return .object(JSONObject(members))
        }
    }
}

extension Redaction {
    /// The placeholders of keys whose value is secret or personal.
    private static let placeholders = [
        "token": "account-linking-token", "partition": "unit-1", "userId": "user-1",
        "personId": "person-1", "start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z",
        "timestamp": "2026-01-01T00:00:00Z", "time": "2026-01-01T00:00:00Z", "endpointId": "endpoint-1",
        "sessionId": "session-0000-0001", "uri": "https://example.invalid/", "url": "https://example.invalid/",
    ]

    /// The replacement of a string.
    private static func text(_ text: String, key: String, in object: JSONObject?) -> String {
        if let placeholder = placeholders[key], !text.isEmpty { return placeholder }
        return InterfaceCatalog.isPublic(text, key: key, in: object) ? text : "text"
    }

    private static func isNamespace(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.first == "Alexa" && parts.count <= 4 && parts.allSatisfy { isWord(String($0), upTo: 60) }
    }

    private static func isWord(_ text: String, upTo length: Int) -> Bool {
        !text.isEmpty && text.utf8.count <= length && text.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }

    private static func isKey(_ text: String) -> Bool {
        isWord(text.hasPrefix("@") ? String(text.dropFirst()) : text, upTo: 40) && !text.utf8.contains(where: isDigit)
            // Alexa's own begin with a small letter, other than a name.
            && text.first { $0 != "@" }?.isLowercase == true
    }

    private static func isInstance(_ text: String) -> Bool {
        text.utf8.count <= 64 && !text.isEmpty
            && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || ".-_".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
