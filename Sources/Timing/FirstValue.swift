import Synchronization

/// A value that several tasks may set and one task waits for. The first one set counts; later ones are ignored.
///
/// A task group cannot replace this: it waits for all its child tasks, and a device cloud may never return.
package final class FirstValue<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value, Never>)
        case set(Value)
    }

    private let state = Mutex(State.empty)

    /// A value that is not set.
    package init() {}

    /// Sets the value, unless it is set already.
    package func set(_ value: Value) {
        let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .empty:
                state = .set(value)
                return nil
            case .awaited(let continuation):
                state = .set(value)
                return continuation
            case .set:
                return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// Waits until the value is set. At most one call.
    package func get() async -> Value {
        await withCheckedContinuation { continuation in
            let value: Value? = state.withLock { state in
                guard case .set(let value) = state else {
                    state = .awaited(continuation)
                    return nil
                }
                return value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
