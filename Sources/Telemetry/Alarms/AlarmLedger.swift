/// The alarms of the last hour: at most one per fault. A value type: the caller passes the time.
package struct AlarmLedger: Hashable, Sendable {
    /// The least time between two alarms about the same fault.
    static let interval = Duration.seconds(3600)
    /// The most faults within an hour; alarms about further ones are not raised.
    static let capacity = 10_000

    private var raisedAt: [String: Duration] = [:]

    /// A ledger without alarms.
    package init() {}

    /// Whether an alarm about `fault` is to be raised now; if so, none follows for an hour.
    package mutating func raises(_ fault: String, at now: Duration) -> Bool {
        if let last = raisedAt[fault], now - last < Self.interval { return false }
        if raisedAt.count >= Self.capacity {
            raisedAt = raisedAt.filter { now - $0.value < Self.interval }
            guard raisedAt.count < Self.capacity else { return false }
        }
        raisedAt[fault] = now
        return true
    }
}
