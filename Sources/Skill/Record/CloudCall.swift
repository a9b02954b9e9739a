/// One request to a device cloud, for the log and the directive's record.
package struct CloudCall: Sendable {
    /// The cloud, one lower-case word.
    package let cloud: String
    /// What was asked, a fixed word or path without ids: `devices.list`.
    package let operation: String
    /// The HTTP status; `nil` if no answer came.
    package let status: Int?
    /// The vendor's own code, if it gave one.
    package let vendorCode: String?
    /// The vendor's trace or request id, if it gave one.
    package let vendorTrace: String?
    /// The number of this attempt, from 1.
    package let attempt: Int
    /// From the start of the request to its answer or failure.
    package let duration: Duration

    /// What it came to.
    package let outcome: Outcome
    /// The name of our account, hashed.
    package let account: String?
    /// The table row or check that says what the failure means; `nil` after a success.
    package let rule: String?
    /// What the row has done about the failure, a word of `errors --json`; `nil` after a success.
    package let recovery: String?
    /// What was left of the deadline after the attempt; negative if it had passed.
    package let remaining: Duration?
    /// The pause before the next attempt; `nil` if none follows.
    package let wait: Duration?

    /// What an attempt came to. Raw values are those of the metric's dimension.
    package enum Outcome: String, Sendable {
        /// What was asked for.
        case ok
        /// The cloud answered that it did not do it.
        case refused
        /// No answer came, or none that could be read.
        case noAnswer = "no_answer"
    }

    /// A call of these values.
    ///
    /// - Parameter outcome: `nil` if it follows from the rest: a rule or a code of the vendor's is a refusal, or without a
    ///   status and a code no answer.
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
