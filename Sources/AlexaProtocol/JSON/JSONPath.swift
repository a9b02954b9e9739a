/// A place in a JSON document, from its top.
package struct JSONPath: Hashable, Sendable {
    /// From a container to a value in it.
    package enum Step: Hashable, Sendable {
        /// The member of that name.
        case key(String)
        /// The element of that index, from 0.
        case index(Int)
    }

    /// The steps, the outermost first.
    package var steps: [Step]

    /// The place to which these steps lead.
    package init(_ steps: [Step] = []) {
        self.steps = steps
    }
}

extension JSONPath: CustomStringConvertible {
    /// Such as `endpoints[0].cookie`; a name with characters other than letters, digits and `_-@` is written in `["..."]`.
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where key.utf8.allSatisfy(Self.isPlain) && !key.isEmpty:
                text += (text.isEmpty ? "" : ".") + key
            case .key(let key): text += "[\(JSONValue.string(key).text)]"
            }
        }
        return text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"):
            true
        default: false
        }
    }
}

extension JSONPath.Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The member of that name.
    package init(stringLiteral value: String) { self = .key(value) }
    /// The element of that index.
    package init(integerLiteral value: Int) { self = .index(value) }
}
