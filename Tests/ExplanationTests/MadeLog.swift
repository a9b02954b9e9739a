import AlexaProtocol
import Explanation

/// Lines made for a test. Times are seconds after 04:00 of the fixture's day.
enum MadeLog {
    static func time(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: 1_795_665_600_000 + Int64((seconds * 1000).rounded()))
    }

    /// A line of Porchlight's.
    static func own(_ seconds: Double, _ event: String, level: String = "INFO", _ fields: JSONObject = [:]) -> String {
        var line: JSONObject = [
            "timestamp": .string(time(seconds).description), "level": .string(level), "event": .string(event),
        ]
        for member in fields.members { line[member.key] = member.value }
        return JSONValue.object(line).text
    }

    /// The arrival of a directive.
    static func received(
        _ seconds: Double, _ id: String, request: String? = nil, name: String = "TurnOn",
        of namespace: String = "Alexa.PowerController"
    ) -> String {
        own(seconds, "received", level: "DEBUG", ids(id, request, namespace, name))
    }

    /// The summary line of a directive; `fields` say how it was answered.
    static func answer(
        _ seconds: Double, _ id: String, request: String? = nil, name: String = "TurnOn",
        of namespace: String = "Alexa.PowerController", _ fields: JSONObject = [:]
    ) -> String {
        var line = ids(id, request, namespace, name)
        line["duration_ms"] = 50
        line["outcome"] = "ok"
        for member in fields.members { line[member.key] = member.value }
        return own(seconds, "directive", level: line["outcome"] == "error" ? "WARN" : "INFO", line)
    }

    static func error(_ type: String = "INTERNAL_ERROR", _ fields: JSONObject = [:]) -> JSONObject {
        var error: JSONObject = ["outcome": "error", "error_namespace": "Alexa", "error_type": .string(type)]
        for member in fields.members { error[member.key] = member.value }
        return error
    }

    private static func ids(_ id: String, _ request: String?, _ namespace: String, _ name: String) -> JSONObject {
        var fields: JSONObject = [
            "message_id": .string(id), "namespace": .string(namespace), "name": .string(name),
            "endpoint_id": "tuya:lamp", "cloud": "tuya", "budget_ms": 8000,
        ]
        fields["request_id"] = request.map(JSONValue.string)
        return fields
    }

    /// An attempt at a cloud.
    static func call(
        _ seconds: Double, _ id: String, request: String? = nil, took milliseconds: Int, _ operation: String
    ) -> String {
        var fields: JSONObject = [
            "message_id": .string(id), "cloud": "tuya", "operation": .string(operation), "status": 200,
            "ms": .number(Double(milliseconds)),
        ]
        fields["request_id"] = request.map(JSONValue.string)
        return own(seconds, "cloud", level: "DEBUG", fields)
    }

    /// A line of Lambda's in its JSON format.
    static func lambda(_ seconds: Double, _ type: String, _ request: String? = nil, _ record: JSONObject = [:])
        -> String
    {
        var record = record
        record["requestId"] = request.map(JSONValue.string)
        let line: JSONValue = [
            "time": .string(time(seconds).description), "type": .string("platform." + type), "record": .object(record),
        ]
        return line.text
    }

    static func memory(_ used: Int, of all: Int) -> JSONValue {
        ["durationMs": 900, "memorySizeMB": .number(Double(all)), "maxMemoryUsedMB": .number(Double(used))]
    }

    /// A number of directives that were answered without an error, one a second.
    static func fine(_ count: Int, from seconds: Double = 600, _ fields: JSONObject = [:]) -> [String] {
        (0..<count).map { answer(seconds + Double($0), "fine-\($0)", request: "fine-\($0)", fields) }
    }

    /// The lines as CloudWatch has them, of one log stream.
    static func stream(_ lines: [String], _ name: String = "a") -> [String] {
        lines.map { "2026-11-26T04:00:00.000Z 2026/11/26/[$LATEST]\(name) \($0)" }
    }
}

extension SummaryReport {
    /// The summary as JSON.
    var object: JSONObject { json(counts: LogCounts()).object ?? [:] }

    /// The verdict on each of Amazon's marks.
    var verdicts: [String: String] {
        Dictionary(
            uniqueKeysWithValues: (object["marks"]?.array ?? []).compactMap { mark in
                mark.object.map { ($0["id"]?.string ?? "", $0["verdict"]?.string ?? "") }
            })
    }

    var words: String { text(isColoured: false, counts: LogCounts()) }
}
