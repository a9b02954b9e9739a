/// Finds the directives of a log that match a ``Selection``. Without a selection: the latest that failed.
///
/// The story of a directive needs a second reading, by a ``StoryReader``: before the directive's ids are known, any line might
/// belong to it.
package struct Finder: Sendable {
    /// The most directives that are found.
    package static let most = 1000

    private let selection: Selection
    private var found: [Match] = []
    private var byMessage: [String: Int] = [:]
    private var byRequest: [String: Int] = [:]
    private var failures = FailureFinder()
    private var position = 0
    /// Whether more than ``most`` directives match.
    package private(set) var hasMore = false

    /// A finder at the start of a log.
    package init(_ selection: Selection) {
        self.selection = selection
    }

    /// Reads the next line.
    package mutating func read(_ line: LogLine) {
        guard !selection.isEmpty else { return failures.read(line) }
        position += 1
        if let index = index(of: line) {
            found[index].take(line)
            link(index)
        } else if begins(line) {
            guard found.count < Self.most else {
                hasMore = true
                return
            }
            var match = Match()
            match.position = position
            match.take(line)
            found.append(match)
            link(found.count - 1)
        }
    }

    /// The directives that match, in the order of time. Without a selection at most one.
    package var matches: [Match] {
        guard !selection.isEmpty else { return failures.latest.map { [$0] } ?? [] }
        return found.filter(isMeant).sorted(by: Match.isBefore)
    }

    private mutating func index(of line: LogLine) -> Int? {
        if let id = line.requestId, let index = byRequest[id] { return index }
        guard case .own(let own) = line.content, let id = own.text("message_id"), let index = byMessage[id]
        else { return nil }
        guard found[index].includes(own) || Match.isDelivery(own.event) else {
            // Lines without a request id are the new directive's from here on.
            if own.text("request_id") == nil { byMessage[id] = nil }
            return nil
        }
        return index
    }

    private mutating func link(_ index: Int) {
        let match = found[index]
        if let id = match.messageId { byMessage[id] = index }
        if let id = match.requestId { byRequest[id] = index }
        for id in match.eventIds { byMessage[id] = index }
    }

    /// Whether a line is about a directive that may match.
    private func begins(_ line: LogLine) -> Bool {
        switch line.content {
        case .own(let own):
            guard own.text("message_id") != nil || own.text("request_id") != nil || own.text("correlation") != nil
            else { return false }
            guard selection.hasIds else {
                return !Match.isDelivery(own.event) && selection.includes(line.start)
            }
            let endpointId = own.isAboutDirective ? own.text("endpoint_id") : nil
            let pairs = [
                (selection.messageId, own.text("message_id")), (selection.requestId, own.text("request_id")),
                (selection.correlation, own.text("correlation")), (selection.endpointId, endpointId),
            ]
            let isAnswer = selection.messageId != nil && own.answerId == selection.messageId
            let isAgainst = pairs.contains { $0.0 != nil && $0.1 != nil && $0.0 != $0.1 } && !isAnswer
            return !isAgainst && (isAnswer || pairs.contains { $0.0 != nil && $0.0 == $0.1 })
        case .platform(let platform):
            guard let id = platform.requestId else { return false }
            return selection.hasIds ? id == selection.requestId : selection.includes(line.time)
        }
    }

    private func isMeant(_ match: Match) -> Bool {
        func meets(_ wanted: String?, _ actual: String?) -> Bool { wanted == nil || wanted == actual }
        let isMessage =
            meets(selection.messageId, match.messageId) || selection.messageId.map(match.eventIds.contains) ?? true
        return isMessage && meets(selection.requestId, match.requestId)
            && meets(selection.correlation, match.correlation) && meets(selection.endpointId, match.endpointId)
            && selection.includes(match.time)
    }
}

extension Match {
    /// The order of time; without a time, that of the log.
    static func isBefore(_ left: Match, _ right: Match) -> Bool {
        guard let first = left.time, let second = right.time, first != second else {
            return left.position < right.position
        }
        return first < second
    }
}
