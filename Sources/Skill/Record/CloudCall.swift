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

    /// A call of these values.
    package init(
        cloud: String, operation: String, status: Int? = nil, vendorCode: String? = nil, vendorTrace: String? = nil,
        attempt: Int = 1, duration: Duration
    ) {
        self.cloud = cloud
        self.operation = operation
        self.status = status
        self.vendorCode = vendorCode
        self.vendorTrace = vendorTrace
        self.attempt = attempt
        self.duration = duration
    }
}
