import EventGateway
import Synchronization

/// A caller that waits for a result: that of the work or of the deadline, whichever is first.
final class Waiter<Value: Sendable>: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Result<Value, StoreFailure>, Never>)
        case finished(Result<Value, StoreFailure>)
    }

    private let state = Mutex(State.new)

    /// Sets the result. Ignored if there is one already.
    func finish(_ result: Result<Value, StoreFailure>) {
        let continuation: CheckedContinuation<Result<Value, StoreFailure>, Never>? = state.withLock { state in
            switch state {
            case .finished: return nil
            case .new:
                state = .finished(result)
                return nil
            case .waiting(let continuation):
                state = .finished(result)
                return continuation
            }
        }
        continuation?.resume(returning: result)
    }

    /// Waits for the result; `start` is called first. One caller only.
    func value(_ start: () -> Void) async throws(StoreFailure) -> Value {
        let result = await withCheckedContinuation { continuation in
            state.withLock { $0 = .waiting(continuation) }
            start()
        }
        return try result.get()
    }
}
