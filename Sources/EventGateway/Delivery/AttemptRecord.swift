package import Logging
import Telemetry
import Timing

/// The result of one attempt at the event gateway, for the log and for `porchlight send`.
package struct AttemptRecord: Hashable, Sendable {
    /// The event's message id.
    package let messageId: String
    /// 1 for the first attempt.
    package let attempt: Int
    /// The HTTP status; `nil` if there was no answer.
    package let status: Int?
    /// Alexa's code, or the kind of transport error.
    package let code: String?
    /// Alexa's description, or that of the transport error.
    package let description: String?
    /// What the result means for the event: a ``Verdict``, or `no_answer`.
    package var verdict: String
    /// The pause before the event is sent again; `nil` if it is not.
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
