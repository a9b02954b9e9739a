import AlexaProtocol

/// Counts the lines of a log. Memory does not grow with the log, but with the different values in it.
package struct LogSummary: Sendable {
    /// A group of directives.
    struct Group: Sendable {
        var answered = 0
        var errors = 0
        var deferred = 0
        var latencies = LatencyCounts()
    }

    /// An error, and what chose it.
    struct ErrorKey: Hashable, Sendable {
        var namespace: String
        var type: String
        var cloud: String
        var rule: String
    }

    /// Calls of one operation of a cloud.
    struct Operation: Sendable {
        var calls = 0
        var failed = 0
        var latencies = LatencyCounts()
    }

    struct OperationKey: Hashable, Sendable {
        var cloud: String
        var operation: String
    }

    struct AlarmKey: Hashable, Sendable {
        var cloud: String
        var rule: String
        var reason: String
    }

    /// How often, and when.
    struct Occurrences: Sendable {
        var count = 0
        var first: Timestamp?
        var last: Timestamp?

        mutating func add(_ time: Timestamp?) {
            count += 1
            guard let time else { return }
            first = min(first ?? time, time)
            last = max(last ?? time, time)
        }
    }

    /// An invocation of Lambda's, or a directive of another host's.
    struct Invocation: Sendable {
        /// When it began.
        var start: Timestamp?
        /// Whether a line says that it was a directive: others deliver events.
        var isDirective = false
        /// Whether it is a directive that Amazon counts.
        var isCounted = false
        var isAnswered = false
        var end = InvocationEnd()
    }

    struct EndpointCounts: Sendable {
        var directives = 0
        var failures = 0
        var errors: [String: Int] = [:]
    }

    /// The most different endpoints that are counted.
    static let mostEndpoints = 200_000
    /// The most different errors, operations and alarms that are counted.
    static let mostKinds = 10_000

    let selection: Selection
    var span = Occurrences()
    var total = Group()
    var cold = Occurrences()
    var clouds: [String: Group] = [:]
    var interfaces: [String: Group] = [:]
    var errors: [ErrorKey: Group] = [:]
    var operations: [OperationKey: Operation] = [:]
    var alarms: [AlarmKey: Occurrences] = [:]
    var verdicts: [String: Int] = [:]
    var endpoints: [String: EndpointCounts] = [:]
    var hasMoreEndpoints = false
    var deferrals = Deferrals()
    var deferredOpened = 0
    var deferredEnded = 0
    var deferredFailed = 0
    var undelivered = 0
    /// Deferred answers of which Alexa never got a good outcome, and which no error counts.
    var unheard = 0
    /// By request id, or else by message id.
    var invocations = Recent<Invocation>()
    /// Those of them that Lambda ended.
    var troubles: [String: Invocation] = [:]
    var open = OpenInvocations()
    /// Whether a directive's arrival is in the log, as at level DEBUG.
    var hasArrivals = false
    /// Whether a line of ours is below level WARN.
    var hasInfo = false
    /// The share of directives whose lines are written; the least that a line names.
    var sample = 1.0
    /// The durations of starts: from our own lines, from Lambda's lines about the start, and from its reports. All describe the
    /// same starts.
    var ownStarts = LatencyCounts()
    var instanceStarts = LatencyCounts()
    var reportedStarts = LatencyCounts()
    var failedStarts = 0
    /// The last reason for which the program did not start.
    var startReason: String?
    /// The report that had the least memory left.
    var memory: (used: Double, all: Double)?
    var marks = Marks()
    private var position = 0

    /// A summary of the lines in the selection's range of time.
    package init(_ selection: Selection) {
        self.selection = selection
    }

    /// Reads the next line. It counts if its directive began in the range.
    package mutating func read(_ line: LogLine) {
        position += 1
        let key = line.invocationKey
        if line.isBeginning, let key { change(key) { $0.start = $0.start ?? line.time } }
        guard selection.includes(key.flatMap { invocations[$0]?.start } ?? line.start) else { return }
        span.add(line.time)
        open.note(line.time)
        switch line.content {
        case .own(let own):
            guard !line.isCut else { return }
            read(own, line)
        case .platform(let platform): read(platform, line)
        }
    }

    /// Changes what is known of an invocation.
    mutating func change(_ key: String, _ change: (inout Invocation) -> Void) {
        var invocation = invocations[key] ?? troubles[key] ?? Invocation()
        change(&invocation)
        invocations[key] = invocation
        guard invocation.end.cause != nil, troubles[key] != nil || troubles.count < Self.mostEndpoints else { return }
        troubles[key] = invocation
    }

    private mutating func read(_ own: OwnLine, _ line: LogLine) {
        hasInfo = hasInfo || !["WARN", "ERROR", "FATAL"].contains(own.level)
        if let share = own.number("sample") { sample = min(sample, max(share, 0)) }
        switch own.event {
        case "directive": directive(own, line)
        case "received":
            hasArrivals = true
            guard let key = line.invocationKey else { return }
            change(key) { $0.take(own) }
            if invocations[key]?.isAnswered != true { open.begin(match(line), line) }
        case "cloud": cloud(own)
        case "gateway":
            verdicts[own.text("verdict") ?? "unknown", default: 0] += 1
            deferrals.deliver(own)
        case "dead_letter", "dropped": deferrals.deliver(own)
        case "not_started", "no_runtime_api": startReason = own.text("reason") ?? startReason
        case "alarm":
            let key = AlarmKey(
                cloud: own.text("cloud") ?? "", rule: own.text("rule") ?? "",
                reason: Words.quoted(own.text("reason") ?? "", to: 300))
            guard alarms[key] != nil || alarms.count < Self.mostKinds else { return }
            alarms[key, default: Occurrences()].add(line.time)
        case "cold_start":
            if let time = own.whole("init_ms") { ownStarts.add(time) }
        default: break
        }
    }

    /// A line as the beginning of a match.
    func match(_ line: LogLine) -> Match {
        var match = Match()
        match.position = position
        match.take(line)
        return match
    }
}

extension LogSummary.Invocation {
    /// Takes the first or the last line of a directive.
    mutating func take(_ line: OwnLine) {
        isDirective = true
        isCounted = Marks.counts(line.text("namespace"), line.text("name"))
    }
}

extension LogLine {
    /// What identifies the invocation, or the directive of another host; `nil` for lines about neither.
    var invocationKey: String? {
        switch content {
        case .own(let own): own.text("request_id") ?? (Match.isDelivery(own.event) ? nil : own.text("message_id"))
        case .platform(let platform): platform.requestId
        }
    }

    fileprivate var isBeginning: Bool {
        switch content {
        case .own(let own): own.event == "received"
        case .platform(let platform): platform.kind == .invocationStarted
        }
    }
}
