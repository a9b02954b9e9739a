package import AlexaProtocol
import FoundationEssentials

/// What the skill takes from the world beside its input: time and chance. Tests and `replay` bring their own.
package struct SkillEnvironment: Sendable {
    /// The time of day.
    package var now: @Sendable () -> Timestamp
    /// Time that only goes forward, from an arbitrary start.
    package var uptime: @Sendable () -> Duration
    /// Waits; returns early when the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void
    /// A fresh message id: letters, digits and `-`, unique for ever.
    package var makeMessageId: @Sendable () -> String
    /// Chance, for the spread of retries: 0 up to but not including 1.
    package var random: @Sendable () -> Double

    /// An environment of these parts.
    package init(
        now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async -> Void, makeMessageId: @escaping @Sendable () -> String,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.makeMessageId = makeMessageId
        self.random = random
    }

    /// The real world.
    package static let live = SkillEnvironment(
        now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
        uptime: { start.duration(to: .now) },
        // A cancelled sleep ends early; who sleeps looks at its own state afterwards.
        sleep: { duration in try? await Task.sleep(for: duration) },
        makeMessageId: { MessageID.random() }, random: { Double.random(in: 0..<1) })

    private static let start = ContinuousClock.now
}

/// When an answer is no longer worth anything.
package struct Deadline: Sendable {
    private let end: Duration
    private let uptime: @Sendable () -> Duration

    /// A deadline in `duration` from now, by the environment's clock.
    package init(in duration: Duration, _ environment: borrowing SkillEnvironment) {
        end = environment.uptime() + duration
        uptime = environment.uptime
    }

    /// What is left; zero or less when it has passed.
    package var timeLeft: Duration { end - uptime() }

    /// The same, so much earlier.
    package func earlier(by duration: Duration) -> Deadline { Deadline(end: end - duration, uptime: uptime) }

    private init(end: Duration, uptime: @escaping @Sendable () -> Duration) {
        self.end = end
        self.uptime = uptime
    }

    /// Whether something that was so at that uptime was so in time.
    package func includes(_ time: Duration) -> Bool { time < end }
}
