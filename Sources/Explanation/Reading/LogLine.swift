package import AlexaProtocol

/// One event of a log, without the wrappers of log collectors.
package struct LogLine: Sendable {
    /// When it was written: the line's own time, or else that of the collector.
    package var time: Timestamp?
    /// The log stream, container or host that it comes from, if the collector names one.
    package var source: String?
    /// Whether ``time`` is the second only, as some collectors write it.
    var isCoarse = false
    /// Whether the line is cut off.
    package var isCut = false
    /// Its content.
    package var content: Content

    /// The content of a line.
    package enum Content: Sendable {
        /// A line of Porchlight's.
        case own(OwnLine)
        /// A line of AWS Lambda's.
        case platform(PlatformLine)
    }

    /// A whole line.
    package init(time: Timestamp? = nil, source: String? = nil, _ content: Content) {
        self.time = time
        self.source = source
        self.content = content
    }

    /// Lambda's id of the invocation that the line belongs to.
    var requestId: String? {
        switch content {
        case .own(let line): line.text("request_id")
        case .platform(let line): line.requestId
        }
    }
}

/// A line of Porchlight's: a fixed word, and fields (docs/json.md, "Log lines").
package struct OwnLine: Equatable, Sendable {
    /// What the line is about, such as `directive` or `cloud`.
    package let event: String
    /// The level, `TRACE` to `FATAL`.
    package let level: String
    private let fields: JSONObject

    /// A line of these fields; `nil` if `event` is no word in snake_case or `level` is not one of ours: other programs' JSON may
    /// have both names, and its texts are not free of secrets.
    package init?(_ fields: JSONObject) {
        guard let event = fields["event"]?.string, Self.isWord(event), let level = fields["level"]?.string,
            ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].contains(level)
        else { return nil }
        self.event = event
        self.level = level
        self.fields = fields
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// A field of any kind.
    package subscript(key: String) -> JSONValue? { fields[key] }

    /// The longest text of a field that is used, in characters: four times the longest endpoint id.
    private static let longestText = 1024

    /// A field that is a string, or a number as one; `nil` if it is empty.
    package func text(_ key: String) -> String? {
        switch fields[key] {
        case .string(let text):
            text.isEmpty ? nil : text.utf8.count <= Self.longestText ? text : String(text.prefix(Self.longestText))
        case .number(let number): JSONValue.number(number).text
        case .null, .bool, .array, .object, nil: nil
        }
    }

    /// A field that is a number, or a string that reads as one: a CSV export has strings only. Limited to a year in
    /// milliseconds.
    package func number(_ key: String) -> Double? {
        switch fields[key] {
        case .number(let number): number.inLogRange
        case .string(let text): Double(text)?.inLogRange
        case .null, .bool, .array, .object, nil: nil
        }
    }

    /// A field that is a duration or a count, rounded.
    package func whole(_ key: String) -> Int? {
        number(key).map { Int($0.rounded()) }
    }

    /// A field that is true, or the word `true`.
    package func flag(_ key: String) -> Bool {
        switch fields[key] {
        case .bool(let flag): flag
        case .string(let text): text == "true" || text == "1"
        case .number(let number): number == 1
        case .null, .array, .object, nil: false
        }
    }
}
