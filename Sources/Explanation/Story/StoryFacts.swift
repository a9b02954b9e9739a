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
    /// How Lambda ended the invocation.
    private var end = InvocationEnd()
    /// The function's timeout in seconds, if a line has it.
    var timeout: Double?
    var hasBegun = false
    var hasPlatformEnd = false
    var hasReceived = false
    var isCut = false
    var startFailure: PlatformLine.Ending?
    /// Why the program did not start, in its own words.
    var startReason: String?

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
        case "gateway":
            attempts.append(line)
            // `porchlight outbox retry` sends an event again that was given up.
            if line.isAccepted { deliveryEnds = [] }
        case "dropped", "dead_letter": deliveryEnds.append(line)
        case "not_started", "no_runtime_api": startReason = line.text("reason") ?? startReason
        case "alarm": alarms.append(line)
        default: break
        }
    }

    private mutating func take(_ line: PlatformLine) {
        end.take(line.kind)
        switch line.kind {
        case .instanceStarting: break
        case .instanceStarted(let ending, _): if ending.isFailure { startFailure = ending }
        case .invocationStarted: hasBegun = true
        case .programDone(let ending): programEnding = ending
        case .invocationEnded: hasPlatformEnd = true
        case .report(let report):
            self.report = report
            hasPlatformEnd = true
        case .timedOut(let seconds): timeout = seconds ?? timeout
        case .exited(let reason): exit = reason
        case .lastWords, .linesDropped: break
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

    /// How Lambda ended the invocation before the program did; `nil` if it did not.
    var cause: InvocationEnd.Cause? { end.cause }

    /// Whether the event that answers was given up, and not accepted since.
    var isUndelivered: Bool { !deliveryEnds.isEmpty }

    var ending: Story.Ending {
        guard let answer else {
            // Lambda's own lines about the invocation decide, unless an answer was sent before.
            switch end.cause {
            case .memory: return .outOfMemory
            case .timeout: return .timedOut
            case .exit: return .crashed
            case nil: break
            }
            if let deferredEnd { return isUndelivered ? .undelivered : .deferred(final: deferredEnd.error) }
            if hasBegun { return hasPlatformEnd && !hasReceived ? .unknown : .withoutEnd }
            return !attempts.isEmpty || !deliveryEnds.isEmpty ? .deliveryOnly : .unknown
        }
        switch answer.text("outcome") {
        case "deferred":
            if isUndelivered { return .undelivered }
            return deferredEnd.map { .deferred(final: $0.error) } ?? .deferredWithoutEnd
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
