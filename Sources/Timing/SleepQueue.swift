import Synchronization

/// Sleeping tasks, which share one system timer.
///
/// `Task.sleep` keeps a task and a timer until its end, even if it was cancelled long before: 0.6 kB for each directive of the
/// last 8 s.
final class SleepQueue: Sendable {
    private final class Sleeper: Sendable {
        let end: Duration
        let woken = FirstValue<Void>()

        init(until end: Duration) { self.end = end }
    }

    private struct State {
        /// The sleeping tasks, in the order in which they wake.
        var sleepers: [Sleeper] = []
        /// When the next timer fires.
        var armedFor: Duration?
    }

    private let state = Mutex(State())
    private let uptime: @Sendable () -> Duration
    private let timer: @Sendable (Duration) async -> Void

    /// An empty queue.
    ///
    /// - Parameters:
    ///   - uptime: a monotonic clock.
    ///   - timer: waits until that uptime.
    init(uptime: @escaping @Sendable () -> Duration, timer: @escaping @Sendable (Duration) async -> Void) {
        self.uptime = uptime
        self.timer = timer
    }

    /// The number of sleeping tasks.
    var count: Int { state.withLock { $0.sleepers.count } }

    /// Waits for that long; returns early when the task is cancelled. More than a year counts as a year.
    func sleep(_ duration: Duration) async {
        guard duration > .zero, !Task.isCancelled else { return }
        let sleeper = Sleeper(until: uptime() + min(duration, .seconds(365 * 86_400)))
        await withTaskCancellationHandler {
            add(sleeper)
            await sleeper.woken.get()
        } onCancel: {
            sleeper.woken.set(())
        }
        remove(sleeper)
    }

    private func add(_ sleeper: Sleeper) {
        let isNext = state.withLock { state in
            // Usually at the end: most deadlines have the same length.
            var index = state.sleepers.count
            while index > 0, state.sleepers[index - 1].end > sleeper.end { index -= 1 }
            state.sleepers.insert(sleeper, at: index)
            if let armedFor = state.armedFor, armedFor <= sleeper.end { return false }
            state.armedFor = sleeper.end
            return true
        }
        if isNext { arm(for: sleeper.end) }
    }

    private func remove(_ sleeper: Sleeper) {
        state.withLock { state in
            if let index = state.sleepers.lastIndex(where: { $0 === sleeper }) { state.sleepers.remove(at: index) }
        }
    }

    private func arm(for end: Duration) {
        Task { [self] in
            await timer(end)
            fire(end)
        }
    }

    private func fire(_ end: Duration) {
        let now = uptime()
        let (due, next): ([Sleeper], Duration?) = state.withLock { state in
            let due = Array(state.sleepers.prefix { $0.end <= now })
            state.sleepers.removeFirst(due.count)
            // If not, a later sleeper that wakes earlier has armed another timer.
            guard state.armedFor == end else { return (due, nil) }
            state.armedFor = state.sleepers.first?.end
            return (due, state.armedFor)
        }
        for sleeper in due { sleeper.woken.set(()) }
        if let next { arm(for: next) }
    }
}
