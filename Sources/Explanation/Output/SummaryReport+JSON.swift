package import AlexaProtocol

extension SummaryReport {
    /// The summary as `explain --summary --json` prints it (docs/json.md).
    package func json(counts: LogCounts) -> JSONValue {
        var json: JSONObject = [:]
        json["from"] = from.map { .string($0.description) }
        json["to"] = to.map { .string($0.description) }
        json["directives"] = .object(Self.json(total, named: nil))
        json["cold"] = .number(Double(cold))
        json["clouds"] = .array(clouds.map { .object(Self.json($0, named: "cloud")) })
        json["interfaces"] = .array(interfaces.map { .object(Self.json($0, named: "namespace")) })
        json["errors"] = .array(errors.map { .object(Self.json($0)) })
        json["calls"] = .array(operations.map { .object(Self.json($0)) })
        json["endpoints"] = .array(
            endpoints.map {
                [
                    "endpoint_id": .string($0.endpointId), "directives": .number(Double($0.directives)),
                    "failures": .number(Double($0.failures)), "error_type": .string($0.commonest),
                ]
            })
        json["deferred"] = deferred
        json["alarms"] = .array(
            alarms.map {
                var alarm: JSONObject = [
                    "cloud": .string($0.cloud), "rule": .string($0.rule), "reason": .string($0.reason),
                    "count": .number(Double($0.count)),
                ]
                alarm["last"] = $0.last.map { .string($0.description) }
                return .object(alarm)
            })
        json["gateway"] = .object(JSONObject(verdicts.map { ($0.verdict, .number(Double($0.count))) }))
        json["lambda"] = lambda
        json["marks"] = .array(
            marks.map {
                var mark: JSONObject = [
                    "id": .string($0.id), "title": .string($0.title), "verdict": .string($0.verdict.rawValue),
                ]
                mark["value"] = $0.value.map(JSONValue.number)
                mark["explanation"] = .string($0.explanation)
                return .object(mark)
            })
        json["partial"] = partial.map(JSONValue.string)
        json["log"] = counts.json
        return .object(json)
    }

    private var deferred: JSONValue {
        [
            "opened": .number(Double(deferredOpened)),
            "closed": .number(Double(deferredEnded + deferredFailed + undelivered)),
            "failed": .number(Double(deferredFailed)), "undelivered": .number(Double(undelivered)),
            "open": .array(
                openDeferrals.map {
                    var open: JSONObject = ["may_still_end": .bool($0.mayStillEnd)]
                    open["message_id"] = $0.match.messageId.map(JSONValue.string)
                    open["endpoint_id"] = $0.match.endpointId.map(JSONValue.string)
                    open["namespace"] = $0.match.namespace.map(JSONValue.string)
                    open["name"] = $0.match.name.map(JSONValue.string)
                    open["time"] = $0.match.time.map { .string($0.description) }
                    return .object(open)
                }),
        ]
    }

    private var lambda: JSONValue {
        var lambda: JSONObject = [
            "timeouts": .number(Double(timeouts)), "out_of_memory": .number(Double(outOfMemory)),
            "crashes": .number(Double(crashes)), "after_answer": .number(Double(afterAnswer)),
            "without_end": .number(Double(lost)), "unanswered": .number(Double(unanswered)),
            "unknown": .number(Double(unknown)),
            "failed_starts": .number(Double(failedStarts)),
            "starts": .number(Double(startCount)),
        ]
        lambda["start_ms"] = starts.map { .object(Self.json($0)) }
        lambda["used_mb"] = usedMB.map(JSONValue.number)
        lambda["memory_mb"] = memoryMB.map(JSONValue.number)
        return .object(lambda)
    }

    private static func json(_ row: Row, named key: String?) -> JSONObject {
        var json: JSONObject = [:]
        if let key { json[key] = .string(row.name) }
        json["directives"] = .number(Double(row.directives))
        json["errors"] = .number(Double(row.errors))
        json["deferred"] = .number(Double(row.deferred))
        json["latency_ms"] = row.figures.map { .object(Self.json($0)) }
        return json
    }

    private static func json(_ row: ErrorRow) -> JSONObject {
        var json: JSONObject = [
            "error_namespace": .string(row.error.namespace), "error_type": .string(row.error.type),
            "cloud": .string(row.cloud), "count": .number(Double(row.count)),
        ]
        json["rule"] = row.error.rule.map(JSONValue.string)
        json["meaning"] = .string(row.meaning)
        json["latency_ms"] = row.figures.map { .object(Self.json($0)) }
        return json
    }

    private static func json(_ row: OperationRow) -> JSONObject {
        var json: JSONObject = [
            "cloud": .string(row.cloud), "operation": .string(row.operation), "calls": .number(Double(row.calls)),
            "failed": .number(Double(row.failed)),
        ]
        json["latency_ms"] = row.figures.map { .object(Self.json($0)) }
        return json
    }

    private static func json(_ figures: LatencyCounts.Figures) -> JSONObject {
        [
            "p50": .number(Double(figures.p50)), "p90": .number(Double(figures.p90)),
            "p99": .number(Double(figures.p99)), "max": .number(Double(figures.max)),
        ]
    }
}
