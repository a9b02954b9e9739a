extension JSONParser {
    /// Reads the string whose opening quote is next.
    mutating func string() -> String? {
        position += 1
        guard var string = plainText() else { return nil }
        while !skip(UInt8(ascii: "\"")) {
            guard next == UInt8(ascii: "\\") else { return failed(.controlCharacter) }
            guard let scalar = escape() else { return nil }
            string.unicodeScalars.append(scalar)
            guard let more = plainText() else { return nil }
            string += more
        }
        return string
    }

    /// Reads up to the next quote, backslash or control character, or to the end of the input.
    ///
    /// Such a run is checked on its own: no escape can interrupt the bytes of a character.
    private mutating func plainText() -> String? {
        let start = position
        position = bytes.span.endOfPlainText(from: start)
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.span.extracting(start..<position)))
        } catch {
            position = start + error.byteOffsets.lowerBound
            return failed(.invalidUTF8)
        }
    }

    /// Reads the escape sequence whose backslash is next.
    private mutating func escape() -> Unicode.Scalar? {
        let start = position
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
        case UInt8(ascii: "u"): return unicodeEscape(from: start)
        case nil, .some: return failed(.invalidEscape)
        }
        position += 1
        return scalar
    }

    /// Reads what `\u` introduces at `start`: one code unit, or the two of a character beyond the basic plane.
    private mutating func unicodeEscape(from start: Int) -> Unicode.Scalar? {
        guard let first = codeUnit() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Only surrogates get here: a leading one needs a trailing one behind it.
        guard UTF16.isLeadSurrogate(first), skip(UInt8(ascii: "\\")), next == UInt8(ascii: "u") else {
            return loneSurrogate(at: start)
        }
        guard let second = codeUnit() else { return nil }
        guard UTF16.isTrailSurrogate(second) else { return loneSurrogate(at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func loneSurrogate(at start: Int) -> Unicode.Scalar? {
        if next != nil { position = start }
        return failed(.loneSurrogate)
    }

    /// Reads the `u` of an escape and its four hexadecimal digits.
    private mutating func codeUnit() -> UInt16? {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                return failed(.invalidEscape)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
