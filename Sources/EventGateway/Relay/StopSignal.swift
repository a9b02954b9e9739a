import Synchronization

/// Tells a relay to stop when the deliveries in flight have ended. Cancelling its task would cut them off, and they would be sent
/// again.
package final class StopSignal: Sendable {
    private let flag = Atomic<Bool>(false)

    /// A signal that is not set.
    package init() {}

    /// Whether the relay has to stop.
    package var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Asks the relay to stop. May be called from any thread.
    package func request() { flag.store(true, ordering: .relaxed) }
}
