extension Span<UInt8> {
    /// The end of the text from `start` on that a JSON string may contain unescaped: at a quote, a backslash, a control
    /// character, or the end of the span. Also whether that text is certainly ASCII.
    func plainText(from start: Int) -> (end: Int, isASCII: Bool) {
        let lastWord = count - 8
        var end = start
        var bits: UInt64 = 0
        // Tokens are long: eight bytes at a time.
        while end <= lastWord {
            let word = word(at: end)
            bits |= word
            let special = word.markedUnlessPlainText
            guard special == 0 else { return (end + special.trailingZeroBitCount / 8, bits.isASCII) }
            end += 8
        }
        guard end < count else { return (end, bits.isASCII) }
        let rest = rest(from: end)
        bits |= rest
        return (Swift.min(end + rest.markedUnlessPlainText.trailingZeroBitCount / 8, count), bits.isASCII)
    }

    /// Eight bytes, the first one lowest.
    private func word(at start: Int) -> UInt64 {
        // Any eight bytes are a number; that they lie within the span is checked.
        UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    /// The bytes from `start` on, fewer than eight, the first one lowest; zeroes after them.
    private func rest(from start: Int) -> UInt64 {
        if count >= 8 { return word(at: count - 8) >> (8 * (8 - count + start)) }
        var word: UInt64 = 0
        for index in start..<count { word |= UInt64(self[index]) << (8 * (index - start)) }
        return word
    }
}

extension UInt64 {
    private static let each: UInt64 = 0x0101_0101_0101_0101

    /// Whether none of the eight bytes belongs to a character beyond ASCII.
    fileprivate var isASCII: Bool { self & (Self.each * 0x80) == 0 }

    /// Sets the top bit of each byte that a JSON string may not contain as it is, and of none below the first of them.
    ///
    /// Taking n from a byte below n sets the top bit and borrows from the next byte, whose mark is then invalid. A byte whose
    /// own top bit is set belongs to a character beyond ASCII and gets no mark.
    fileprivate var markedUnlessPlainText: UInt64 {
        let quotes = (self ^ (Self.each * 0x22)) &- Self.each
        let backslashes = (self ^ (Self.each * 0x5C)) &- Self.each
        let controls = self &- (Self.each * 0x20)
        return (quotes | backslashes | controls) & ~self & (Self.each * 0x80)
    }
}
