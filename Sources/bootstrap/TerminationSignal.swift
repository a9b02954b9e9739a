import Glibc

/// SIGTERM, which Lambda sends before it ends the environment of a function that has an extension.
enum TerminationSignal {
    /// Keeps the signal from ending the process. It waits until ``whenItComes(_:)`` takes it. To be called before other threads
    /// are started, which inherit this.
    static func block() {
        var signals = signals
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Calls `action` when the signal comes, on a thread of its own.
    static func whenItComes(_ action: @escaping @Sendable () -> Void) {
        let context = unsafe Unmanaged.passRetained(Action(action))
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                var signals = TerminationSignal.signals
                var caught: Int32 = 0
                unsafe sigwait(&signals, &caught)
                if let context = unsafe context {
                    unsafe Unmanaged<Action>.fromOpaque(context).takeRetainedValue().body()
                }
                return nil
            }, context.toOpaque())
        guard failure == 0 else {
            // Without a thread the signal ends the process at once, as by default.
            var signals = signals
            unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            return unsafe context.release()
        }
        _ = pthread_detach(thread)
    }

    private static var signals: sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGTERM)
        return signals
    }

    private final class Action: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
