import Synchronization

/// A lock for each key, acquired in the order of the calls. All adjustments of an item have the same key, so that the second
/// starts from the result of the first. Any other directive has a key of its own, so that a copy of it finds the result of the
/// first.
final class KeyedLock: Sendable {
    private let waiters = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// Waits until the key is free. A caller holds it until its own deadline at most.
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

    /// Passes the key to the next caller.
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
