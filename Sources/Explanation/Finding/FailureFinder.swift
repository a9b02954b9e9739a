/// Finds the latest directive of a log that failed; if none did, the latest.
struct FailureFinder: Sendable {
    /// The most deferred answers that are tracked at a time.
    private static let mostDeferred = 10_000

    private var failed: Match?
    private var any: Match?
    private var arrived: Match?
    private var open = OpenInvocations()
    /// Deferred answers without an end.
    private var deferred: [String: Match] = [:]
    /// Deferred answers by the id of their event.
    private var events = Recent<Match>()
    /// Invocations that Lambda ended, by request id, and those that were answered. Their lines come in any order.
    private var ended = Recent<Match>()
    private var answered = Recent<Bool>()
    private var position = 0

    mutating func read(_ line: LogLine) {
        position += 1
        open.note(line.time)
        var match = Match()
        match.position = position
        match.take(line)
        switch line.content {
        case .own(let own):
            if Match.isDelivery(own.event) { return delivery(own) }
            guard match.requestId != nil || match.messageId != nil else { return }
            if own.event == "directive", !line.isCut {
                open.end(match)
                end(match, own)
            } else if own.event == "received" {
                open.begin(match, line)
                note(match, in: &arrived)
            }
        case .platform(let platform):
            guard let id = platform.requestId else { return }
            switch platform.kind {
            case .invocationStarted: open.begin(match, line)
            case .invocationEnded, .report, .programDone, .timedOut, .exited: open.end(match)
            case .instanceStarting, .instanceStarted, .lastWords, .linesDropped: break
            }
            if match.isFailed { ended[id] = match }
        }
    }

    private mutating func end(_ match: Match, _ line: OwnLine) {
        note(match, in: &any)
        let key = match.requestId ?? match.messageId ?? ""
        if line.isAnswer, let id = match.requestId { answered[id] = true }
        if line.flag("deferred") {
            deferred[key] = nil
        } else if match.isDeferred, deferred.count < Self.mostDeferred {
            deferred[key] = match
        }
        if match.isDeferred || line.flag("deferred"), let id = line.answerId { events[id] = match }
        if match.isFailed { note(match, in: &failed) }
    }

    private mutating func delivery(_ line: OwnLine) {
        guard line.isGivenUp, let id = line.text("message_id"), var match = events[id] else { return }
        match.take(delivery: line)
        note(match, in: &failed)
    }

    private func note(_ match: Match, in latest: inout Match?) {
        if let current = latest, Match.isBefore(match, current) { return }
        latest = match
    }

    /// The latest failure; without one the latest deferral that never closed, or the latest directive.
    var latest: Match? {
        var latest = failed
        for (id, match) in ended.all where answered[id] == nil { note(match, in: &latest) }
        for match in open.lost { note(match, in: &latest) }
        return latest ?? deferred.values.max(by: Match.isBefore) ?? any ?? arrived ?? open.all.max(by: Match.isBefore)
    }
}
