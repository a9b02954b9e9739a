import Synchronization
import Timing

/// Work that has been started, and whose result is wanted only before a deadline.
///
/// Work that finishes without waiting for anything, such as a simulated device, starts no timer and changes no thread.
struct Attempt<Value: Sendable>: Sendable {
    private struct Finish: Sendable {
        let value: Value
        /// The environment's uptime.
        let time: Duration
    }

    private let task: Task<Finish, Never>
    private let end = End()
    private let sleep: @Sendable (Duration) async -> Void

    /// Starts `body` at once.
    init(_ environment: borrowing SkillEnvironment, _ body: @escaping @Sendable () async -> Value) {
        sleep = environment.sleep
        task = Task.immediate { [end, uptime = environment.uptime] in
            let finish = Finish(value: await body(), time: uptime())
            end.note()
            return finish
        }
    }

    /// The result, or `late` if the deadline passed first; the work is then told to stop, but not waited for. One
    /// caller at a time.
    func result(before deadline: Deadline, late: @autoclosure () -> Value) async -> Value {
        if let value = await value(before: deadline) { return value }
        task.cancel()
        return late()
    }

    /// The result, or `nil` if the deadline passed first; the work goes on. One caller at a time.
    func value(before deadline: Deadline) async -> Value? {
        guard let finish = await finish(before: deadline), deadline.includes(finish.time) else { return nil }
        return finish.value
    }

    /// The result if it is there when the waiting ends at `deadline`, whenever it came. One caller at a time.
    func value(waitingUntil deadline: Deadline) async -> Value? {
        await finish(before: deadline)?.value
    }

    /// The result, however long it takes.
    var result: Value {
        get async { await task.value.value }
    }

    private func finish(before deadline: Deadline) async -> Finish? {
        if end.isReached { return await task.value }
        let race = Race<Bool>()
        end.join(race)
        let timer = Task { [sleep] in
            await sleep(deadline.timeLeft)
            race.finish(false)
        }
        defer { timer.cancel() }
        return await race.result() ? await task.value : nil
    }
}

/// Whether work has ended. Shared by the work and whoever waits for it; of no use for its result, so that it is one type
/// whatever that is.
private final class End: Sendable {
    private enum State {
        case ahead
        case awaited(Race<Bool>)
        case reached
    }

    private let state = Mutex(State.ahead)

    var isReached: Bool {
        state.withLock { state in
            if case .reached = state { true } else { false }
        }
    }

    func note() {
        let race: Race<Bool>? = state.withLock { state in
            defer { state = .reached }
            guard case .awaited(let race) = state else { return nil }
            return race
        }
        race?.finish(true)
    }

    /// Lets `race` end with the work.
    func join(_ race: Race<Bool>) {
        let isReached = state.withLock { state in
            if case .reached = state { return true }
            state = .awaited(race)
            return false
        }
        if isReached { race.finish(true) }
    }
}

/// The result of `work`, or `late` if the deadline passes first.
///
/// After the deadline nothing is begun: whoever asked would be told that it was not done.
func beforeDeadline<Value: Sendable>(
    _ deadline: Deadline, _ environment: borrowing SkillEnvironment, late: @autoclosure () -> Value,
    work: @escaping @Sendable () async -> Value
) async -> Value {
    guard deadline.timeLeft > .zero else { return late() }
    return await Attempt(environment, work).result(before: deadline, late: late())
}
