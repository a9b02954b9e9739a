/// A line of AWS Lambda's, in its text or its JSON format. Source: Lambda, "Lambda platform events" and "Log formats".
package struct PlatformLine: Hashable, Sendable {
    /// The invocation; `nil` for lines about the start of an instance.
    package var requestId: String?
    /// What happened.
    package var kind: Kind

    /// The kinds of Lambda's lines.
    package enum Kind: Hashable, Sendable {
        /// The instance begins to start.
        case instanceStarting
        /// The instance has started, or failed to.
        case instanceStarted(Ending, milliseconds: Double?)
        /// The invocation has begun.
        case invocationStarted
        /// The program has ended its invocation, or was ended.
        case programDone(Ending)
        /// The invocation has ended.
        case invocationEnded
        /// The invocation's figures.
        case report(Report)
        /// The function's timeout has passed; its seconds, if the line has them.
        case timedOut(seconds: Double?)
        /// The program has ended by itself or by a signal, in Lambda's words.
        case exited(String)
        /// The message of a dying process.
        case lastWords(String)
        /// Lambda has dropped this number of log lines.
        case linesDropped(Int)
    }

    /// How something ended, according to Lambda.
    package struct Ending: Hashable, Sendable {
        /// `success`, `failure`, `error` or `timeout`; `nil` if the line has none.
        package var status: String?
        /// Such as `Runtime.ExitError`.
        package var errorType: String?

        /// Whether it is a failure.
        package var isFailure: Bool { errorType != nil || (status != nil && status != "success") }
        /// Whether the timeout ended it.
        package var isTimeout: Bool { status == "timeout" || errorType == "Sandbox.Timedout" }
    }

    /// The figures of an invocation.
    package struct Report: Hashable, Sendable {
        /// How it ended.
        package var ending = Ending()
        /// How long the handler ran.
        package var milliseconds: Double?
        /// The memory that the function may use, in MB.
        package var memoryMB: Double?
        /// The most memory that the instance has used so far, in MB.
        package var usedMB: Double?
        /// How long the start of the instance took, if this was its first invocation.
        package var startMilliseconds: Double?

        /// Whether all memory was used.
        package var isMemoryExhausted: Bool {
            guard let memoryMB, let usedMB else { return false }
            return usedMB >= memoryMB
        }
    }
}
