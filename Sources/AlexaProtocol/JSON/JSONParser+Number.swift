extension JSONParser {
    /// Reads the number that begins here.
    mutating func number() -> Double? {
        let start = position
        let isNegative = skip(UInt8(ascii: "-"))
        let firstDigit = position
        var digits: UInt64 = 0
        let wholeCount = read(&digits)
        guard wholeCount > 0 else { return failed(.malformedNumber) }
        guard wholeCount == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            position = firstDigit
            return failed(.leadingZero)
        }
        var fractionCount = 0
        if skip(UInt8(ascii: ".")) {
            fractionCount = read(&digits)
            guard fractionCount > 0 else { return failed(.malformedNumber) }
        }
        let endOfDigits = position
        guard skipExponent() else { return failed(.malformedNumber) }
        // At the end of a truncated document, digits may be missing.
        guard depth == 0 || position < bytes.count else { return failed(.unexpectedEnd) }
        // Fifteen digits are below 2^53, hence exact, as are the powers of ten: one division rounds correctly.
        if position == endOfDigits, wholeCount + fractionCount < Self.powersOfTen.count {
            let magnitude = Double(digits) / Self.powersOfTen[fractionCount]
            return isNegative ? -magnitude : magnitude
        }
        // Double reads what JSON's grammar allows, and rounds correctly. RFC 8259 lets a reader limit the range: what is
        // too large becomes the largest number, which is out of every range that a field has.
        let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)) ?? .infinity
        guard !number.isFinite else { return number }
        return isNegative ? -Double.greatestFiniteMagnitude : Double.greatestFiniteMagnitude
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Reads all digits that follow and appends them to `value`, which overflows if there are many.
    ///
    /// - Returns: how many there were.
    private mutating func read(_ value: inout UInt64) -> Int {
        let start = position
        while let next, case let digit = next &- UInt8(ascii: "0"), digit < 10 {
            value = value &* 10 &+ UInt64(digit)
            position += 1
        }
        return position - start
    }

    /// Steps over an exponent if one follows; false if it lacks digits.
    private mutating func skipExponent() -> Bool {
        guard skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) else { return true }
        if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
        var digits: UInt64 = 0
        return read(&digits) > 0
    }
}
