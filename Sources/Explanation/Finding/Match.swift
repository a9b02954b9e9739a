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
    /// Its outcome in a few words, as far as the log was read.
    package internal(set) var outcome: String?
    /// Whether it failed: an error, a timeout, a process that died, a deferred answer that never followed.
    package internal(set) var isFailed = false
    var isDeferred = false
    /// Its position in the log, for matches without a time.
    var position = 0

    /// Adds the facts of a line of the same directive.
    mutating func take(_ line: LogLine) {
        source = source ?? line.source
        switch line.content {
        case .own(let own):
            guard !Self.isDelivery(own.event) else {
                if let id = own.text("message_id") { eventIds.insert(id) }
                return
            }
            messageId = messageId ?? own.text("message_id")
            requestId = requestId ?? own.text("request_id")
            correlation = correlation ?? own.text("correlation")
            namespace = namespace ?? own.text("namespace")
            name = name ?? own.text("name")
            endpointId = endpointId ?? own.text("endpoint_id")
            if let id = own.answerId { eventIds.insert(id) }
            note(line.time.map { $0.advanced(by: .milliseconds(-own.span)) })
            if own.event == "directive", !line.isCut { take(outcomeOf: own) }
        case .platform(let platform):
            requestId = requestId ?? platform.requestId
            note(line.time)
            if let failure = platform.failure {
                isFailed = true
                outcome = failure
            }
        }
    }

    private mutating func take(outcomeOf line: OwnLine) {
        let word = line.text("outcome") ?? "unknown"
        if line.flag("deferred") {
            isFailed = isFailed || word == "error"
            outcome = word == "error" ? "deferred, then \(line.text("error_type") ?? "an error")" : "deferred, then ok"
        } else if !isDeferred || word != "deferred" {
            isFailed = isFailed || word == "error"
            if outcome == nil { outcome = word == "error" ? line.text("error_type") ?? "error" : word }
        }
        isDeferred = isDeferred || word == "deferred"
    }

    private mutating func note(_ time: Timestamp?) {
        guard let time else { return }
        self.time = min(self.time ?? time, time)
    }

    /// Whether a line is about the delivery of an event, so that its `message_id` is the event's.
    static func isDelivery(_ event: String) -> Bool {
        ["gateway", "put_off", "dropped", "dead_letter"].contains(event)
    }
}

extension OwnLine {
    /// The id of the event that answers the directive, if the line has it.
    var answerId: String? { text("answer_id") }

    /// The duration of the work that ended when the line was written, in milliseconds.
    var span: Int {
        switch event {
        case "directive": flag("deferred") ? 0 : max(0, whole("duration_ms") ?? 0)
        case "cloud": max(0, whole("ms") ?? 0)
        default: 0
        }
    }
}

extension PlatformLine {
    /// What went wrong, in a few words; `nil` if nothing did.
    var failure: String? {
        switch kind {
        case .timedOut: "Lambda's timeout"
        case .exited: "the program ended"
        case .report(let report):
            report.ending.isTimeout
                ? "Lambda's timeout"
                : report.ending.isFailure
                    ? report.isMemoryExhausted ? "out of memory" : report.ending.errorType ?? "the program failed" : nil
        case .programDone(let ending):
            ending.isTimeout ? "Lambda's timeout" : ending.isFailure ? ending.errorType ?? "the program failed" : nil
        case .instanceStarting, .instanceStarted, .invocationStarted, .invocationEnded, .lastWords, .linesDropped: nil
        }
    }
}
