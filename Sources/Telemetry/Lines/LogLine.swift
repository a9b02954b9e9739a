import AlexaProtocol
import Logging

/// One line of the log.
struct LogLine {
    let time: Timestamp
    let level: Logger.Level
    /// A fixed word.
    let event: String
    let fields: Logger.Metadata

    /// The line with its newline.
    func bytes(_ format: LogFormat) -> [UInt8] {
        switch format {
        case .json: json
        case .text: text
        }
    }

    private var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("timestamp", time.description)
            json.member("level", level.lambdaWord)
            json.member("event", event)
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
                json.key(named: key)
                Self.write(value, to: &json)
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private var text: [UInt8] {
        var line = "\(time) \(level.lambdaWord) \(Self.plainOrQuoted(event))"
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            let json = value.json
            line += " \(Self.plainOrQuoted(key))=\(json.string.map(Self.plainOrQuoted) ?? json.text)"
        }
        return Array((line + "\n").utf8)
    }

    private static func plainOrQuoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy {
                // - . / and digits, :, @ and letters, _, +
                (45...58).contains($0) || (64...90).contains($0) || (97...122).contains($0) || $0 == 95 || $0 == 43
            }
        return isPlain && !isLiteral(text) ? text : JSONValue.string(text).text
    }

    /// Whether a plain text would be read as a number, `true`, `false` or `null`.
    private static func isLiteral(_ text: String) -> Bool {
        let isNumeric = text.utf8.allSatisfy {
            (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0)
        }
        guard isNumeric else { return text == "true" || text == "false" || text == "null" }
        return JSONDocument(parsing: Array(text.utf8)).problem == nil
    }

    private static func write(_ value: Logger.Metadata.Value, to json: inout JSONWriter) {
        switch value {
        case .string(let text): json.write(text)
        case .stringConvertible(let number as Int): json.write(number)
        case .stringConvertible(let flag as Bool): json.write(flag)
        case .stringConvertible, .array, .dictionary: json.write(value.json)
        }
    }
}

extension Logger.MetadataValue {
    /// The value as JSON.
    var json: JSONValue {
        switch self {
        case .string(let text): .string(text)
        case .stringConvertible(let number as Int): .number(Double(number))
        case .stringConvertible(let flag as Bool): .bool(flag)
        case .stringConvertible(let number as Double): .number(number)
        case .stringConvertible(let value as LoggedJSON): value.value
        case .stringConvertible(let value): .string(value.description)
        case .array(let values): .array(values.map(\.json))
        case .dictionary(let values):
            .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }))
        }
    }
}
