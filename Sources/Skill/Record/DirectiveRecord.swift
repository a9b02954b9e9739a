package import Logging
import Synchronization
import Telemetry
import Timing

/// What happened to one directive. All steps write to it, and its content becomes the summary log line.
package final class DirectiveRecord: Sendable {
    /// What the directive waits for. It decides which error is sent when the deadline passes.
    enum Step: Sendable {
        /// The look-up of the token's customer.
        case customer
        /// The look-up of the endpoint.
        case endpoint
        /// The device cloud.
        case cloud
        /// Login with Amazon and the store of grants.
        case grant
    }

    /// What was noted so far.
    struct Notes: Sendable {
        var step = Step.endpoint
        /// The customer, hashed.
        var customer: String?
        var cloud: String?
        var rule: String?
        var vendorCode: String?
        var vendorTrace: String?
        var httpStatus: Int?
        /// Requests to device clouds that were noted.
        var attempts = 0
        /// The message id of the final event of a deferred directive.
        var answerId: String?
        /// Time spent in adapters.
        var cloudTime = Duration.zero
    }

    private let notes = Mutex(Notes())
    private let logger: Logger

    /// An empty record; each cloud call is logged through `logger` at level DEBUG.
    package init(logger: Logger) {
        self.logger = logger
    }

    /// What was noted so far.
    var current: Notes { notes.withLock(\.self) }

    /// Notes what the directive waits for from now on.
    func noteStep(_ step: Step) {
        notes.withLock { $0.step = step }
    }

    /// Notes the customer, hashed.
    func noteCustomer(_ hash: String) {
        notes.withLock { $0.customer = hash }
    }

    /// Notes that the endpoint was found at `cloud`, which is asked next.
    func noteFound(in cloud: String) {
        notes.withLock { notes in
            notes.cloud = cloud
            notes.step = .cloud
        }
    }

    /// Notes time that an adapter took.
    func noteCloudTime(_ duration: Duration) {
        notes.withLock { $0.cloudTime += duration }
    }

    /// Notes the facts of a failure about the vendor's answer. Values that are `nil` change nothing.
    func noteFacts(_ facts: FailureFacts) {
        guard facts.vendorCode != nil || facts.vendorTrace != nil || facts.httpStatus != nil else { return }
        notes.withLock { notes in
            notes.vendorCode = facts.vendorCode ?? notes.vendorCode
            notes.vendorTrace = facts.vendorTrace ?? notes.vendorTrace
            notes.httpStatus = facts.httpStatus ?? notes.httpStatus
        }
    }

    /// Notes which cloud the endpoint belongs to, one lower-case word.
    package func noteCloud(_ cloud: String) {
        notes.withLock { $0.cloud = cloud }
    }

    /// Notes the message id of the final event of a deferred directive.
    func noteAnswer(_ messageId: String) {
        notes.withLock { $0.answerId = messageId }
    }

    /// Notes the table row or check that chose the error, by its stable id.
    package func noteRule(_ rule: String) {
        notes.withLock { $0.rule = rule }
    }

    /// Notes one request to a cloud, and logs it as `event: "cloud"` at level DEBUG and counts it.
    package func noteCloudCall(_ call: CloudCall) {
        notes.withLock { notes in
            notes.cloud = call.cloud
            notes.attempts += 1
            notes.vendorCode = call.vendorCode
            notes.vendorTrace = call.vendorTrace
            notes.httpStatus = call.status
        }
        Metric.cloudRequests.count(call.cloud, call.outcome.rawValue)
        Metric.cloudDuration.record(call.duration, call.cloud)
        if logger.logLevel <= .debug { logger.debug("cloud", metadata: Self.metadata(call)) }
    }

    private static func metadata(_ call: CloudCall) -> Logger.Metadata {
        var fields: Logger.Metadata = [
            "cloud": .string(call.cloud), "operation": .string(call.operation),
            "attempt": .stringConvertible(call.attempt), "ms": .stringConvertible(call.duration.milliseconds),
        ]
        if let status = call.status { fields["status"] = .stringConvertible(status) }
        if let code = call.vendorCode { fields["vendor_code"] = .string(code.shortened()) }
        if let trace = call.vendorTrace { fields["vendor_trace"] = .string(trace.shortened()) }
        if let account = call.account { fields["account"] = .string(account) }
        if let rule = call.rule { fields["rule"] = .string(rule) }
        if let recovery = call.recovery { fields["recovery"] = .string(recovery) }
        if let remaining = call.remaining { fields["remaining_ms"] = .stringConvertible(remaining.milliseconds) }
        if let wait = call.wait { fields["wait_ms"] = .stringConvertible(wait.milliseconds) }
        return fields
    }
}
