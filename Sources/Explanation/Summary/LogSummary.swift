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

    /// A failure of an invocation that Lambda reports.
    struct Trouble: Sendable {
        var time: Timestamp?
        var hasTimedOut = false
        var hasExited = false
        var isMemoryExhausted = false
        var isAnswered = false
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
    var deferredOpened = 0
    var deferredClosed = 0
    var deferredFailed = 0
    var openDeferrals: [String: Match] = [:]
    /// Ends of deferred work whose answer was not seen before, by message id: whether they are errors.
    var earlyEnds = Recent<Bool>()
    var answered = Recent<Bool>()
    var troubles: [String: Trouble] = [:]
    var open = OpenInvocations()
    /// The durations of starts: from our own lines, from Lambda's lines about the start, and from its reports. All describe the
    /// same starts.
    var ownStarts = LatencyCounts()
    var instanceStarts = LatencyCounts()
    var reportedStarts = LatencyCounts()
    var failedStarts = 0
    var usedMB: Double?
    var memoryMB: Double?
    var marks = Marks()
    private var position = 0

    /// A summary of the lines in the selection's range of time.
    package init(_ selection: Selection) {
        self.selection = selection
    }

    /// Reads the next line.
    package mutating func read(_ line: LogLine) {
        guard selection.includes(line.time) else { return }
        position += 1
        span.add(line.time)
        switch line.content {
        case .own(let own):
            guard !line.isCut else { return }
            read(own, line)
        case .platform(let platform): read(platform, line)
        }
    }

    private mutating func read(_ own: OwnLine, _ line: LogLine) {
        switch own.event {
        case "directive": directive(own, line)
        case "received":
            if own.text("message_id").map({ answered[$0] == nil }) ?? true { open.begin(match(line)) }
        case "cloud": cloud(own)
        case "gateway": verdicts[own.text("verdict") ?? "unknown", default: 0] += 1
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
