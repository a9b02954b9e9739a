import Synchronization

/// Work against the clock: the first to finish decides, and nobody waits for the loser.
///
/// A task group cannot do this, because it waits for all its children, and an adapter may never return.
final class Race<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case decided(Value)
    }

    private let state = Mutex(State.open)

    /// Decides the race, unless it is decided.
    func finish(_ value: Value) {
        let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .decided(value)
                return nil
            case .awaited(let continuation):
                state = .decided(value)
                return continuation
            case .decided:
                return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// The result, if there is one already.
    var decided: Value? {
        state.withLock { state in
            guard case .decided(let value) = state else { return nil }
            return value
        }
    }

    /// Waits for the result. One caller only.
    func result() async -> Value {
        await withCheckedContinuation { continuation in
            let value: Value? = state.withLock { state in
                guard case .decided(let value) = state else {
                    state = .awaited(continuation)
                    return nil
                }
                return value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}

/// The result of `work`, or `late` if the deadline passes first; the work is then told to stop, but not waited for.
///
/// Work that finishes without waiting for anything, such as a simulated device, starts no timer and changes no thread.
/// After the deadline nothing is begun: whoever asked would be told that it was not done.
func beforeDeadline<Value: Sendable>(
    _ deadline: Deadline, _ environment: SkillEnvironment, late: @autoclosure () -> Value,
    work: @escaping @Sendable () async -> Value
) async -> Value {
    guard deadline.timeLeft > .zero else { return late() }
    let race = Race<Value?>()
    let task = Task.immediate { race.finish(await work()) }
    if race.decided == nil {
        let timer = Task {
            await environment.sleep(deadline.timeLeft)
            race.finish(nil)
        }
        defer { timer.cancel() }
        if let value = await race.result() { return value }
    } else if deadline.timeLeft > .zero, let value = race.decided {
        return value ?? late()
    }
    task.cancel()
    return late()
}
