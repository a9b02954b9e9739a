/// A point in time by which something must have ended, on the clock of a ``SkillEnvironment``.
package struct Deadline: Sendable {
    /// The environment's uptime at the deadline.
    private let end: Duration
    private let uptime: @Sendable () -> Duration

    /// A deadline in `duration` from now, by the environment's clock. Zero or less: it has passed.
    package init(in duration: Duration, _ environment: borrowing SkillEnvironment) {
        end = environment.uptime() + duration
        uptime = environment.uptime
    }

    private init(end: Duration, uptime: @escaping @Sendable () -> Duration) {
        self.end = end
        self.uptime = uptime
    }

    /// The time left; zero or less when the deadline has passed.
    package var timeLeft: Duration { end - uptime() }

    /// Whether no time is left.
    package var hasPassed: Bool { timeLeft <= .zero }

    /// A deadline `duration` before this one.
    package func earlier(by duration: Duration) -> Deadline { Deadline(end: end - duration, uptime: uptime) }

    /// The earlier of two deadlines. Both must be of the same environment.
    package static func earlier(of first: Deadline, _ second: Deadline) -> Deadline {
        first.end <= second.end ? first : second
    }

    /// Whether something that ended at `uptime` (the environment's) ended before this deadline.
    package func includes(_ uptime: Duration) -> Bool { uptime < end }
}
