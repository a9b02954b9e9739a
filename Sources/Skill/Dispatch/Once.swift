import Synchronization

/// A value that is made when it is asked for, and then kept.
final class Once<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    /// The value; `make` makes it the first time.
    func value(_ make: () -> Value) -> Value {
        state.withLock { state in
            if let state { return state }
            let value = make()
            state = value
            return value
        }
    }
}
