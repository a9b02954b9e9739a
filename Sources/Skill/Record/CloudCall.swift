/// One request to a device cloud, for the log and the directive's record.
package struct CloudCall: Sendable {
    /// The cloud, one lower-case word.
    package let cloud: String
    /// The operation, a fixed word or path without ids: `devices.list`.
    package let operation: String
    /// The HTTP status; `nil` without an answer.
    package let status: Int?
    /// The vendor's own code, if the answer has one.
    package let vendorCode: String?
    /// The vendor's trace or request id, if the answer has one.
    package let vendorTrace: String?
    /// The number of this attempt, from 1.
    package let attempt: Int
    /// From the start of the request to its answer or failure.
    package let duration: Duration

    /// The result.
    package let outcome: Outcome
    /// The name of our account, hashed.
    package let account: String?
    /// The table row or check that classified the failure; `nil` after a success.
    package let rule: String?
    /// The row's recovery, a word of `errors --json`; `nil` after a success.
    package let recovery: String?
    /// The time left until the deadline after the attempt; negative if it had passed.
    package let remaining: Duration?
    /// The pause before the next attempt; `nil` if none follows.
    package let wait: Duration?

    /// The result of an attempt. Raw values are those of the metric's dimension.
    package enum Outcome: String, Sendable {
        /// The cloud did what was asked.
        case ok
        /// The cloud answered that it did not do it.
        case refused
        /// No answer, or none that could be read.
        case noAnswer = "no_answer"
    }

    /// A call of these values.
    ///
    /// - Parameter outcome: `nil` to derive it: `ok` without a rule and a vendor code; otherwise `refused` with a status or a
    ///   vendor code, `noAnswer` with neither.
    package init(
        cloud: String, operation: String, status: Int? = nil, vendorCode: String? = nil, vendorTrace: String? = nil,
        attempt: Int = 1, duration: Duration, account: String? = nil, rule: String? = nil, recovery: String? = nil,
        remaining: Duration? = nil, wait: Duration? = nil, outcome: Outcome? = nil
    ) {
        self.cloud = cloud
        self.operation = operation
        self.status = status
        self.vendorCode = vendorCode
        self.vendorTrace = vendorTrace
        self.attempt = attempt
        self.duration = duration
        self.account = account
        self.rule = rule
        self.recovery = recovery
        self.remaining = remaining
        self.wait = wait
        let isAnswered = status != nil || vendorCode != nil
        self.outcome = outcome ?? (rule == nil && vendorCode == nil ? .ok : isAnswered ? .refused : .noAnswer)
    }
}
