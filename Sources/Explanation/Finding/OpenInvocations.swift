import AlexaProtocol

/// Invocations and directives that have begun and not ended so far.
struct OpenInvocations: Sendable {
    /// The most that are tracked at a time.
    private static let most = 10_000
    /// A log that goes on for so long has the end of each directive that has one, in milliseconds.
    private static let longest: Int64 = 60_000

    private struct Begun: Sendable {
        var match: Match
        /// The log stream, if it is one of Lambda's.
        var stream: String?
    }

    private var open: [String: Begun] = [:]
    /// The position of the last one that began, by log stream.
    private var lastStarts: [String: Int] = [:]
    private var last: Timestamp?

    /// Notes a time of the log.
    mutating func note(_ time: Timestamp?) {
        if let time { last = max(last ?? time, time) }
    }

    /// Notes a beginning. Both Lambda and the program log it.
    mutating func begin(_ match: Match, _ line: LogLine) {
        let stream = line.hasStream ? line.source : nil
        if let stream, lastStarts.count < Self.most || lastStarts[stream] != nil { lastStarts[stream] = match.position }
        let id = match.requestId ?? match.messageId ?? ""
        if open[id] != nil {
            open[id]?.match.take(line)
            open[id]?.match.position = match.position
        } else if !id.isEmpty, open.count < Self.most {
            open[id] = Begun(match: match, stream: stream)
        }
    }

    /// Notes an end.
    mutating func end(_ match: Match) {
        if let id = match.requestId { open[id] = nil }
        if match.requestId == nil, let id = match.messageId { open[id] = nil }
    }

    /// Those whose end is not in the log: their instance has begun another one since, or the log goes on for a minute.
    var lost: [Match] {
        open.values.filter { begun in
            if let stream = begun.stream, lastStarts[stream, default: 0] > begun.match.position { return true }
            guard let last, let time = begun.match.time else { return false }
            return last.milliseconds - time.milliseconds > Self.longest
        }.map { begun in
            var match = begun.match
            match.isLost = true
            return match
        }
    }

    /// All of them.
    var all: [Match] { open.values.map(\.match) }
}
