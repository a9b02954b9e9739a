import AlexaProtocol
import Synchronization
import Timing

/// The usual time plus the durations that the scenes skip; for the skill and for the servers.
final class DemoClock: Sendable {
    private let skipped = Mutex(Duration.zero)

    func skip(_ duration: Duration) { skipped.withLock { $0 += duration } }

    var now: Timestamp { SkillEnvironment.live.now().advanced(by: skipped.withLock(\.self)) }

    var environment: SkillEnvironment {
        let live = SkillEnvironment.live
        return SkillEnvironment(
            now: { self.now }, uptime: { live.uptime() + self.skipped.withLock(\.self) }, sleep: live.sleep,
            makeMessageId: live.makeMessageId, random: live.random)
    }
}
