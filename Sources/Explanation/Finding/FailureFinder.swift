/// Finds the latest directive of a log that failed; if none did, the latest.
struct FailureFinder: Sendable {
    /// The most deferred answers that are tracked at a time.
    private static let mostDeferred = 10_000

    private var failed: Match?
    private var any: Match?
    private var open = OpenInvocations()
    /// Deferred answers without an end, by message id.
    private var deferred: [String: Match] = [:]
    private var position = 0

    mutating func read(_ line: LogLine) {
        position += 1
        var match = Match()
        match.position = position
        match.take(line)
        guard match.requestId != nil || match.messageId != nil else { return }
        switch line.content {
        case .own(let own):
            if own.event == "directive", !line.isCut {
                open.end(match)
                end(match, own)
            } else if own.event == "received" {
                open.begin(match)
            }
        case .platform(let platform):
            switch platform.kind {
            case .invocationStarted: open.begin(match)
            case .invocationEnded, .report, .programDone, .timedOut, .exited: open.end(match)
            case .instanceStarting, .instanceStarted, .lastWords, .linesDropped: break
            }
            if match.isFailed { note(match, in: &failed) }
        }
    }

    private mutating func end(_ match: Match, _ line: OwnLine) {
        note(match, in: &any)
        let key = match.messageId ?? match.requestId ?? ""
        if line.flag("deferred") {
            deferred[key] = nil
        } else if match.isDeferred, deferred.count < Self.mostDeferred {
            deferred[key] = match
        }
        if match.isFailed { note(match, in: &failed) }
    }

    private func note(_ match: Match, in latest: inout Match?) {
        if let current = latest, Match.isBefore(match, current) { return }
        latest = match
    }

    /// The latest failure; without one the latest deferral that never closed, or the latest directive.
    var latest: Match? {
        var latest = failed
        for var match in open.lost {
            match.isFailed = true
            match.outcome = "no end"
            note(match, in: &latest)
        }
        return latest ?? deferred.values.max(by: Match.isBefore) ?? any ?? open.all.max(by: Match.isBefore)
    }
}
