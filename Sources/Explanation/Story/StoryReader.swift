import AlexaProtocol

/// Collects the lines of one directive from a log that is read from the beginning.
package struct StoryReader: Sendable {
    /// The most lines that are kept of one directive.
    private static let most = 5000

    /// A line and its position among those that were kept.
    struct Kept: Sendable {
        var line: LogLine
        let position: Int
    }

    private(set) var match: Match
    private(set) var kept: [Kept] = []
    /// The latest lines of Lambda and the program about the start of the instance, by log stream.
    private var starts: [String: [LogLine]] = [:]
    /// The current invocation of each log stream.
    private var current: [String: String] = [:]
    /// Whether another invocation began in the same log stream afterwards.
    private(set) var hasSuccessor = false
    private(set) var isIncomplete = false
    private var hasBegun = false

    /// A reader for the directive that was found.
    package init(_ match: Match) {
        self.match = match
    }

    /// Reads the next line.
    package mutating func read(_ line: LogLine) {
        let source = line.source ?? ""
        if isStart(line) {
            starts[source, default: []].append(line)
            return
        }
        if case .platform(let platform) = line.content, platform.kind == .invocationStarted {
            current[source] = platform.requestId
            if hasBegun, platform.requestId != match.requestId, isOwnSource(line) { hasSuccessor = true }
        }
        guard belongs(line) else {
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

    private mutating func keep(_ line: LogLine) {
        guard kept.count < Self.most else {
            isIncomplete = true
            return
        }
        kept.append(Kept(line: line, position: kept.count))
    }

    private func isOwnSource(_ line: LogLine) -> Bool { line.source == match.source }

    /// Whether a line is about the start of an instance, which belongs to the first directive after it.
    private func isStart(_ line: LogLine) -> Bool {
        switch line.content {
        case .own(let own): own.event == "cold_start"
        case .platform(let platform):
            switch platform.kind {
            case .instanceStarting, .instanceStarted: true
            case .invocationStarted, .programDone, .invocationEnded, .report, .timedOut, .exited, .lastWords,
                .linesDropped:
                false
            }
        }
    }

    private func belongs(_ line: LogLine) -> Bool {
        switch line.content {
        case .own(let own):
            let id = own.text("message_id")
            if Match.isDelivery(own.event) {
                if let id, match.eventIds.contains(id) || id == match.messageId { return true }
                return own.text("correlation") != nil && own.text("correlation") == match.correlation
            }
            if let id, let own = match.messageId { return id == own || match.eventIds.contains(id) }
            if let id = own.text("request_id"), let own = match.requestId { return id == own }
            return id == nil && own.text("correlation") != nil && own.text("correlation") == match.correlation
        case .platform(let platform):
            if let id = platform.requestId { return id == match.requestId }
            guard case .lastWords = platform.kind, let id = match.requestId else { return false }
            return current[line.source ?? ""] == id
        }
    }
}

extension LogLine {
    /// Whether it is the first or the last line of a directive.
    fileprivate var beginsDirective: Bool {
        switch content {
        case .own(let own): own.event == "received" || own.event == "directive"
        case .platform(let platform): platform.kind == .invocationStarted
        }
    }
}
