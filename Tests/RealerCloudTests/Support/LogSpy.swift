import Logging
import Synchronization

/// Remembers what was logged.
final class LogSpy: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let event: String
        let fields: [String: String]

        /// All of it, to look for secrets.
        var text: String { "\(level) \(event) \(fields)" }
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }
    func lines(_ event: String) -> [Line] { all.filter { $0.event == event } }

    var logger: Logger {
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
            let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues { "\($0)" }
            spy.lines.withLock {
                $0.append(Line(level: event.level, event: event.message.description, fields: fields))
            }
        }
    }
}
