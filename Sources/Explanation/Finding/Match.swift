package import AlexaProtocol

/// A directive, or an invocation of Lambda's without one, that was found in a log.
package struct Match: Hashable, Sendable {
    /// Alexa's id of the directive.
    package internal(set) var messageId: String?
    /// Lambda's id of the invocation.
    package internal(set) var requestId: String?
    /// The fingerprint of the correlation token.
    package internal(set) var correlation: String?
    /// The ids of the events that answer it through the gateway, as far as the log has them.
    package internal(set) var eventIds: Set<String> = []
    /// When it began, as precisely as the log has it.
    package internal(set) var time: Timestamp?
    /// The directive's interface.
    package internal(set) var namespace: String?
    /// The directive's name.
    package internal(set) var name: String?
    /// The endpoint.
    package internal(set) var endpointId: String?
    /// The log stream, container or host.
    package internal(set) var source: String?
    /// The answer, as the summary line has it.
    private var answer: Answer?
    /// The end of deferred work: its error, or none.
    private var deferredEnd: Story.ErrorName??
    private var isUndelivered = false
    /// How Lambda ended the invocation.
    private(set) var end = InvocationEnd()
    /// Whether it began, and its end is missing in a log that goes on.
    var isLost = false
    private(set) var hasArrival = false
    /// The position of its first line in the log.
    var position = 0

    private struct Answer: Hashable {
        var outcome: String
        var error: Story.ErrorName?
        var isLate: Bool
    }

    var hasAnswer: Bool { answer != nil }
    var isDeferred: Bool { answer?.outcome == "deferred" }

    /// Its outcome in a few words, as far as the log was read; `nil` if the log has none.
    package var outcome: String? {
        if isUndelivered { return "not delivered" }
        if let deferredEnd { return "deferred, then \(deferredEnd.map(\.type) ?? "ok")" }
        if let answer { return answer.error?.type ?? (answer.isLate ? "\(answer.outcome), too late" : answer.outcome) }
        switch end.cause {
        case .timeout: return "Lambda's timeout"
        case .memory: return "out of memory"
        case .exit: return "the program ended"
        case nil: return isLost ? "no end" : nil
        }
    }

    /// Whether it failed: an error, an answer that came too late or not at all, an event that was not delivered. What Lambda
    /// does after the answer is no failure.
    package var isFailed: Bool {
        if isUndelivered || isLost { return true }
        if let deferredEnd { return deferredEnd != nil }
        if let answer { return answer.error != nil || answer.isLate }
        return end.cause != nil
    }

    /// Adds the facts of a line of the same directive.
    mutating func take(_ line: LogLine) {
        source = source ?? line.source
        switch line.content {
        case .own(let own):
            guard !Self.isDelivery(own.event) else { return take(delivery: own) }
            messageId = messageId ?? own.text("message_id")
            requestId = requestId ?? own.text("request_id")
            correlation = correlation ?? own.text("correlation")
            if let id = own.answerId { eventIds.insert(id) }
            note(line.start)
            // Other lines name the endpoints and things that they are about.
            guard own.isAboutDirective else { return }
            namespace = namespace ?? own.text("namespace")
            name = name ?? own.text("name")
            endpointId = endpointId ?? own.text("endpoint_id")
            if own.event == "received" { hasArrival = true }
            if own.event == "directive", !line.isCut { take(outcomeOf: own) }
        case .platform(let platform):
            requestId = requestId ?? platform.requestId
            note(line.time)
            end.take(platform.kind)
        }
    }

    private mutating func take(outcomeOf line: OwnLine) {
        guard !line.flag("deferred") else {
            deferredEnd = .some(line.error)
            return
        }
        let isLate = line.whole("budget_ms").map { line.span > $0 } ?? false
        answer = answer ?? Answer(outcome: line.text("outcome") ?? "unknown", error: line.error, isLate: isLate)
    }

    /// Adds the fate of an event that answers the directive.
    mutating func take(delivery line: OwnLine) {
        if let id = line.text("message_id") { eventIds.insert(id) }
        if line.isGivenUp { isUndelivered = true } else if line.isAccepted { isUndelivered = false }
    }

    private mutating func note(_ time: Timestamp?) {
        guard let time else { return }
        self.time = min(self.time ?? time, time)
    }

    /// Whether a line that names the same message may be about this directive: Alexa repeats a message id when it asks again,
    /// and so do tests. Then the request ids differ; without them, a second arrival or answer is another directive's.
    func includes(_ line: OwnLine) -> Bool {
        if let own = requestId, let id = line.text("request_id") { return own == id }
        return !(line.event == "received" && hasArrival || line.isAnswer && hasAnswer)
    }

    /// Whether a line is about the delivery of an event, so that its `message_id` is the event's.
    static func isDelivery(_ event: String) -> Bool {
        ["gateway", "put_off", "dropped", "dead_letter"].contains(event)
    }
}

extension OwnLine {
    /// The id of the event that answers the directive, if the line has it.
    var answerId: String? { text("answer_id") }

    /// Whether it is the first or the last line of a directive, which say what was asked for.
    var isAboutDirective: Bool { event == "received" || event == "directive" }

    /// Whether it is the summary line of an answer, and not that of the end of deferred work.
    var isAnswer: Bool { event == "directive" && !flag("deferred") }

    /// Whether it is about a start of the process that failed.
    var isFailedStart: Bool { ["not_started", "no_runtime_api", "not_reported"].contains(event) }

    /// Whether the event of a line of delivery will not be sent any more.
    var isGivenUp: Bool { event == "dead_letter" || event == "dropped" }

    /// Whether Alexa has taken the event of a line of delivery.
    var isAccepted: Bool { event == "gateway" && GatewayWords.of(text("verdict") ?? "").isAccepted }

    /// The duration of the work that ended when the line was written, in milliseconds.
    var span: Int {
        switch event {
        case "directive": max(0, whole("duration_ms") ?? 0)
        case "cloud": max(0, whole("ms") ?? 0)
        default: 0
        }
    }
}

extension LogLine {
    /// When the work began that ended when the line was written.
    var start: Timestamp? {
        switch content {
        case .own(let own): time.map { $0.advanced(by: .milliseconds(-own.span)) }
        case .platform: time
        }
    }

    /// Whether it comes from a log stream of Lambda's, which has one invocation at a time. Other sources have lines of several.
    var hasStream: Bool { source.map { LinePrefix.isLogStream(Array($0.utf8)[...]) } ?? false }
}
