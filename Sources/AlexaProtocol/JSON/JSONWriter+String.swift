extension JSONWriter {
    /// Appends a string in its quotes, escaping no more than JSON demands.
    mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        // Most strings need no escape: copied first, looked at afterwards.
        bytes.append(contentsOf: text.utf8)
        if bytes.span.endOfPlainText(from: start) != bytes.count {
            bytes.removeSubrange(start...)
            for byte in text.utf8 { append(escaping: byte) }
        }
        bytes.append(UInt8(ascii: "\""))
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
