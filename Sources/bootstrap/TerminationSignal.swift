import Glibc
import Synchronization

/// SIGTERM, which Lambda sends before it ends the environment of a function that has an extension.
///
/// It is caught by a handler that writes into a pipe. Blocking it and waiting with `sigwait` is not enough: the main thread
/// of a Swift program ends in libdispatch's `sigsuspend`, which lets every signal through.
enum TerminationSignal {
    private static let writeEnd = Atomic<Int32>(-1)
    private static let readEnd = Atomic<Int32>(-1)

    /// Keeps the signal from ending the process. ``onSignal(_:)`` reacts to it, even if it arrived before that call.
    static func hold() {
        var ends: [Int32] = [-1, -1]
        // Without a pipe the signal ends the process at once, as by default.
        guard unsafe pipe(&ends) == 0 else { return }
        readEnd.store(ends[0], ordering: .relaxed)
        writeEnd.store(ends[1], ordering: .releasing)
        signal(SIGTERM) { _ in
            var byte: UInt8 = 0
            _ = unsafe write(TerminationSignal.writeEnd.load(ordering: .acquiring), &byte, 1)
        }
    }

    /// Calls `action` when the signal arrives, or at once if it has arrived, on a thread of its own.
    static func onSignal(_ action: @escaping @Sendable () -> Void) {
        let context = unsafe Unmanaged.passRetained(Action(action))
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                var byte: UInt8 = 0
                let end = TerminationSignal.readEnd.load(ordering: .relaxed)
                while end >= 0, unsafe read(end, &byte, 1) < 0, errno == EINTR {}
                if let context = unsafe context {
                    let action = unsafe Unmanaged<Action>.fromOpaque(context).takeRetainedValue()
                    if end >= 0 { action.body() }
                }
                return nil
            }, context.toOpaque())
        guard failure == 0 else {
            // Without a thread the signal ends the process at once, as by default.
            signal(SIGTERM, SIG_DFL)
            return unsafe context.release()
        }
        _ = pthread_detach(thread)
    }

    private final class Action: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
