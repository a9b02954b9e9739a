/// Writes one JSON document, piece by piece, straight into bytes.
///
/// The writer puts the commas and the line breaks. The caller is responsible for the rest: a key before each value in an
/// object, none in an array, and one value at the top.
package struct JSONWriter: Sendable {
    /// The layout of the document.
    package enum Style: Sendable {
        /// Without any white space: for machines.
        case compact
        /// One member or element a line, two spaces a level: for people.
        case pretty
    }

    /// What has to come before the next key or value.
    private enum Separator {
        case nothing, lineBreak, comma
    }

    /// The document so far.
    package internal(set) var bytes: [UInt8] = []
    private let style: Style
    private var depth = 0
    private var pending = Separator.nothing

    /// Whether the document has no white space.
    var isCompact: Bool { style == .compact }

    /// Starts an empty document.
    package init(style: Style = .compact) {
        self.style = style
        // Most events fit: growing step by step would copy them several times. With its header this is the largest block
        // that glibc hands out again without a search.
        bytes.reserveCapacity(992)
    }

    /// Writes an object, whose members `body` writes.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// Writes an array, whose elements `body` writes.
    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// Writes the name of a member; its value has to be next.
    package mutating func key(_ key: JSONKey) {
        let comma = separator()
        key.text.withUTF8Buffer { unsafe append(quoted: $0, comma: comma, colon: true) }
        if style == .pretty { bytes.append(UInt8(ascii: " ")) }
        pending = .nothing
    }

    /// Writes the name of a member that may need escapes; its value has to be next.
    package mutating func key(named key: String) {
        append(quoted: key, comma: separator())
        bytes.append(UInt8(ascii: ":"))
        if style == .pretty { bytes.append(UInt8(ascii: " ")) }
        pending = .nothing
    }

    private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(open)
        depth += 1
        pending = .lineBreak
        body(&self)
        depth -= 1
        // Unless the container is empty.
        if pending == .comma { breakLine() }
        bytes.append(close)
        pending = .comma
    }

    /// Writes what has to come before the next key or value.
    private mutating func separate() {
        if separator() { bytes.append(UInt8(ascii: ",")) }
    }

    /// Writes what precedes the next key or value, except a comma without a line break. Returns whether the caller has to write
    /// that comma.
    private mutating func separator() -> Bool {
        defer { pending = .comma }
        assert(pending != .comma || depth > 0, "A document is one value")
        guard style == .pretty else { return pending == .comma }
        if pending == .comma { bytes.append(UInt8(ascii: ",")) }
        if pending != .nothing { breakLine() }
        return false
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
}

// MARK: - Values

extension JSONWriter {
    /// Writes a string.
    package mutating func write(_ value: String) {
        append(quoted: value, comma: separator())
    }

    /// Writes a whole number.
    package mutating func write(_ value: Int) {
        separate()
        append(value)
    }

    /// Writes a number in the shortest form that reads back as the same: 25.0 as `25`, -0.0 as `0`.
    ///
    /// JSON cannot represent infinity and NaN. Passing one is a mistake; it becomes `0`, because an event must stay JSON and
    /// Alexa accepts no `null`.
    package mutating func write(_ value: Double) {
        separate()
        let number = value.isFinite ? value : 0
        if let whole = Int(exact: number) {
            append(whole)
        } else {
            bytes.append(contentsOf: number.description.utf8)
        }
    }

    /// Writes `true` or `false`.
    package mutating func write(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes bytes that are compact JSON already into a compact document: a value or the members of an object.
    mutating func write(compact json: [UInt8]) {
        assert(isCompact, "A document has one style")
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes members into a compact document, and returns their bytes.
    mutating func recording(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        assert(isCompact, "A document has one style")
        let start = bytes.count + (pending == .comma ? 1 : 0)
        body(&self)
        return Array(bytes[start...])
    }

    /// Writes any value, the members of objects in their order.
    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null:
            separate()
            bytes.append(contentsOf: "null".utf8)
        case .bool(let bool): write(bool)
        case .number(let number): write(number)
        case .string(let string): write(string)
        case .array(let elements):
            array { for element in elements { $0.write(element) } }
        case .object(let object):
            self.object { for member in object.members { $0.member(named: member.key, member.value) } }
        }
    }

    private mutating func append(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digitsOf: value.magnitude)
    }

    private mutating func append(digitsOf value: UInt) {
        if value >= 10 { append(digitsOf: value / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
    }
}

// MARK: - Members

extension JSONWriter {
    /// Writes a member whose value is a string.
    package mutating func member(_ key: JSONKey, _ value: String) {
        self.key(key)
        write(value)
    }

    /// Writes a member whose value is a whole number.
    package mutating func member(_ key: JSONKey, _ value: Int) {
        self.key(key)
        write(value)
    }

    /// Writes a member whose value is a number; see `write(_:)` for its form.
    package mutating func member(_ key: JSONKey, _ value: Double) {
        self.key(key)
        write(value)
    }

    /// Writes a member whose value is `true` or `false`.
    package mutating func member(_ key: JSONKey, _ value: Bool) {
        self.key(key)
        write(value)
    }

    /// Writes a member whose value may be anything.
    package mutating func member(_ key: JSONKey, _ value: JSONValue) {
        self.key(key)
        write(value)
    }

    /// Writes a member whose name may need escapes.
    package mutating func member(named key: String, _ value: JSONValue) {
        self.key(named: key)
        write(value)
    }

    /// Writes a member whose value is an object, whose members `body` writes.
    package mutating func object(_ key: JSONKey, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        object(body)
    }

    /// Writes a member whose value is an array, whose elements `body` writes.
    package mutating func array(_ key: JSONKey, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        array(body)
    }
}
