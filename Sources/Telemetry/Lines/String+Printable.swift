extension StringProtocol {
    /// The text for one line of a terminal: control characters, line and paragraph separators, marks that change the
    /// writing direction and characters without a width are shown as `\x1b` or `\u202e`.
    ///
    /// For text from outside (file names, endpoint ids, replies of servers), which could rewrite what the terminal shows.
    package var printable: String {
        guard unicodeScalars.contains(where: Self.isUnprintable) else { return String(self) }
        var text = ""
        for scalar in unicodeScalars {
            guard Self.isUnprintable(scalar) else {
                text.unicodeScalars.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16)
            if scalar.value < 0x100 {
                text += "\\x" + (digits.count < 2 ? "0" : "") + digits
            } else {
                text += "\\u" + digits
            }
        }
        return text
    }

    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
            0xE0000...0xE007F:
            true
        default: false
        }
    }
}
