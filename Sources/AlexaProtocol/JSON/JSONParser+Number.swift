extension JSONParser {
    /// Reads the number that begins here.
    mutating func number() -> Double? {
        let start = position
        let isNegative = skip(UInt8(ascii: "-"))
        let firstDigit = position
        let magnitude = digits()
        let count = position - firstDigit
        guard count > 0 else { return failed(.malformedNumber) }
        guard count == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            position = firstDigit
            return failed(.leadingZero)
        }
        let endOfWholePart = position
        guard skipFraction(), skipExponent() else { return failed(.malformedNumber) }
        // At the end of a truncated document, digits may be missing.
        guard depth == 0 || position < bytes.count else { return failed(.unexpectedEnd) }
        // Fifteen digits are below 2^53, hence exact.
        if position == endOfWholePart, count <= 15 { return isNegative ? -Double(magnitude) : Double(magnitude) }
        // Double reads what JSON's grammar allows, and rounds correctly.
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite else {
            position = start
            return failed(.numberTooLarge)
        }
        return number
    }

    /// Reads digits, as many as there are; the result means something only if they are few.
    private mutating func digits() -> UInt64 {
        var value: UInt64 = 0
        while let next, case let digit = next &- UInt8(ascii: "0"), digit < 10 {
            value = value &* 10 &+ UInt64(digit)
            position += 1
        }
        return value
    }

    /// Steps over digits; false if there are none.
    private mutating func skipDigits() -> Bool {
        let start = position
        _ = digits()
        return position > start
    }

    /// Steps over a fraction if one follows; false if it lacks digits.
    private mutating func skipFraction() -> Bool {
        !skip(UInt8(ascii: ".")) || skipDigits()
    }

    /// Steps over an exponent if one follows; false if it lacks digits.
    private mutating func skipExponent() -> Bool {
        guard skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) else { return true }
        if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
        return skipDigits()
    }
}
