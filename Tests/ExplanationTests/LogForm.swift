import AlexaProtocol
import Foundation

/// The formats in which log collectors store the same lines.
enum LogForm: String, CaseIterable, Sendable {
    case raw, crlf, s3, tailDetailed, tailShort, tailJSON, coloured, filterPretty, filterCompact, getLogEvents
    case subscription, insightsResults, insightsRows, consoleJSON, arrayByLine, consoleCSV, insightsCSV
    case filterText, getText
    case journalShort, journalISO, journalJSON, dockerCompose, dockerJSON, kubernetes, syslog

    private static let stream = "2026/11/26/[$LATEST]0f3a7c5be1"

    func bytes(_ lines: [Day.Line]) -> [UInt8] {
        switch self {
        case .raw: Day.bytes(lines.map(\.text))
        case .crlf: Array(lines.map { $0.text + "\r\n" }.joined().utf8)
        case .s3: Day.bytes(lines.map { "\($0.time) \($0.text)" })
        case .tailDetailed: Day.bytes(lines.map { "\(Self.iso($0.time)) \(Self.stream) \($0.text)" })
        case .tailShort: Day.bytes(lines.map { "\($0.time.description.prefix(19)) \($0.text)" })
        case .tailJSON: Day.bytes(lines.map { "\(Self.iso($0.time)) \(Self.stream) \(Self.laidOut($0.text))" })
        case .coloured:
            Day.bytes(
                lines.map { "\u{1B}[32m\(Self.iso($0.time))\u{1B}[0m \u{1B}[36m\(Self.stream)\u{1B}[0m \($0.text)" })
        case .filterPretty: Self.json(["events": .array(lines.map(Self.event)), "searchedLogStreams": []], .pretty)
        case .filterCompact: Self.json(["searchedLogStreams": [], "events": .array(lines.map(Self.event))], .compact)
        case .getLogEvents:
            Self.json(
                [
                    "events": .array(
                        lines.map { ["timestamp": Self.epoch($0.time), "message": .string($0.text + "\n")] }),
                    "nextForwardToken": "f/1",
                ], .pretty)
        case .subscription:
            Self.json(
                [
                    "messageType": "DATA_MESSAGE", "logStream": .string(Self.stream),
                    "logEvents": .array(
                        lines.map { ["id": "1", "timestamp": Self.epoch($0.time), "message": .string($0.text)] }),
                ], .compact)
        case .insightsResults:
            Self.json(
                [
                    "results": .array(
                        lines.map { line in
                            .array([
                                ["field": "@timestamp", "value": .string(Self.spaced(line.time))],
                                ["field": "@message", "value": .string(line.text)],
                                ["field": "@logStream", "value": .string(Self.stream)],
                            ])
                        }), "status": "Complete",
                ], .pretty)
        case .insightsRows:
            Self.json(
                .array(
                    lines.map { ["@timestamp": .string(Self.spaced($0.time)), "@message": .string($0.text)] }), .pretty)
        case .consoleJSON:
            Self.json(
                .array(
                    lines.map { line in
                        // The console unwraps a message that is JSON.
                        let message = JSONDocument(parsing: Array(line.text.utf8))
                        let value = message.problem == nil ? message.value : nil
                        return ["timestamp": Self.epoch(line.time), "message": value ?? .string(line.text)]
                    }), .compact)
        case .arrayByLine:
            Array(("[\n" + lines.map { Self.event($0).text }.joined(separator: ",\n") + "\n]\n").utf8)
        case .consoleCSV:
            Day.bytes(["timestamp,message"] + lines.map { "\($0.time.milliseconds),\(Self.quoted($0.text + "\n"))" })
        case .insightsCSV:
            Day.bytes(
                ["@timestamp,@message,@logStream"]
                    + lines.map { "\(Self.spaced($0.time)),\(Self.quoted($0.text)),\(Self.stream)" })
        case .filterText:
            Day.bytes(
                lines.map {
                    "EVENTS\t37\t\($0.time.milliseconds)\t\(Self.stream)\t\($0.text)\t\($0.time.milliseconds)"
                })
        case .getText:
            Day.bytes(lines.map { "EVENTS\t\($0.time.milliseconds)\t\($0.text)\t\($0.time.milliseconds)" })
        case .journalShort: Day.bytes(lines.map { "Nov 26 04:00:00 host porchlight[123]: \($0.text)" })
        case .journalISO: Day.bytes(lines.map { "2026-11-26T04:00:00+0000 host porchlight[123]: \($0.text)" })
        case .journalJSON:
            Day.bytes(
                lines.enumerated().map { index, line in
                    let message: JSONValue =
                        index.isMultiple(of: 3)
                        ? .array(line.text.utf8.map { .number(Double($0)) }) : .string(line.text)
                    let entry: JSONValue = [
                        "__REALTIME_TIMESTAMP": .string("\(line.time.milliseconds * 1000)"), "MESSAGE": message,
                        "_HOSTNAME": "host", "_SYSTEMD_UNIT": "porchlight.service", "_PID": "123",
                    ]
                    return entry.text
                })
        case .dockerCompose: Day.bytes(lines.map { "porchlight-1  | \($0.text)" })
        case .dockerJSON:
            Day.bytes(
                lines.map { line in
                    let entry: JSONValue = [
                        "log": .string(line.text + "\n"), "stream": "stderr",
                        "time": .string(line.time.description.dropLast() + "456789Z"),
                    ]
                    return entry.text
                })
        case .kubernetes: Day.bytes(lines.map { "\($0.time.description.dropLast())456789Z stderr F \($0.text)" })
        case .syslog: Day.bytes(lines.map { "<14>Nov 26 04:00:00 host porchlight: \($0.text)" })
        }
    }

    private static func event(_ line: Day.Line) -> JSONValue {
        [
            "logStreamName": .string(stream), "timestamp": epoch(line.time), "message": .string(line.text),
            "ingestionTime": epoch(line.time), "eventId": "37",
        ]
    }

    private static func epoch(_ time: Timestamp) -> JSONValue { .number(Double(time.milliseconds)) }

    private static func iso(_ time: Timestamp) -> String { time.description.dropLast() + "000+00:00" }

    private static func spaced(_ time: Timestamp) -> String {
        String(time.description.dropLast().map { $0 == "T" ? " " : $0 })
    }

    private static func json(_ value: JSONValue, _ style: JSONWriter.Style) -> [UInt8] {
        value.encoded(style: style) + Array("\n".utf8)
    }

    private static func laidOut(_ text: String) -> String {
        let document = JSONDocument(parsing: Array(text.utf8))
        guard document.problem == nil, let value = document.value else { return text }
        return "\n" + String(decoding: value.encoded(style: .pretty), as: UTF8.self)
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
