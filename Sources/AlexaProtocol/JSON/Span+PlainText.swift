extension Span<UInt8> {
    /// Where the text from `start` on ends that a JSON string may contain as it is: at a quote, a backslash,
    /// a control character, or the end of the span.
    ///
    /// - Parameter isOnlyASCII: whether it also ends at the first character beyond ASCII.
    func endOfPlainText(from start: Int, isOnlyASCII: Bool = false) -> Int {
        let beyond: UInt64 = isOnlyASCII ? 0x8080_8080_8080_8080 : 0
        var end = start
        // Tokens are long: eight bytes at a time.
        while count - end >= 8 {
            let word = word(at: end)
            let special = word.markedUnlessPlainText | (word & beyond)
            guard special == 0 else { return end + special.trailingZeroBitCount / 8 }
            end += 8
        }
        guard end < count else { return end }
        let word = lastWord(from: end)
        let special = word.markedUnlessPlainText | (word & beyond)
        return Swift.min(end + special.trailingZeroBitCount / 8, count)
    }

    /// Eight bytes, the first one lowest.
    private func word(at start: Int) -> UInt64 {
        // Any eight bytes are a number; that they lie within the span is checked.
        UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    /// The bytes from `start` on, fewer than eight, the first one lowest; zeroes behind them.
    private func lastWord(from start: Int) -> UInt64 {
        if count >= 8 { return word(at: count - 8) >> (8 * (8 - count + start)) }
        var word: UInt64 = 0
        for index in start..<count { word |= UInt64(self[index]) << (8 * (index - start)) }
        return word
    }
}

extension UInt64 {
    /// Sets the top bit of each byte that a JSON string may not contain as it is, and of none below the first of them.
    ///
    /// Taking n from a byte below n sets the top bit and borrows from the next byte, whose mark means nothing then.
    /// A byte whose own top bit is set belongs to a character beyond ASCII and gets no mark.
    fileprivate var markedUnlessPlainText: UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let quotes = (self ^ (each * 0x22)) &- each
        let backslashes = (self ^ (each * 0x5C)) &- each
        let controls = self &- (each * 0x20)
        return (quotes | backslashes | controls) & ~self & (each * 0x80)
    }
}
