extension JSONParser {
    /// Reads the string whose opening quote is next.
    mutating func string() -> String? {
        position += 1
        let start = position
        guard let isASCII = skipPlainText() else { return nil }
        guard next == UInt8(ascii: "\"") else { return stringWithEscapes(from: start) }
        position += 1
        // The text has been checked already.
        return String(
            copying: unsafe UTF8Span(unchecked: bytes.span.extracting(start..<position - 1), isKnownASCII: isASCII))
    }

    /// Reads the string that begins at `start`, of which all before the first escape is read.
    private mutating func stringWithEscapes(from start: Int) -> String? {
        var utf8 = Array(bytes[start..<position])
        while !skip(UInt8(ascii: "\"")) {
            guard next == UInt8(ascii: "\\") else { return failed(.controlCharacter) }
            guard let scalar = escape() else { return nil }
            utf8.append(contentsOf: scalar.utf8)
            let start = position
            guard skipPlainText() != nil else { return nil }
            utf8.append(contentsOf: bytes[start..<position])
        }
        return String(decoding: utf8, as: UTF8.self)
    }

    /// Steps over the text before the next quote, backslash or control character, or the end of the input. Returns whether it
    /// is certainly ASCII; `nil` if it is not UTF-8.
    ///
    /// Such a run is checked on its own: no escape can interrupt the bytes of a character.
    private mutating func skipPlainText() -> Bool? {
        let start = position
        let isASCII: Bool
        (position, isASCII) = bytes.span.plainText(from: start)
        guard !isASCII else { return true }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span.extracting(start..<position))
            return false
        } catch {
            position = start + error.byteOffsets.lowerBound
            return failed(.invalidUTF8)
        }
    }

    /// Reads the escape sequence whose backslash is next.
    private mutating func escape() -> Unicode.Scalar? {
        position += 1
        let scalar: Unicode.Scalar
        switch next {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        case nil, .some: return failed(.invalidEscape)
        }
        position += 1
        return scalar
    }

    /// Reads what `\u` introduces: one code unit, or the two of a character beyond the basic plane. Half a pair is allowed
    /// by JSON's grammar and stands for no character: it is read as U+FFFD.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = codeUnit() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Only surrogates get here: a leading one needs a trailing one after it.
        let afterFirst = position
        guard UTF16.isLeadSurrogate(first), skip(UInt8(ascii: "\\")), next == UInt8(ascii: "u") else {
            position = next == nil ? position : afterFirst
            return "\u{FFFD}"
        }
        guard let second = codeUnit() else { return nil }
        guard UTF16.isTrailSurrogate(second) else {
            position = afterFirst
            return "\u{FFFD}"
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    /// Reads the `u` of an escape and its four hexadecimal digits.
    private mutating func codeUnit() -> UInt16? {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap(Self.hexDigit) else { return failed(.invalidEscape) }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
