import AlexaProtocol

/// The prefix that a log collector adds to a line.
struct LinePrefix: Hashable, Sendable {
    /// The collector's time.
    var time: Timestamp?
    /// Whether ``time`` was written without a fraction of a second.
    var isCoarse = false
    /// The log stream, container or host.
    var source: String?

    var isEmpty: Bool { time == nil && source == nil }

    /// The longest prefix that is looked at, in bytes.
    private static let longest = 512

    /// Splits a line into the prefix and what was logged: JSON, a line in our form `text`, or the text of another line.
    static func split(_ line: ArraySlice<UInt8>) -> (LinePrefix, ArraySlice<UInt8>) {
        let line = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let first = line.first else { return (LinePrefix(), line) }
        if let event = event(line) { return event }
        if first == UInt8(ascii: "{") || isArray(line) { return (LinePrefix(), line) }
        let brace = line.prefix(longest).firstIndex { $0 == UInt8(ascii: "{") }
        // The earlier of the two: each may occur in a text of the other.
        if let start = TextLine.start(in: line, after: longest), start < brace ?? line.endIndex {
            return (LinePrefix(line[..<start]), line[start...])
        }
        if let brace, brace < line.endIndex - 1,
            line[brace + 1] == UInt8(ascii: "\"") || line[brace + 1] == UInt8(ascii: "}")
                || line[brace + 1] == UInt8(ascii: " ")
        {
            return (LinePrefix(line[..<brace]), line[brace...])
        }
        // Text, or a prefix that is alone on its line.
        var prefix = LinePrefix()
        var rest = line
        if let (time, length) = LineTime.read(rest) {
            prefix.time = time
            prefix.isCoarse = isCoarse(rest.prefix(length))
            rest = rest.dropFirst(length).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        }
        let word = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        if isLogStream(word) {
            prefix.source = String(decoding: word, as: UTF8.self)
            rest = rest.dropFirst(word.count).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        }
        return (prefix, rest)
    }

    /// A line of `aws logs --output text`: `EVENTS`, ids, the message and the time, with tabs between them. A message may have tabs,
    /// too.
    private static func event(_ line: ArraySlice<UInt8>) -> (LinePrefix, ArraySlice<UInt8>)? {
        let isTab: (UInt8) -> Bool = { $0 == UInt8(ascii: "\t") }
        guard line.starts(with: "EVENTS\t".utf8) else { return nil }
        var prefix = LinePrefix()
        var rest = line.dropFirst(7)
        // The ids of the event and the time of its ingestion are numbers; `filter-log-events` adds the log stream.
        while let end = rest.firstIndex(where: isTab) {
            let field = rest[..<end]
            guard isNumber(field) || isLogStream(field) else { break }
            if isLogStream(field) { prefix.source = String(decoding: field, as: UTF8.self) }
            rest = rest[(end + 1)...]
        }
        if let end = rest.lastIndex(where: isTab), isNumber(rest[(end + 1)...]) {
            prefix.time = LineTime.of(.string(String(decoding: rest[(end + 1)...], as: UTF8.self)))
            rest = rest[..<end]
        }
        return (prefix, rest)
    }

    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        !word.isEmpty && word.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a line begins an array of objects, and not a name in brackets.
    private static func isArray(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "[") else { return false }
        let next = line.dropFirst().first { $0 != UInt8(ascii: " ") }
        return next == nil || next == UInt8(ascii: "{") || next == UInt8(ascii: "[") || next == UInt8(ascii: "]")
    }

    init(time: Timestamp? = nil, source: String? = nil) {
        self.time = time
        self.source = source
    }

    /// Reads the text before JSON: a time before or after a name.
    private init(_ bytes: ArraySlice<UInt8>) {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var words: [ArraySlice<UInt8>] = []
        var rest = bytes.drop(while: isBlank)
        while !rest.isEmpty {
            if time == nil, let (time, length) = LineTime.read(rest) {
                self.time = time
                isCoarse = Self.isCoarse(rest.prefix(length))
                // No digits are left over: up to 9 digits of fraction are read, as many as Kubernetes writes.
                rest = rest.dropFirst(length)
            } else {
                let word = rest.prefix { !isBlank($0) }
                words.append(word)
                rest = rest.dropFirst(word.count)
            }
            rest = rest.drop(while: isBlank)
        }
        let names = words.map { String(decoding: $0, as: UTF8.self) }
            .filter { !["|", "F", "P", "stdout", "stderr", "-"].contains($0) }
        guard !names.isEmpty else { return }
        if let stream = words.first(where: Self.isLogStream) {
            source = String(decoding: stream, as: UTF8.self)
        } else {
            // journald's short form: "Nov 26 04:00:00 host unit[123]:". The date is ignored, since it has no year.
            var name = names.suffix(names.count > 3 && names[2].contains(":") ? names.count - 3 : 4).joined(
                separator: " ")
            while let last = name.last, last == ":" || last == "|" || last == " " { name.removeLast() }
            source = name.isEmpty ? nil : String(name.prefix(200))
        }
    }

    private static func isCoarse(_ time: ArraySlice<UInt8>) -> Bool {
        !time.contains(UInt8(ascii: ".")) && !time.contains(UInt8(ascii: ","))
    }

    /// Whether a word is the name of one of Lambda's log streams: `2026/11/26/[$LATEST]0f3a…`,
    /// `2026/11/26/porchlight[$LATEST]0f3a…`.
    static func isLogStream(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count > 14, let bracket = word.firstIndex(of: UInt8(ascii: "[")) else { return false }
        return word[..<bracket].filter { $0 == UInt8(ascii: "/") }.count >= 3
            && word[bracket...].contains(UInt8(ascii: "]"))
    }
}
