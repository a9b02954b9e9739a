package import AlexaProtocol
package import Logging
import Synchronization

/// Writes each log event as one line of JSON: `ts`, `level`, `event`, then fields in snake_case.
///
/// The message of a log statement is the fixed word `event`; what varies goes into metadata.
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
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { _, new in new } }
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        var json = JSONWriter()
        json.object { json in
            json.member("ts", now().description)
            json.member("level", event.level.rawValue)
            json.member("event", event.message.description)
            if let error = event.error { json.member("error", String(describing: type(of: error))) }
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) { json.member(named: key, Self.json(value)) }
        }
        write(json.bytes + [UInt8(ascii: "\n")])
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
