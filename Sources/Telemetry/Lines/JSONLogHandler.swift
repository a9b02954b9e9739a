package import AlexaProtocol
package import Logging

/// Writes each log event as one line: `timestamp`, `level`, `event`, then fields in snake_case; JSON by default.
///
/// The message of a log statement is the fixed word `event`; the metadata are the fields, and ``LogContext`` adds the ids of the
/// directive. The words for levels are those that AWS Lambda filters by: TRACE, DEBUG, INFO, WARN, ERROR, FATAL.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    /// Provides further fields of every line, besides those of ``LogContext``.
    package var metadataProvider: Logger.MetadataProvider?
    /// The lowest level that is written.
    package var logLevel: Logger.Level
    private let format: LogFormat
    private let now: @Sendable () -> Timestamp
    private let write: @Sendable ([UInt8]) -> Void

    /// A handler that passes whole lines, newline included, to `write`.
    package init(
        level: Logger.Level, format: LogFormat = .json, now: @escaping @Sendable () -> Timestamp,
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.logLevel = level
        self.format = format
        self.now = now
        self.write = write
    }

    /// A field of every line.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line; none below level WARN for a directive that is not in the sample.
    package func log(event: LogEvent) {
        let context = LogContext.current
        if event.level < .warning, context?.isSampledOut == true { return }
        var fields = event.metadata ?? [:]
        // The line's own fields win over those of the handler.
        if !metadata.isEmpty { fields.merge(metadata) { own, _ in own } }
        if let provided = metadataProvider?.get() { fields.merge(provided) { own, _ in own } }
        context?.add(to: &fields)
        if let error = event.error { fields["error"] = .string(String(describing: type(of: error))) }
        let line = LogLine(time: now(), level: event.level, event: event.message.description, fields: fields)
        write(line.bytes(format))
    }
}
