import AlexaProtocol
import Logging
import Skill
import Telemetry

/// Logs alarms about faults that only the operator can fix.
struct CloudAlarms: Sendable {
    private let cloud: String
    /// The hash of our account's name, as in log lines.
    let account: String
    private let logger: Logger

    /// Alarms about one account of ours, whose name is hashed.
    init(cloud: String, account: String, logger: Logger) {
        self.cloud = cloud
        self.logger = logger
        self.account = LogHash.of("\(cloud):\(account)")
    }

    /// Writes the alarm. The caller limits alarms to one per fault and hour.
    ///
    /// - Parameter remark: a further remark besides the failure itself.
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
