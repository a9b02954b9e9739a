extension String {
    /// Whether the string contains the bytes of `text`; true for an empty text.
    ///
    /// The standard library's `contains` of a string is generic code beside its regular expressions: its first call takes a
    /// tenth of a millisecond of a cold start.
    package func includes(_ text: String) -> Bool {
        firstOffset(of: text) != nil
    }

    /// The first range with the bytes of `text`, or nil. A bound may lie inside a character.
    package func firstPlace(of text: String) -> Range<Index>? {
        firstOffset(of: text).map { offset in
            let start = utf8.index(utf8.startIndex, offsetBy: offset)
            return start..<utf8.index(start, offsetBy: text.utf8.count)
        }
    }

    private func firstOffset(of text: String) -> Int? {
        let bytes = utf8Span.span
        let pattern = text.utf8Span.span
        var offset = 0
        while offset + pattern.count <= bytes.count {
            var length = 0
            while length < pattern.count, bytes[offset + length] == pattern[length] { length += 1 }
            if length == pattern.count { return offset }
            offset += 1
        }
        return nil
    }
}
