import AlexaProtocol

/// A summary of a log, ready to be shown.
package struct SummaryReport: Sendable {
    /// A row of directives.
    struct Row: Sendable {
        var name: String
        var directives: Int
        var errors: Int
        var deferred: Int
        var figures: LatencyCounts.Figures?
    }

    struct ErrorRow: Sendable {
        var error: Story.ErrorName
        var cloud: String
        var count: Int
        var figures: LatencyCounts.Figures?
        var meaning: String
    }

    struct OperationRow: Sendable {
        var cloud: String
        var operation: String
        var calls: Int
        var failed: Int
        var figures: LatencyCounts.Figures?
    }

    struct AlarmRow: Sendable {
        var cloud: String
        var rule: String
        var reason: String
        var count: Int
        var last: Timestamp?
    }

    struct EndpointRow: Sendable {
        var endpointId: String
        var directives: Int
        var failures: Int
        var commonest: String
    }

    struct Deferral: Sendable {
        var match: Match
        /// Whether the log ends less than 5 minutes later, so that the deferral may end after the log.
        var mayStillEnd: Bool
    }

    struct Mark: Sendable {
        /// Whether the mark is met; raw values are words of `explain --summary --json`.
        enum Verdict: String, CaseIterable, Sendable {
            case kept, missed
            case notJudged = "not_judged"
        }

        var id: String
        var title: String
        var verdict: Verdict
        /// The figure that was judged: milliseconds or a share.
        var value: Double?
        var explanation: String
    }

    var from: Timestamp?
    var to: Timestamp?
    var total: Row
    var histogram: [Int]
    var cold: Int
    var clouds: [Row]
    var interfaces: [Row]
    var errors: [ErrorRow]
    var operations: [OperationRow]
    var alarms: [AlarmRow]
    var endpoints: [EndpointRow]
    var hasMoreEndpoints: Bool
    var verdicts: [(verdict: String, count: Int)]
    var deferredOpened: Int
    var deferredEnded: Int
    var deferredFailed: Int
    /// Deferred answers whose event was given up.
    var undelivered: Int
    /// Deferred answers of which Alexa never got a good outcome, and which are not among the errors.
    var unheard: Int
    var openDeferrals: [Deferral]
    var timeouts: Int
    var outOfMemory: Int
    var crashes: Int
    /// Those of the timeouts, memory failures and crashes that followed an answer.
    var afterAnswer: Int
    var lost: Int
    /// Directives that never got an answer: those that Lambda ended before one, and those that were lost.
    var unanswered: Int
    /// Invocations without an answer that may have been directives.
    var unknown: Int
    var failedStarts: Int
    var startReason: String?
    var starts: LatencyCounts.Figures?
    var startCount: Int
    var usedMB: Double?
    var memoryMB: Double?
    var marks: [Mark]
    /// Why the log does not have all answers, in a sentence.
    var partial: String?

    /// The upper edges of the ranges of ``histogram``, in milliseconds.
    static let edges = [50, 100, 200, 500, 1000, 2000, 3000, 5000, 8000]

    /// Directives that were answered without an error, as far as the log has it.
    var good: Int {
        max(0, total.directives - total.errors - unheard)
    }

    /// Whether the log has anything to count.
    package var isEmpty: Bool {
        total.directives == 0 && operations.isEmpty && verdicts.isEmpty && alarms.isEmpty && timeouts == 0
            && outOfMemory == 0 && crashes == 0 && lost == 0 && startCount == 0 && failedStarts == 0
    }
}
