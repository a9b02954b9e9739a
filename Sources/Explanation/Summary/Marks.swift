import AlexaProtocol

/// The figures by which Amazon measures a skill. Sources: Understand Smart Home Service Degradation Emails (P90 latency of 5 s
/// or more, or a success rate below 85 %, over 15 minutes); WWA badge requirements (99.93 % availability a year).
///
/// Amazon counts discovery and control requests: ReportState and AcceptGrant are left out. Its page does not say which errors
/// are failures, so that here every ErrorResponse is one, as is an answer after Alexa's limit, no answer at all, and a deferred
/// answer that never followed or became an error. A failure is a *fault* if the skill or a device cloud caused it, not the
/// device or the customer.
struct Marks: Sendable {
    /// The requests that began in one minute.
    struct Minute: Sendable {
        var durations: [Int32] = []
        var failures = 0
        var faults = 0
    }

    /// Minutes since 1970.
    private(set) var minutes: [Int64: Minute] = [:]

    /// Alexa waits this long, in milliseconds: the latency of a request that was never answered.
    static let longest = 8000

    /// Whether Amazon counts a request.
    static func counts(_ namespace: String?, _ name: String?) -> Bool {
        switch (namespace, name) {
        case ("Alexa", "ReportState"), ("Alexa.Authorization", _): false
        case (_, _): true
        }
    }

    /// Whether the skill or a device cloud caused an error.
    static func isFault(_ error: Story.ErrorName) -> Bool {
        if error.type == "INTERNAL_ERROR" || error.type == "RATE_LIMIT_EXCEEDED" { return true }
        guard let rule = error.rule else { return false }
        if ["skill.cloud_too_slow", "skill.customer_too_slow", "skill.customer_lookup", "skill.no_answer"].contains(
            rule)
        {
            return true
        }
        let check = rule.split(separator: ".", maxSplits: 1).last ?? ""
        return check.hasPrefix("transport.") || check.hasPrefix("http.5") || check == "http.408"
            || check == "token.late"
            || check == "late" || check == "no_token" || check == "unknown" || check == "unreadable"
    }

    mutating func add(_ time: Timestamp?, duration: Int, isFailure: Bool, isFault: Bool) {
        guard let time else { return }
        let minute = time.milliseconds / 60_000
        minutes[minute, default: Minute()].durations.append(Int32(min(max(duration, 0), 3_600_000)))
        if isFailure { minutes[minute, default: Minute()].failures += 1 }
        if isFault { minutes[minute, default: Minute()].faults += 1 }
    }

    /// Counts a failure of a request that was counted as a success.
    mutating func addFailure(_ time: Timestamp?, isFault: Bool) {
        guard let time else { return }
        let minute = time.milliseconds / 60_000
        minutes[minute, default: Minute()].failures += 1
        if isFault { minutes[minute, default: Minute()].faults += 1 }
    }

    /// A request that was never answered.
    mutating func addUnanswered(_ time: Timestamp?) {
        add(time, duration: Self.longest, isFailure: true, isFault: true)
    }
}
