package import Logging
import Synchronization
import Telemetry

/// Records log lines.
package final class LogSpy: Sendable {
    /// A log line.
    package struct Line: Sendable {
        /// Its level.
        package let level: Logger.Level
        /// Its message.
        package let event: String
        /// Its metadata as text.
        package let fields: [String: String]

        /// The whole line, to search it for secrets.
        package var text: String { "\(level) \(event) \(fields)" }
    }

    private let lines = Mutex<[Line]>([])

    /// An empty record.
    package init() {}

    /// All lines in their order.
    package var all: [Line] { lines.withLock { $0 } }
    /// The lines with this message.
    package func lines(_ event: String) -> [Line] { all.filter { $0.event == event } }

    /// A logger at level TRACE whose lines are recorded.
    package var logger: Logger {
        var logger = Logger(label: "tests") { _ in Handler(spy: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let spy: LogSpy
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let context = LogContext.current?.metadata ?? [:]
            let fields = context.merging(metadata.merging(event.metadata ?? [:]) { _, new in new }) { _, own in own }
                .mapValues { "\($0)" }
            spy.lines.withLock {
                $0.append(Line(level: event.level, event: event.message.description, fields: fields))
            }
        }
    }
}
