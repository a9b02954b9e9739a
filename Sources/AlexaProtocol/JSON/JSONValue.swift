/// A JSON value of any shape: a message of Alexa's before it is decoded, and parts that are passed on unread.
package enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// Any number. Whole numbers from 2^53 on lose their last digits, and what is too large is the largest number; Alexa
    /// sends neither.
    case number(Double)
    /// A string, its escapes already resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

extension JSONValue {
    /// Whether this is `null`.
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The string, if this is one.
    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// The number, if this is one.
    package var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number, if it is whole and so small (under 2^53) that it is exactly the one in the document.
    package var integer: Int? {
        if case .number(let number) = self { Int(exact: number) } else { nil }
    }

    /// The truth value, if this is one.
    package var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The elements, if this is an array.
    package var array: [JSONValue]? {
        if case .array(let array) = self { array } else { nil }
    }

    /// The members, if this is an object.
    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// What kind of value this is, as an error message says it: "expected a string, found an object".
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// This value as the bytes of a JSON document.
    package func encoded(style: JSONWriter.Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.write(self)
        return writer.bytes
    }
}

extension Int {
    /// The same number, if it is whole and nearer to zero than 2^53, which may stand for 2^53 + 1.
    ///
    /// `Int(exactly:)` rounds by way of C's mathematical library, which nothing else here needs to be linked with.
    init?(exact number: Double) {
        guard number.magnitude < 0x1p53, case let whole = Int(number), Double(whole) == number else { return nil }
        self = whole
    }
}

// Not ExpressibleByNilLiteral: in `found ? JSONValue.string(text) : nil` the `nil` would silently become `null`.

extension JSONValue: ExpressibleByBooleanLiteral {
    /// `true` or `false`.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    /// A whole number.
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
}

extension JSONValue: ExpressibleByFloatLiteral {
    /// A number.
    package init(floatLiteral value: Double) { self = .number(value) }
}

extension JSONValue: ExpressibleByStringLiteral {
    /// A string.
    package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
    /// An array.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object whose members keep the order in which they are written.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}
