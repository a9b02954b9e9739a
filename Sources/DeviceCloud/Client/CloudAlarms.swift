import AlexaProtocol
import Logging
import Skill
import Telemetry

/// Tells the operator about faults that only they can mend.
struct CloudAlarms: Sendable {
    private let cloud: String
    /// The name of our account, hashed, as log lines have it.
    let account: String
    private let logger: Logger

    /// Alarms about an account of ours; its name is hashed.
    init(cloud: String, account: String, logger: Logger) {
        self.cloud = cloud
        self.logger = logger
        self.account = LogHash.of("\(cloud):\(account)")
    }

    /// Writes the line. Who calls sees to it that a fault is told once an hour.
    ///
    /// - Parameter remark: what is remarkable beside the failure itself.
    func raise(_ failure: CloudFailure, _ remark: String? = nil) {
        let facts = failure.failure.facts
        var fields: Logger.Metadata = [
            "reason": "\(failure.failure.error.message)\(remark.map { "; \($0)" } ?? "")", "cloud": "\(cloud)",
            "account": "\(account)",
            "rule": "\(failure.failure.rule)",
        ]
        if let code = facts.vendorCode { fields["vendor_code"] = "\(code)" }
        if let trace = facts.vendorTrace { fields["vendor_trace"] = "\(trace.prefix(128))" }
        if let status = facts.httpStatus { fields["http_status"] = .stringConvertible(status) }
        logger.error("alarm", metadata: fields)
    }
}
