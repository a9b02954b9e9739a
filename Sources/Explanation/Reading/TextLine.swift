import AlexaProtocol

/// A line of Porchlight's in the form `text`: `2026-01-01T12:00:00.000Z INFO directive cloud=tuya cold=true`
/// (docs/telemetry.md, "Form, level and reader").
///
/// It loses nothing of the JSON form: a value in quotation marks is a JSON string, one in brackets is JSON, and a bare one is a
/// number, `true`, `false` or `null` if it is valid JSON, otherwise a string.
struct TextLine {
    /// Why a line cannot be read completely.
    enum Problem {
        /// It ends within a field.
        case cut
        /// It has something that the form does not allow.
        case broken
    }

    /// `timestamp`, `level`, `event` and the fields, as in the JSON form; those before the problem if there is one.
    private(set) var fields: JSONObject = [:]
    private(set) var problem: Problem?

    private static let levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].map { Array($0.utf8) }
    /// The length of a timestamp with milliseconds.
    private static let timeLength = 24

    /// Where a line of this form begins: after the prefix of a collector, or at the start.
    ///
    /// - Parameter longest: how many bytes the prefix may have.
    static func start(in line: ArraySlice<UInt8>, after longest: Int = 0) -> Int? {
        let last = min(line.startIndex + longest, line.endIndex - timeLength - 6)
        var position = line.startIndex
        while position <= last {
            if isStart(line[position...]) { return position }
            // The next word.
            guard let blank = line[position...].firstIndex(where: isBlank) else { return nil }
            position = line[blank...].firstIndex { !isBlank($0) } ?? line.endIndex
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Whether the text begins with a timestamp and a level.
    private static func isStart(_ text: ArraySlice<UInt8>) -> Bool {
        let start = text.startIndex
        guard text.count > timeLength + 5, text[start + 10] == UInt8(ascii: "T"), text[start + 23] == UInt8(ascii: "Z"),
            text[start + timeLength] == UInt8(ascii: " "), LineTime.read(text)?.length == timeLength
        else { return false }
        let rest = text[(start + timeLength + 1)...]
        return levels.contains { rest.starts(with: $0) && rest.dropFirst($0.count).first == UInt8(ascii: " ") }
    }

    /// Reads a line; `nil` if it is not of this form.
    init?(_ line: ArraySlice<UInt8>) {
        guard Self.start(in: line) == line.startIndex else { return nil }
        let head = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard head.count == 3 else { return nil }
        fields["timestamp"] = .string(String(decoding: head[0], as: UTF8.self))
        fields["level"] = .string(String(decoding: head[1], as: UTF8.self))
        var rest = head[2]
        guard let event = Self.value(&rest, until: UInt8(ascii: " ")) else {
            problem = .cut
            return
        }
        fields["event"] = event
        while !rest.isEmpty {
            guard rest.first == UInt8(ascii: " ") else {
                problem = .broken
                return
            }
            rest.removeFirst()
            guard let (name, value) = Self.field(&rest) else {
                problem = rest.isEmpty ? .cut : .broken
                return
            }
            fields[name] = value
        }
    }

    /// Consumes `name=value` at the start of `rest`; `nil` if it is incomplete. Then `rest` is the unreadable part.
    private static func field(_ rest: inout ArraySlice<UInt8>) -> (name: String, value: JSONValue)? {
        let name: String
        switch value(&rest, until: UInt8(ascii: "=")) {
        case .string(let text)?: name = text
        case .number?, .bool?, .null?, .array?, .object?, nil: return nil
        }
        guard rest.first == UInt8(ascii: "=") else { return nil }
        rest.removeFirst()
        return value(&rest, until: UInt8(ascii: " ")).map { (name, $0) }
    }

    /// Consumes a value at the start of `rest`; `nil` if it is incomplete. Then `rest` is the unreadable part.
    private static func value(_ rest: inout ArraySlice<UInt8>, until separator: UInt8) -> JSONValue? {
        switch rest.first {
        case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["):
            guard let end = endOfJSON(rest) else {
                rest = []
                return nil
            }
            let document = JSONDocument(parsing: Array(rest[..<end]))
            guard document.problem == nil, let value = document.value else { return nil }
            rest = rest[end...]
            return value
        case nil: return nil
        case _?:
            let word = rest.prefix { $0 != separator && $0 != UInt8(ascii: " ") }
            guard !word.isEmpty else { return nil }
            rest = rest.dropFirst(word.count)
            return bare(word)
        }
    }

    /// A value without quotation marks.
    private static func bare(_ word: ArraySlice<UInt8>) -> JSONValue {
        let document = JSONDocument(parsing: Array(word))
        guard document.problem == nil, let value = document.value else {
            return .string(String(decoding: word, as: UTF8.self))
        }
        return value
    }

    /// Where the string, object or array at the start ends; `nil` if it does not.
    private static func endOfJSON(_ text: ArraySlice<UInt8>) -> Int? {
        var (depth, isInString, isEscaped) = (0, false, false)
        for (index, byte) in zip(text.indices, text) {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    if depth == 0 { return index + 1 }
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return nil
    }
}
