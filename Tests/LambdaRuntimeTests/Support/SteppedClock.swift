import AlexaProtocol
import Synchronization
import TestSupport
import Timing

/// Time that advances only when the test says so.
final class SteppedClock: Sendable {
    private struct State {
        var uptime = Duration.zero
        var count = 0
        var ids = 0
        /// The sleepers, with their times to wake.
        var sleepers: [Int: (wake: Duration, continuation: CheckedContinuation<Void, Never>)] = [:]
        /// Sleeps that were cancelled before they began.
        var cancelled: Set<Int> = []
        /// The callers of `pass(to:)` that wait for a sleep until that time.
        var watchers: [(wake: Duration, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// The time since the start of the test.
    var uptime: Duration { state.withLock { $0.uptime } }

    /// Lambda's deadline in the format of its header.
    func header(_ uptime: Duration) -> String { "\(TestClock.start.advanced(by: uptime).milliseconds)" }

    var environment: SkillEnvironment {
        SkillEnvironment(
            now: { TestClock.start.advanced(by: self.uptime) }, uptime: { self.uptime },
            sleep: { await self.sleep($0) },
            makeMessageId: {
                self.state.withLock { state in
                    state.ids += 1
                    return "fresh-\(state.ids)"
                }
            }, random: { 0 })
    }

    /// Waits until a task sleeps until `time`, then sets the clock to it.
    func pass(to time: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.values.contains(where: { $0.wake == time }) { return true }
                state.watchers.append((time, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
        let woken = state.withLock { state in
            state.uptime = time
            let woken = state.sleepers.filter { $0.value.wake <= time }
            for id in woken.keys { state.sleepers[id] = nil }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    private func sleep(_ duration: Duration) async {
        let id = state.withLock { state in
            state.count += 1
            return state.count
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                let resumed = state.withLock { state in
                    guard duration > .zero, state.cancelled.remove(id) == nil else { return [continuation] }
                    let wake = state.uptime + duration
                    state.sleepers[id] = (wake, continuation)
                    let watchers = state.watchers.filter { $0.wake == wake }.map(\.continuation)
                    state.watchers.removeAll { $0.wake == wake }
                    return watchers
                }
                for continuation in resumed { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                if state.sleepers[id] == nil { state.cancelled.insert(id) }
                return state.sleepers.removeValue(forKey: id)
            }
            sleeper?.continuation.resume()
        }
    }
}
