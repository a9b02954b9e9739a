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
