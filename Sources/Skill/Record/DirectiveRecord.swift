package import Logging
import Synchronization

/// What happened to one directive. It is handed from step to step, and its content becomes the summary log line.
package final class DirectiveRecord: Sendable {
    /// What was noted so far.
    struct Notes: Sendable {
        var cloud: String?
        var rule: String?
        var vendorCode: String?
        var vendorTrace: String?
        var httpStatus: Int?
        /// Requests to device clouds.
        var attempts = 0
        /// Time spent in device clouds.
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

    /// Notes which cloud the endpoint belongs to.
    package func noteCloud(_ cloud: String) {
        notes.withLock { $0.cloud = cloud }
    }

    /// Notes the table row or check that chose the error, by its stable id.
    package func noteRule(_ rule: String) {
        notes.withLock { $0.rule = rule }
    }

    /// Notes what a failure says about the vendor's answer. Values that are `nil` change nothing.
    func noteFacts(_ facts: FailureFacts) {
        notes.withLock { notes in
            notes.vendorCode = facts.vendorCode ?? notes.vendorCode
            notes.vendorTrace = facts.vendorTrace ?? notes.vendorTrace
            notes.httpStatus = facts.httpStatus ?? notes.httpStatus
        }
    }

    /// Notes one request to a cloud, and logs it as `event: "cloud"` at level DEBUG.
    package func noteCloudCall(_ call: CloudCall) {
        notes.withLock { notes in
            notes.cloud = call.cloud
            notes.attempts += 1
            notes.cloudTime += call.duration
            notes.vendorCode = call.vendorCode
            notes.vendorTrace = call.vendorTrace
            notes.httpStatus = call.status
        }
        logger.debug("cloud", metadata: Self.metadata(call))
    }

    private static func metadata(_ call: CloudCall) -> Logger.Metadata {
        var fields: Logger.Metadata = [
            "cloud": "\(call.cloud)", "operation": "\(call.operation)", "attempt": .stringConvertible(call.attempt),
            "ms": .stringConvertible(Int(call.duration / .milliseconds(1))),
        ]
        if let status = call.status { fields["status"] = .stringConvertible(status) }
        if let code = call.vendorCode { fields["vendor_code"] = "\(code)" }
        if let trace = call.vendorTrace { fields["vendor_trace"] = "\(trace)" }
        return fields
    }
}
