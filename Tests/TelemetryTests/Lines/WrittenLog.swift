import AlexaProtocol
import Logging
import Synchronization
import Telemetry

/// The written lines of a log at level TRACE.
final class WrittenLog: Sendable {
    private let written = Mutex<[[UInt8]]>([])
    private let format: LogFormat

    init(_ format: LogFormat = .json) {
        self.format = format
    }

    var logger: Logger {
        Logger(label: "tests") { _ in
            JSONLogHandler(
                level: .trace, format: self.format, now: { Timestamp(milliseconds: 0) }, write: { self.write($0) })
        }
    }

    func write(_ line: [UInt8]) { written.withLock { $0.append(line) } }

    var lines: [[UInt8]] { written.withLock(\.self) }
    var text: String { String(decoding: lines.joined(), as: UTF8.self) }
    /// Each line as JSON; an empty object for a line that is not an object.
    var objects: [JSONObject] {
        lines.map { line in
            let document = JSONDocument(parsing: line)
            return document.problem == nil ? document.value?.object ?? [:] : [:]
        }
    }
}
