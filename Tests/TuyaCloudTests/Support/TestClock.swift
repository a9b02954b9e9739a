import AlexaProtocol
import Synchronization
import Timing

/// Time that passes only by sleeping, and at once. Sleeps of `deadlines` or longer are deadlines: they never end, so that real
/// answers are waited for however busy the machine is.
final class TestClock: Sendable {
    private struct State {
        var uptime = Duration.seconds(1)
        var ids = 0
    }

    private let state = Mutex(State())
    private let deadlines: Duration

    init(deadlines: Duration = .seconds(4)) { self.deadlines = deadlines }

    func pass(_ duration: Duration) { state.withLock { $0.uptime += duration } }
    var uptime: Duration { state.withLock { $0.uptime } }
    var now: Timestamp { Timestamp(milliseconds: 1_767_225_600_000).advanced(by: uptime) }

    var environment: SkillEnvironment {
        SkillEnvironment(
            now: { self.now }, uptime: { self.uptime },
            sleep: { duration in
                if duration >= self.deadlines {
                    try? await Task.sleep(for: .seconds(3600))
                    return
                }
                self.state.withLock { $0.uptime += duration }
                await Task.yield()
            },
            makeMessageId: {
                self.state.withLock { state in
                    state.ids += 1
                    return "fresh-\(state.ids)"
                }
            },
            random: { 0.5 })
    }
}
