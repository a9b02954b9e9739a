/// Which alarms were raised lately: each fault once an hour. A value type: the caller passes the time.
package struct AlarmLedger: Hashable, Sendable {
    /// The least time between two alarms about the same fault.
    static let interval = Duration.seconds(3600)
    /// How many faults are told apart within an hour; further ones are not raised.
    static let capacity = 10_000

    private var raisedAt: [String: Duration] = [:]

    /// No alarm so far.
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
