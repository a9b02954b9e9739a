import AlexaProtocol
import Telemetry

/// A directive without its private parts, for the log line that `porchlight record` makes files of.
///
/// Numbers, truth values and Alexa's own words (``InterfaceCatalog/isPublic(_:key:in:)``) stay. Every other string is replaced
/// by a placeholder.
enum CapturedDirective {
    /// The largest directive in a log line, in bytes; CloudWatch would cut off a longer line. Source: CloudWatch Logs quotas.
    static let greatestSize = 200_000

    /// The message with its private parts replaced.
    static func of(_ message: JSONValue) -> JSONValue { redacted(message, key: "", depth: 0) }

    private static func redacted(_ value: JSONValue, key: String, depth: Int) -> JSONValue {
        switch value {
        case .null, .bool, .number: return value
        case .string(let text): return .string(redacted(text, key: key, in: nil))
        case .array(let elements):
            guard depth < DirectiveShape.greatestDepth else { return [] }
            return .array(
                elements.prefix(DirectiveShape.greatestCount).map { redacted($0, key: key, depth: depth + 1) })
        case .object(let object):
            guard depth < DirectiveShape.greatestDepth, key != "cookie" else { return [:] }
            let isHeader = key == "header"
            return .object(
                JSONObject(
                    object.members.prefix(DirectiveShape.greatestCount).map { member in
                        let name = DirectiveShape.key(member.key)
                        if InterfaceCatalog.isSecret(member, in: key) {
                            return (name, member.key == "code" ? "code" : "0000")
                        }
                        guard let text = member.value.string else {
                            return (name, redacted(member.value, key: member.key, depth: depth + 1))
                        }
                        let shown = isHeader ? header(text, member.key) : redacted(text, key: member.key, in: object)
                        return (name, .string(shown))
                    }))
        }
    }

    private static func header(_ text: String, _ key: String) -> String {
        switch key {
        case "namespace", "name": isWord(text, longest: 64, digits: 8) ? text : "text"
        case "instance": isWord(text, longest: 64, digits: 8) ? text : "Instance"
        case "payloadVersion":
            text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 } ? String(text.prefix(8)) : "text"
        case "correlationToken": "correlation-token"
        case "messageId": "message-id"
        default: "text"
        }
    }

    private static func redacted(_ text: String, key: String, in object: JSONObject?) -> String {
        switch key {
        case _ where text.isEmpty: ""
        case "timeOfError", "start", "end": "2026-01-01T00:00:00Z"
        case "endpointId": "endpoint-\(LogHash.of(text).prefix(6))"
        case "token": "token"
        default: InterfaceCatalog.isPublic(text, key: key, in: object) ? text : "text"
        }
    }

    /// Letters, digits, `.`, `_` and `-`.
    private static func isWord(_ text: String, longest: Int, digits: Int) -> Bool {
        let bytes = text.utf8
        return !bytes.isEmpty && bytes.count <= longest && bytes.count { (48...57).contains($0) } <= digits
            && bytes.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || [45, 46, 95].contains($0)
            }
    }
}
