package import Logging
import Telemetry
import Timing

/// What one attempt at the event gateway came to: a line of the log, and of `porchlight send`.
package struct AttemptRecord: Hashable, Sendable {
    /// The event's message id.
    package let messageId: String
    /// 1 for the first time that the event was sent.
    package let attempt: Int
    /// The HTTP status; `nil` if there was no answer.
    package let status: Int?
    /// Alexa's code, or what went wrong on the way.
    package let code: String?
    /// Alexa's description, or more about what went wrong.
    package let description: String?
    /// What it means for the event.
    package var verdict: String
    /// How long it is until the event is sent again; `nil` if it is not.
    package var wait: Duration?

    /// Writes the log line `gateway`, and counts the attempt.
    package func log(to logger: Logger) {
        Metric.gatewayAttempts.count(verdict)
        var fields: Logger.Metadata = [
            "message_id": "\(messageId)", "attempt": .stringConvertible(attempt), "verdict": "\(verdict)",
        ]
        if let status { fields["status"] = .stringConvertible(status) }
        if let code { fields["code"] = "\(code)" }
        if let description { fields["description"] = "\(description)" }
        if let wait { fields["wait_ms"] = .stringConvertible(wait.milliseconds) }
        logger.log(level: verdict == Verdict.accepted.rawValue ? .info : .warning, "gateway", metadata: fields)
    }
}
