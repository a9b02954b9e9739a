/// Invocations and directives that have begun and not ended so far.
struct OpenInvocations: Sendable {
    /// The most that are tracked at a time.
    private static let most = 10_000

    private var open: [String: Match] = [:]
    /// The position of the last one that began, by log stream.
    private var lastStarts: [String: Int] = [:]

    /// Notes a beginning. Both Lambda and the program log it: the first line counts.
    mutating func begin(_ match: Match) {
        if lastStarts.count < Self.most { lastStarts[match.source ?? ""] = match.position }
        guard let id = match.requestId ?? match.messageId else { return }
        if var known = open[id] {
            known.position = match.position
            known.messageId = known.messageId ?? match.messageId
            known.namespace = known.namespace ?? match.namespace
            known.name = known.name ?? match.name
            known.endpointId = known.endpointId ?? match.endpointId
            open[id] = known
        } else if open.count < Self.most {
            open[id] = match
        }
    }

    /// Notes an end.
    mutating func end(_ match: Match) {
        if let id = match.requestId { open[id] = nil }
        if let id = match.messageId { open[id] = nil }
    }

    /// Those whose instance has begun another one since: their end is not in the log.
    var lost: [Match] {
        open.values.filter { lastStarts[$0.source ?? "", default: 0] > $0.position }
    }

    /// All of them.
    var all: [Match] { Array(open.values) }
}
