import Glibc
import UnixSignals

/// The signals for an orderly end of the process: SIGINT, SIGTERM, SIGHUP (its terminal is gone) and SIGQUIT.
enum EndSignals {
    /// Traps these signals, except those that are ignored already: `nohup` ignores SIGHUP, a shell ignores SIGINT for background
    /// processes.
    static func trapped() async -> UnixSignalsSequence {
        let signals: [UnixSignal] = [.sigint, .sigterm, .sighup, .sigquit]
        return await UnixSignalsSequence(trapping: signals.filter { !isIgnored($0.rawValue) })
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
        let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
        return handler == ignoring
    }
}
