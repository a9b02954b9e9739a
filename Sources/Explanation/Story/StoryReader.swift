import AlexaProtocol

/// Collects the lines of one directive from a log that is read from the beginning.
package struct StoryReader: Sendable {
    /// The most lines that are kept of one directive.
    private static let most = 5000
    /// The most lines that are kept about the start of an instance.
    private static let mostStarts = 40

    /// A line and its position among those that were kept.
    struct Kept: Sendable {
        var line: LogLine
        let position: Int
    }

    private(set) var match: Match
    private(set) var kept: [Kept] = []
    private(set) var isIncomplete = false
    /// The position in the log of the first line by which the directive was found.
    private let found: Match
    private var position = 0
    /// The directive of the same message id that the log is at, if its lines have no request id.
    private var other = Match()
    /// Whether another directive of the same message id has begun since.
    private var isPast = false
    /// The latest lines about the start of the instance, by log stream.
    private var starts: [String: [LogLine]] = [:]
    /// The invocation that each of Lambda's log streams is at.
    private var current: [String: String] = [:]
    /// Whether the last directive of a log stream that was the first of its process is this one.
    private var isCold: [String: Bool] = [:]
    /// The last words of a process, in a log without log streams: whose they are, the next line tells.
    private var words: [LogLine] = []
    private var hasWords = false
    private var hasBegun = false

    /// A reader for the directive that was found.
    package init(_ match: Match) {
        self.match = match
        found = match
    }

    /// Reads the next line.
    package mutating func read(_ line: LogLine) {
        position += 1
        let source = line.source ?? ""
        if case .own(let own) = line.content, own.event == "cold_start" {
            // It is written after the first answer.
            if isCold.removeValue(forKey: source) == true { keep(line) }
            return
        }
        if isStart(line) {
            starts[source] = (starts[source] ?? []).suffix(Self.mostStarts) + [line]
            return
        }
        if case .platform(let platform) = line.content {
            if case .lastWords = platform.kind, platform.requestId == nil { return read(lastWords: line) }
            if platform.kind == .invocationStarted { current[source] = platform.requestId }
        }
        let isOwn = belongs(line)
        if case .own(let own) = line.content, own.isAnswer, own.flag("cold") { isCold[source] = isOwn }
        join(isOwn ? line : nil)
        guard isOwn else {
            if line.beginsDirective { starts[source] = nil }
            return
        }
        if !hasBegun {
            hasBegun = true
            for start in starts[source] ?? [] { keep(start) }
        }
        keep(line)
        match.take(line)
    }

    /// A line of a process that dies has no id. In one of Lambda's log streams it is about the current invocation; in any other log
    /// it stands before or after the line that has the id.
    private mutating func read(lastWords line: LogLine) {
        if line.hasStream {
            if let id = match.requestId, current[line.source ?? ""] == id { keep(line) }
        } else if hasWords {
            keep(line)
        } else if words.count < 20 {
            words.append(line)
        }
    }

    /// Takes the last words before a line, if it says that the invocation's process has ended.
    private mutating func join(_ line: LogLine?) {
        hasWords = false
        if case .platform(let platform)? = line?.content, case .exited = platform.kind {
            hasWords = true
            for line in words { keep(line) }
        }
        words = []
    }

    private mutating func keep(_ line: LogLine) {
        guard kept.count < Self.most else {
            isIncomplete = true
            return
        }
        kept.append(Kept(line: line, position: kept.count))
    }

    /// Whether a line is about the start of an instance, which belongs to the first directive after it.
    private func isStart(_ line: LogLine) -> Bool {
        if case .own(let own) = line.content { own.isFailedStart } else { line.isInstanceStart }
    }

    private mutating func belongs(_ line: LogLine) -> Bool {
        switch line.content {
        case .own(let own):
            let (id, request) = (own.text("message_id"), own.text("request_id"))
            let hasRequest = request != nil && match.requestId != nil
            let isOther = hasRequest && request != match.requestId
            let hasCorrelation = own.text("correlation") != nil && own.text("correlation") == match.correlation
            // Another invocation may deliver the event.
            if let id, match.eventIds.contains(id) { return true }
            if Match.isDelivery(own.event) {
                if let id, id == match.messageId { return true }
                return hasCorrelation && !isPast && (!isOther || match.eventIds.isEmpty)
            }
            if isOther { return false }
            if let id, let known = match.messageId {
                return id == known && (hasRequest || isCurrent(own))
            }
            return hasRequest || (id == nil && hasCorrelation)
        case .platform(let platform): return platform.requestId != nil && platform.requestId == match.requestId
        }
    }

    /// Whether a line of the directive's message id, without a request id, is not of an earlier or later directive with the same id.
    private mutating func isCurrent(_ line: OwnLine) -> Bool {
        if !other.includes(line) {
            other = Match()
            if position > found.position {
                isPast = true
            } else {
                // What was kept so far is of an earlier one.
                kept = []
                match = found
                hasBegun = false
            }
        }
        other.take(LogLine(.own(line)))
        return !isPast
    }
}

extension LogLine {
    /// Whether it is the first or the last line of a directive.
    fileprivate var beginsDirective: Bool {
        switch content {
        case .own(let own): own.isAboutDirective
        case .platform(let platform): platform.kind == .invocationStarted
        }
    }
}
