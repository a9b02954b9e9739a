/// Reads a document from left to right, once, and stops at the first problem, keeping what it has read so far.
///
/// Every reading function leaves `position` after what it read. One that fails sets `problem`, and its callers return what they
/// have collected; `nil` means that nothing could be kept.
struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0
    var problem: JSONSyntaxError?
    /// How many containers are open.
    private(set) var depth = 0

    init(_ bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// Reads the whole document.
    mutating func document() -> JSONValue? {
        skipByteOrderMark()
        skipWhiteSpace()
        guard next != nil else { return failed(.empty) }
        let value = value()
        guard problem == nil else { return value }
        skipWhiteSpace()
        if next != nil { fail(.trailingContent) }
        return value
    }

    /// Reads the value that begins here.
    private mutating func value() -> JSONValue? {
        switch next {
        case UInt8(ascii: "\""): string().map(JSONValue.string)
        case UInt8(ascii: "{"): object().map(JSONValue.object)
        case UInt8(ascii: "["): array().map(JSONValue.array)
        case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: number().map(JSONValue.number)
        case UInt8(ascii: "t"): word("true", .bool(true))
        case UInt8(ascii: "f"): word("false", .bool(false))
        case UInt8(ascii: "n"): word("null", .null)
        case nil, .some: failed(.expectedValue)
        }
    }

    /// Reads an object, or its valid beginning.
    private mutating func object() -> JSONObject? {
        guard enter() else { return nil }
        defer { depth -= 1 }
        var object = JSONObject()
        skipWhiteSpace()
        if skip(UInt8(ascii: "}")) { return object }
        // Nearly all of Alexa's objects fit, and growing from one member to four is most of the work otherwise.
        object.members.reserveCapacity(4)
        repeat {
            skipWhiteSpace()
            guard let key = key() else { return object }
            skipWhiteSpace()
            if let value = value() { object.members.append(JSONObject.Member(key: key, value: value)) }
            guard problem == nil else { return object }
            skipWhiteSpace()
        } while skip(UInt8(ascii: ","))
        if !skip(UInt8(ascii: "}")) { fail(.expectedCommaOrBrace) }
        return object
    }

    /// Reads the name of a member and the colon after it.
    private mutating func key() -> String? {
        guard next == UInt8(ascii: "\"") else { return failed(.expectedKey) }
        guard let key = string() else { return nil }
        skipWhiteSpace()
        return skip(UInt8(ascii: ":")) ? key : failed(.expectedColon)
    }

    /// Reads an array, or its valid beginning.
    private mutating func array() -> [JSONValue]? {
        guard enter() else { return nil }
        defer { depth -= 1 }
        var array: [JSONValue] = []
        skipWhiteSpace()
        if skip(UInt8(ascii: "]")) { return array }
        repeat {
            skipWhiteSpace()
            if let value = value() { array.append(value) }
            guard problem == nil else { return array }
            skipWhiteSpace()
        } while skip(UInt8(ascii: ","))
        if !skip(UInt8(ascii: "]")) { fail(.expectedCommaOrBracket) }
        return array
    }

    /// Steps over an opening bracket, unless it opens one container too many.
    private mutating func enter() -> Bool {
        guard depth < maximumDepth else {
            fail(.tooDeep)
            return false
        }
        depth += 1
        position += 1
        return true
    }

    /// Reads one of JSON's three words.
    private mutating func word(_ word: String, _ value: JSONValue) -> JSONValue? {
        for byte in word.utf8 where !skip(byte) { return failed(.expectedValue) }
        return value
    }

    /// Steps over the mark that some editors put before UTF-8 text: RFC 8259 lets a reader ignore it.
    private mutating func skipByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func skipWhiteSpace() {
        while let next, next <= 0x20, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 }
    }
}

extension JSONParser {
    /// The byte to be read next, if there is one.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Steps over `byte` if it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// Records the problem at this position. At the end of the input it is the unexpected end, unless the document is empty.
    mutating func fail(_ reason: JSONSyntaxError.Reason) {
        let ended = position == bytes.count && reason != .empty
        problem = JSONSyntaxError(offset: position, reason: ended ? .unexpectedEnd : reason)
    }

    /// Records the problem at this position, in place of a result.
    mutating func failed<Result>(_ reason: JSONSyntaxError.Reason) -> Result? {
        fail(reason)
        return nil
    }
}
