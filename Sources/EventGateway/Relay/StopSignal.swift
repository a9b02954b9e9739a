import Synchronization

/// Tells a relay to stop when what is under way has ended. Cancelling its task would cut that off, and it would be sent
/// again.
package final class StopSignal: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Not requested so far.
    package init() {}

    /// Whether somebody wants the relay to stop.
    package var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Asks the relay to stop.
    package func request() { flag.store(true, ordering: .relaxed) }
}
