import AlexaProtocol
import Synchronization
import Timing

/// Time that advances only by sleeping; sleeps return at once.
final class VirtualClock: Sendable {
    static let start = Timestamp(milliseconds: 1_767_225_600_000)

    private let elapsed = Mutex<Duration>(.zero)
    private let count = Atomic<Int>(0)
    private let chance: Double

    init(chance: Double = 0) {
        self.chance = chance
    }

    func pass(_ duration: Duration) { elapsed.withLock { $0 += duration } }

    var uptime: Duration { elapsed.withLock { $0 } }
    var now: Timestamp { Self.start.advanced(by: uptime) }

    var environment: SkillEnvironment {
        SkillEnvironment(
            now: { self.now }, uptime: { self.uptime },
            sleep: { duration in
                self.pass(duration)
                await Task.yield()
            },
            makeMessageId: { "fresh-\(self.count.add(1, ordering: .relaxed).newValue)" }, random: { self.chance })
    }
}
