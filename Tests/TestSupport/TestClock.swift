package import AlexaProtocol
import Synchronization
package import Timing

/// Time that advances only by sleeping; sleeps return at once. Sleeps of `deadlines` or longer are deadlines: they never end, so
/// that tests wait for real answers however busy the machine is.
package final class TestClock: Sendable {
    private struct State {
        var uptime = Duration.seconds(1)
        var sleeps: [Duration] = []
        var ids = 0
    }

    /// The time of day at uptime zero.
    package static let start = Timestamp(milliseconds: 1_767_225_600_000)

    private let state = Mutex(State())
    private let chance: Double
    private let deadlines: Duration

    /// A clock at an uptime of one second.
    ///
    /// - Parameters:
    /// - chance: the value of every random number.
    ///   - deadlines: the shortest sleep that never ends.
    package init(chance: Double = 0.5, deadlines: Duration = .seconds(60)) {
        self.chance = chance
        self.deadlines = deadlines
    }

    /// Advances the time.
    package func pass(_ duration: Duration) { state.withLock { $0.uptime += duration } }
    /// The value of the monotonic clock.
    package var uptime: Duration { state.withLock { $0.uptime } }
    /// The time of day.
    package var now: Timestamp { Self.start.advanced(by: uptime) }
    /// The durations of the sleeps, in order.
    package var sleeps: [Duration] { state.withLock { $0.sleeps } }

    /// An environment of this clock, with the message ids `fresh-1`, `fresh-2` and so on.
    package var environment: SkillEnvironment {
        SkillEnvironment(
            now: { self.now }, uptime: { self.uptime },
            sleep: { duration in
                if duration >= self.deadlines {
                    try? await Task.sleep(for: .seconds(3600))
                    return
                }
                self.state.withLock { state in
                    state.uptime += duration
                    state.sleeps.append(duration)
                }
                await Task.yield()
            },
            makeMessageId: {
                self.state.withLock { state in
                    state.ids += 1
                    return "fresh-\(state.ids)"
                }
            },
            random: { self.chance })
    }
}
