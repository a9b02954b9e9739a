package import AlexaProtocol
import FoundationEssentials

/// Clock, timers, message ids and random numbers, injected so that tests and `replay` are deterministic.
package struct SkillEnvironment: Sendable {
    /// The time of day.
    package var now: @Sendable () -> Timestamp
    /// A monotonic clock with an arbitrary start.
    package var uptime: @Sendable () -> Duration
    /// Waits for that long; returns early when the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void
    /// A new unique message id: 1 to 127 letters, digits and `-`.
    package var makeMessageId: @Sendable () -> String
    /// A random number from 0 up to but not including 1, for the jitter of retries.
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

    /// The system's clock, timers and random numbers.
    package static let live = SkillEnvironment(
        now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
        uptime: { start.duration(to: .now) },
        sleep: { duration in await sleeps.sleep(duration) },
        makeMessageId: { MessageID.random() }, random: { Double.random(in: 0..<1) })

    private static let start = ContinuousClock.now
    private static let sleeps = SleepQueue(
        uptime: { start.duration(to: .now) },
        // The timer is never cancelled.
        timer: { end in try? await Task.sleep(until: start + end) })
}
