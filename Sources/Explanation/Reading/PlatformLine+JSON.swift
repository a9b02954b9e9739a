import AlexaProtocol

extension PlatformLine {
    /// Reads `{"time", "type": "platform.…", "record"}`. The record of `platform.fault` is the line of the text format.
    ///
    /// - Returns: `nil` for types that are not about an invocation.
    init?(type: String, record: JSONValue?) {
        if type == "platform.fault", let text = record?.string {
            self.init(text: text[...])
        } else {
            self.init(type: type, record: record?.object ?? [:])
        }
    }

    // Types that are not about an invocation are left out, and so is platform.initRuntimeDone: platform.initReport repeats it.
    private init?(type: String, record: JSONObject) {
        let ending = Ending(status: record["status"]?.string, errorType: record["errorType"]?.string)
        let metrics = record["metrics"]?.object ?? [:]
        switch type {
        case "platform.initStart": kind = .instanceStarting
        case "platform.initReport", "platform.restoreReport":
            kind = .instanceStarted(ending, milliseconds: metrics["durationMs"]?.logNumber)
        case "platform.start": kind = .invocationStarted
        case "platform.runtimeDone": kind = .programDone(ending)
        case "platform.end": kind = .invocationEnded
        case "platform.report":
            kind = .report(
                Report(
                    ending: ending, milliseconds: metrics["durationMs"]?.logNumber,
                    memoryMB: metrics["memorySizeMB"]?.logNumber, usedMB: metrics["maxMemoryUsedMB"]?.logNumber,
                    startMilliseconds: metrics["initDurationMs"]?.logNumber ?? metrics["restoreDurationMs"]?.logNumber))
        case "platform.logsDropped": kind = .linesDropped(record["droppedRecords"]?.logNumber.map { Int($0) } ?? 1)
        default: return nil
        }
        requestId = record["requestId"]?.string
    }
}
