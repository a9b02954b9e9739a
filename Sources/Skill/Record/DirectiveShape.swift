import AlexaProtocol

/// The shape of a message: each value replaced by its type, for log lines.
enum DirectiveShape {
    /// Values nested deeper are left out.
    static let greatestDepth = 20
    /// The most members of an object and elements of an array that are written; the others are left out.
    static let greatestCount = 64

    /// `{"directive": {"header": {"namespace": "string", ...}}}`.
    static func of(_ value: JSONValue) -> JSONValue { shape(value, depth: 0) }

    private static func shape(_ value: JSONValue, depth: Int) -> JSONValue {
        switch value {
        case .null: return "null"
        case .bool: return "boolean"
        case .number: return "number"
        case .string: return "string"
        case .array(let elements):
            guard depth < greatestDepth else { return "array" }
            // Elements mostly have the same shape: each different shape is written once.
            var shapes: [JSONValue] = []
            for element in elements.prefix(greatestCount) {
                let next = shape(element, depth: depth + 1)
                if !shapes.contains(next) { shapes.append(next) }
            }
            return .array(shapes)
        case .object(let object):
            guard depth < greatestDepth else { return "object" }
            return .object(
                JSONObject(
                    object.members.prefix(greatestCount).map { member in
                        (
                            key(member.key),
                            member.key == "cookie" ? cookie(member.value) : shape(member.value, depth: depth + 1)
                        )
                    }))
        }
    }

    /// The names in a cookie are the vendor's or the operator's, and as private as its values.
    private static func cookie(_ value: JSONValue) -> JSONValue {
        guard let object = value.object else { return shape(value, depth: greatestDepth) }
        return object.isEmpty ? [:] : "object"
    }

    /// A member's name if it looks like one of Alexa's: letters, the first one small, `_`, `@` and `.`, at most three digits. Otherwise `(name)`: a
    /// message that is not Alexa's may have private data in its names.
    static func key(_ key: String) -> String {
        let digits = key.utf8.count { (48...57).contains($0) }
        let isWord = key.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95 || $0 == 64
                || $0 == 46
        }
        let isSmall = key.utf8.first.map { !(65...90).contains($0) } ?? false
        return isWord && isSmall && digits <= 3 && key.utf8.count <= 48 ? key : "(name)"
    }
}
