import Synchronization

/// A value that is computed at its first use and then kept. Unlike `lazy var` it may be used from several tasks.
final class Lazily<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    /// The value; `make` computes it at the first call.
    func value(_ make: () -> Value) -> Value {
        state.withLock { state in
            if let state { return state }
            let value = make()
            state = value
            return value
        }
    }
}
