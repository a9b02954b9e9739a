/// How Lambda ended an invocation, collected from its lines in any order.
///
/// The one rule for the story, the summary and the default selection.
struct InvocationEnd: Hashable, Sendable {
    /// Why an invocation was ended before the program had ended it.
    enum Cause: Hashable, Sendable {
        /// The function's timeout.
        case timeout
        /// The process was killed because its memory was used up.
        case memory
        /// The process ended by itself, or by another signal.
        case exit
    }

    private var hasTimedOut = false
    private var hasFailed = false
    private var hasMemoryError = false
    /// Whether all memory was used; `nil` without figures.
    private var isExhausted: Bool?
    /// Whether `SIGKILL` ended the process; `nil` if no line says how it ended.
    private var wasKilled: Bool?

    /// Adds the facts of a line.
    mutating func take(_ kind: PlatformLine.Kind) {
        switch kind {
        case .programDone(let ending): take(ending)
        case .report(let report):
            take(report.ending)
            if report.memoryMB != nil, report.usedMB != nil { isExhausted = report.isMemoryExhausted }
        case .timedOut: hasTimedOut = true
        case .exited(let words):
            hasFailed = true
            if words.contains("signal: ") || words.contains("exit status") {
                wasKilled = words.contains("signal: killed")
            }
        case .lastWords(let words):
            if words.contains("Runtime.ExitError") { hasFailed = true }
            let isKill = ["signal: killed", "Out of memory", "OOM", "oom-kill", "Killed process"].contains {
                words.contains($0)
            }
            if isKill { wasKilled = wasKilled ?? true }
        case .instanceStarting, .instanceStarted, .invocationStarted, .invocationEnded, .linesDropped: break
        }
    }

    private mutating func take(_ ending: PlatformLine.Ending) {
        if ending.isTimeout { hasTimedOut = true } else if ending.isFailure { hasFailed = true }
        if ending.errorType?.contains("OutOfMemory") ?? false { hasMemoryError = true }
    }

    /// The cause; `nil` if nothing went wrong. Lambda's own word for memory decides. Without it, a killed process is out of
    /// memory if all was used, or if there are no figures.
    var cause: Cause? {
        if hasMemoryError { return .memory }
        if hasTimedOut { return .timeout }
        guard hasFailed else { return nil }
        guard wasKilled ?? true else { return .exit }
        return isExhausted ?? (wasKilled == true) ? .memory : .exit
    }
}
