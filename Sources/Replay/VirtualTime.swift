package import AlexaProtocol
import Synchronization
package import Timing

/// Time and ids that are the same in every run: a sleep takes no time, but moves the clock.
package final class VirtualTime: Sendable {
    private let state = Mutex((elapsed: Duration.zero, messages: 0))

    /// The start of time: 1 January 2026, 00:00 UTC.
    package static let start = Timestamp(milliseconds: 1_767_225_600_000)

    /// Time at its start.
    package init() {}

    /// The environment of a skill in this time.
    package var environment: SkillEnvironment {
        SkillEnvironment(
            now: { Self.start.advanced(by: self.state.withLock { $0.elapsed }) },
            uptime: { self.state.withLock { $0.elapsed } },
            sleep: { duration in self.state.withLock { $0.elapsed += max(.zero, duration) } },
            makeMessageId: { self.nextMessageId() }, random: { 0 })
    }

    private func nextMessageId() -> String {
        let number = state.withLock { state in
            state.messages += 1
            return state.messages
        }
        let digits = String(number)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
