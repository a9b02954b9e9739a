/// The facts for the conclusion of a story, collected line by line in the order of time.
struct StoryFacts: Sendable {
    /// The summary line of the answer.
    var answer: OwnLine?
    /// The summary line of deferred work.
    var deferredEnd: OwnLine?
    var cloudCalls: [OwnLine] = []
    var attempts: [OwnLine] = []
    /// Lines about a delivery that was abandoned or postponed.
    var deliveryEnds: [OwnLine] = []
    var alarms: [OwnLine] = []
    var report: PlatformLine.Report?
    var programEnding: PlatformLine.Ending?
    var exit: String?
    var lastWords: [String] = []
    var hasTimedOut = false
    var timeout: Double?
    var hasBegun = false
    var hasPlatformEnd = false
    var hasReceived = false
    var isCut = false
    var startFailure: PlatformLine.Ending?

    mutating func take(_ line: LogLine) {
        isCut = isCut || line.isCut
        switch line.content {
        case .own(let own): take(own, isCut: line.isCut)
        case .platform(let platform): take(platform)
        }
    }

    private mutating func take(_ line: OwnLine, isCut: Bool) {
        switch line.event {
        case "received":
            hasBegun = true
            hasReceived = true
        case "directive":
            hasBegun = true
            guard !isCut else { return }
            if line.flag("deferred") { deferredEnd = line } else { answer = line }
        case "cloud": cloudCalls.append(line)
        case "gateway": attempts.append(line)
        case "dropped", "dead_letter": deliveryEnds.append(line)
        case "alarm": alarms.append(line)
        default: break
        }
    }

    private mutating func take(_ line: PlatformLine) {
        switch line.kind {
        case .instanceStarting: break
        case .instanceStarted(let ending, _): if ending.isFailure { startFailure = ending }
        case .invocationStarted: hasBegun = true
        case .programDone(let ending):
            programEnding = ending
            hasTimedOut = hasTimedOut || ending.isTimeout
        case .invocationEnded: hasPlatformEnd = true
        case .report(let report):
            self.report = report
            hasPlatformEnd = true
            hasTimedOut = hasTimedOut || report.ending.isTimeout
        case .timedOut(let seconds):
            hasTimedOut = true
            timeout = seconds ?? timeout
        case .exited(let reason): exit = reason
        case .lastWords(let words): lastWords.append(words)
        case .linesDropped: break
        }
    }

    /// What followed a failed attempt at a cloud.
    func sequel(of call: OwnLine) -> RecoveryWords.Sequel {
        if let wait = call.whole("wait_ms") { return .again(wait) }
        guard let index = cloudCalls.firstIndex(of: call) else { return .none }
        let isRepeated = cloudCalls[(index + 1)...].contains { other in
            ["cloud", "account", "operation"].allSatisfy { other.text($0) == call.text($0) }
        }
        return isRepeated ? .later : .none
    }

    /// The attempts at clouds that failed.
    var failedCalls: [OwnLine] {
        cloudCalls.filter { $0.text("vendor_code") != nil || $0.text("rule") != nil || $0.whole("status") == nil }
    }

    /// Whether Lambda reports that the program ended in the middle of the invocation.
    var hasCrashed: Bool {
        exit != nil || (programEnding?.isFailure ?? false) || (report?.ending.isFailure ?? false)
            || lastWords.contains { $0.contains("Runtime.ExitError") }
    }

    /// Whether the process ended because its memory was used up: by the figures, or by a kill if there are none.
    var isOutOfMemory: Bool {
        let type = report?.ending.errorType ?? programEnding?.errorType ?? ""
        if type.contains("OutOfMemory") { return true }
        guard hasCrashed, !hasTimedOut else { return false }
        if let report, report.memoryMB != nil, report.usedMB != nil { return report.isMemoryExhausted }
        let words = [exit ?? ""] + lastWords
        return words.contains { $0.contains("signal: killed") || $0.contains("Out of memory") || $0.contains("OOM") }
    }

    func ending(hasSuccessor: Bool, isDelivered: Bool) -> Story.Ending {
        // Lambda's own lines about the invocation decide, unless an answer was sent before.
        if answer == nil {
            if isOutOfMemory { return .outOfMemory }
            if hasTimedOut { return .timedOut }
            if hasCrashed { return .crashed }
        }
        guard let answer else {
            if deferredEnd != nil { return .deferred(final: deferredEnd?.error) }
            if hasBegun { return hasPlatformEnd && !hasReceived ? .unknown : .withoutEnd }
            return !attempts.isEmpty || !deliveryEnds.isEmpty ? .deliveryOnly : .unknown
        }
        switch answer.text("outcome") {
        case "deferred": return deferredEnd.map { .deferred(final: $0.error) } ?? .deferredWithoutEnd
        case "error": return .failed(answer.error ?? Story.ErrorName(namespace: "Alexa", type: "an error"))
        case "ok": return .answered
        case .some, nil: return .unknown
        }
    }
}

extension OwnLine {
    /// The error of a summary line.
    var error: Story.ErrorName? {
        guard text("outcome") == "error" else { return nil }
        return Story.ErrorName(
            namespace: text("error_namespace") ?? "Alexa", type: text("error_type") ?? "an error", rule: text("rule"))
    }
}
