package import AlexaProtocol
package import Logging
import Synchronization

/// Writes each log event as one line of JSON: `timestamp`, `level`, `event`, then fields in snake_case.
///
/// The message of a log statement is the fixed word `event`; the metadata are the fields. The words for levels are those
/// that AWS Lambda filters by: TRACE, DEBUG, INFO, WARN, ERROR, FATAL.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    /// What is added to every line from elsewhere, such as a trace.
    package var metadataProvider: Logger.MetadataProvider?
    /// The least important level that is written.
    package var logLevel: Logger.Level
    private let now: @Sendable () -> Timestamp
    private let write: @Sendable ([UInt8]) -> Void

    /// A handler that hands whole lines, newline included, to `write`.
    package init(
        level: Logger.Level, now: @escaping @Sendable () -> Timestamp, write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.logLevel = level
        self.now = now
        self.write = write
    }

    /// A field of every line.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    package func log(event: LogEvent) {
        var fields = event.metadata ?? [:]
        // The line's own fields win over those of the handler.
        if !metadata.isEmpty { fields.merge(metadata) { own, _ in own } }
        if let provided = metadataProvider?.get() { fields.merge(provided) { own, _ in own } }
        var json = JSONWriter()
        json.object { json in
            json.member("timestamp", now().description)
            json.member("level", Self.word(event.level))
            json.member("event", event.message.description)
            if let error = event.error { json.member("error", String(describing: type(of: error))) }
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
                json.key(named: key)
                Self.write(value, to: &json)
            }
        }
        write(json.bytes + [UInt8(ascii: "\n")])
    }

    /// The level as Lambda's JSON log format names it. Source: Lambda, "Log-level filtering".
    private static func word(_ level: Logger.Level) -> String {
        switch level {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info, .notice: "INFO"
        case .warning: "WARN"
        case .error: "ERROR"
        case .critical: "FATAL"
        }
    }

    private static func write(_ value: Logger.Metadata.Value, to json: inout JSONWriter) {
        switch value {
        case .string(let text): json.write(text)
        case .stringConvertible(let number as Int): json.write(number)
        case .stringConvertible(let flag as Bool): json.write(flag)
        case .stringConvertible(let value): json.write(value.description)
        case .array, .dictionary: json.write(self.json(value))
        }
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let number as Int): .number(Double(number))
        case .stringConvertible(let flag as Bool): .bool(flag)
        case .stringConvertible(let value): .string(value.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let values):
            .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }
}
