import Synchronization

/// One command at a time for each key, in the order in which they came. Adjustments of one item share a key: of two, the second
/// starts from the result of the first. All else has the key of its directive: of two copies, the second finds what the first did.
final class Turns: Sendable {
    private let waiters = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// Waits until nobody else has the key. Whoever has it holds it until its own deadline at most.
    func acquire(_ key: String) async {
        await withCheckedContinuation { continuation in
            let isFree = waiters.withLock { waiters in
                guard waiters[key] != nil else {
                    waiters[key] = []
                    return true
                }
                waiters[key]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Hands the key to the next.
    func release(_ key: String) {
        let next: CheckedContinuation<Void, Never>? = waiters.withLock { waiters in
            guard let queue = waiters[key], let first = queue.first else {
                waiters[key] = nil
                return nil
            }
            waiters[key] = Array(queue.dropFirst())
            return first
        }
        next?.resume()
    }
}
