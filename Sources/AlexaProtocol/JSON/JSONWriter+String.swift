extension JSONWriter {
    /// Appends a string in its quotes, escaping no more than JSON demands.
    mutating func append(quoted text: String, comma: Bool) {
        let start = bytes.count + (comma ? 2 : 1)
        // Strings made in Swift are contiguous; any other is copied into such a one.
        let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { text in
            unsafe append(quoted: text, comma: comma)
        }
        guard isDone != nil else {
            var text = text
            text.makeContiguousUTF8()
            return append(quoted: text, comma: comma)
        }
        // Most strings need no escape: copied first, checked afterwards.
        let (end, isASCII) = bytes.span.plainText(from: start)
        if isASCII, end == bytes.count - 1 { return }
        bytes.removeSubrange(start...)
        append(escaping: text.utf8Span.span)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends `text` as it is between quotes, with a comma before and a colon after them if wanted.
    mutating func append(quoted text: UnsafeBufferPointer<UInt8>, comma: Bool, colon: Bool = false) {
        bytes.append(addingCapacity: text.count + 4) { output in
            if comma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            unsafe output.withUnsafeMutableBufferPointer { bytes, count in
                count = unsafe bytes[count...].initialize(fromContentsOf: text)
            }
            output.append(UInt8(ascii: "\""))
            if colon { output.append(UInt8(ascii: ":")) }
        }
    }

    private mutating func append(escaping text: Span<UInt8>) {
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte < 0x80 {
                append(escaping: byte)
            } else if let letters = Self.escapedLineSeparator(in: text, at: position) {
                bytes.append(contentsOf: letters.utf8)
                position += byte == 0xC2 ? 1 : 2
            } else {
                bytes.append(byte)
            }
            position += 1
        }
    }

    /// The escape of a line separator beyond ASCII; `nil` if none is there. JSON allows them unescaped, but many readers of
    /// line-separated documents treat them as the end of the line.
    private static func escapedLineSeparator(in text: Span<UInt8>, at position: Int) -> String? {
        func isNext(_ bytes: UInt8...) -> Bool {
            text.count - position >= bytes.count && bytes.indices.allSatisfy { text[position + $0] == bytes[$0] }
        }
        if isNext(0xC2, 0x85) { return "\\u0085" }
        if isNext(0xE2, 0x80, 0xA8) { return "\\u2028" }
        if isNext(0xE2, 0x80, 0xA9) { return "\\u2029" }
        return nil
    }

    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(escape: byte)
        case 0x08: append(escape: UInt8(ascii: "b"))
        case 0x09: append(escape: UInt8(ascii: "t"))
        case 0x0A: append(escape: UInt8(ascii: "n"))
        case 0x0C: append(escape: UInt8(ascii: "f"))
        case 0x0D: append(escape: UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u001").utf8)
            let digit = byte & 0xF
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        default: bytes.append(byte)
        }
    }

    private mutating func append(escape letter: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(letter)
    }
}
