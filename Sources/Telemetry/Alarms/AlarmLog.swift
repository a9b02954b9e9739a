package import Logging
import Synchronization

/// Writes alarm lines, about faults that the operator has to look into. At most one line per fault, account and hour.
///
/// Each line has level ERROR, `event: "alarm"`, `reason` and whatever fields the caller adds.
package final class AlarmLog: Sendable {
    private let logger: Logger
    private let uptime: @Sendable () -> Duration
    private let ledger = Mutex(AlarmLedger())

    /// An alarm log that writes to `logger`; `uptime` is a monotonic clock.
    package init(logger: Logger, uptime: @escaping @Sendable () -> Duration) {
        self.logger = logger
        self.uptime = uptime
    }

    /// Writes an alarm line, unless the same fault of the same account was written less than an hour ago.
    ///
    /// - Parameters:
    ///   - reason: what happened, why, and what to do; without secrets and personal data.
    ///   - fault: a stable id of the fault, normally the rule.
    ///   - account: whose account is concerned, hashed; empty if the fault concerns all of them.
    ///   - fields: `cloud`, `rule` and `vendor_code`, where known.
    package func raise(_ reason: String, fault: String, account: String = "", fields: Logger.Metadata = [:]) {
        let now = uptime()
        let isNew = ledger.withLock { $0.raises("\(fault) \(account)", at: now) }
        guard isNew else { return }
        var fields = fields
        fields["reason"] = "\(reason)"
        logger.error("alarm", metadata: fields)
    }
}
