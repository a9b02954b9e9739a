import Telemetry

/// Text for a terminal: with colours if wanted, and without control characters from a log.
struct Paint: Sendable {
    let isColoured: Bool

    enum Style: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    /// The text without control characters, in a style.
    func callAsFunction(_ text: String, _ style: Style? = nil) -> String {
        let text = text.printable
        guard isColoured, let style else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }

    func callAsFunction(_ text: String, _ tone: Story.Step.Tone) -> String {
        switch tone {
        case .plain: self(text)
        case .good: self(text, .green)
        case .warning: self(text, .yellow)
        case .bad: self(text, .red)
        }
    }
}

extension String {
    /// The text in lines of at most `width` characters, broken between words.
    func wrapped(to width: Int = 100) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }

    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    func aligned(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
