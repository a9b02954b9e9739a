import AlexaProtocol

extension StoryReader {
    /// The story of the lines.
    package func story(_ reference: ErrorReference) -> Story {
        var story = Story()
        story.messageId = match.messageId
        story.requestId = match.requestId
        story.correlation = match.correlation
        story.source = match.source
        story.start = match.time ?? kept.lazy.compactMap(\.line.time).first
        for kept in kept { Self.take(kept.line, into: &story) }
        var facts = StoryFacts()
        for line in ordered() {
            // In a log without log streams, the start may be another instance's.
            if story.isCold == false, line.isInstanceStart { continue }
            facts.take(line)
            guard var step = StepText(reference: reference, story: story, facts: facts).step(line) else { continue }
            step.time = step.time ?? line.time
            if let time = step.time, let start = story.start {
                step.offset = Int(time.milliseconds - start.milliseconds) - step.length
            }
            story.steps.append(step)
        }
        story.ending = facts.ending
        Conclusion(reference: reference, facts: facts).conclude(&story)
        if isIncomplete { story.gaps.append("Only the first 5,000 lines about this directive were kept.") }
        return story
    }

    /// The lines by the time at which began what they are about. A line without a time stays after the line before it, and so does
    /// within its second one whose time is only the second. At equal times, Lambda's first and last lines enclose the others.
    private func ordered() -> [LogLine] {
        var times: [(time: Int64, rank: Int, position: Int, line: LogLine)] = []
        let arrival = kept.first { $0.line.isArrival }?.line.time?.milliseconds ?? 0
        var last = match.time?.milliseconds ?? 0
        for kept in kept {
            var line = kept.line
            let time = line.time?.milliseconds ?? last
            last = line.isCoarse && last > time && last < time + 1000 ? last : time
            if line.isCoarse { line.time = Timestamp(milliseconds: last) }
            let start = line.isCall ? max(line.start?.milliseconds ?? last, arrival) : last
            times.append((start, Self.rank(line), kept.position, line))
        }
        return times.sorted { ($0.time, $0.rank, $0.position) < ($1.time, $1.rank, $1.position) }.map(\.line)
    }

    private static func rank(_ line: LogLine) -> Int {
        switch line.content {
        case .own(let own):
            switch own.event {
            case _ where own.isFailedStart: 1
            case "received": 3
            case "directive": own.flag("deferred") ? 6 : 5
            case "gateway", "put_off", "dropped", "dead_letter", "cold_start": 7
            default: 4
            }
        case .platform(let platform):
            switch platform.kind {
            case .instanceStarting: 0
            case .instanceStarted: 1
            case .invocationStarted: 2
            case .lastWords, .exited, .linesDropped: 7
            case .timedOut, .programDone: 8
            case .invocationEnded: 9
            case .report: 10
            }
        }
    }

    /// Sets the facts that occur once in the story. The summary line has most of them, so it takes precedence.
    private static func take(_ line: LogLine, into story: inout Story) {
        guard case .own(let own) = line.content else { return }
        func set(_ path: WritableKeyPath<Story, String?>, _ key: String) {
            guard let text = own.text(key), story[keyPath: path] == nil || own.event == "directive" else { return }
            story[keyPath: path] = text
        }
        guard !Match.isDelivery(own.event) else { return }
        set(\.messageId, "message_id")
        set(\.requestId, "request_id")
        set(\.correlation, "correlation")
        set(\.traceId, "trace_id")
        if own.isAboutDirective {
            set(\.namespace, "namespace")
            set(\.name, "name")
            set(\.endpointId, "endpoint_id")
        }
        set(\.customer, "customer")
        set(\.cloud, "cloud")
        set(\.build, "build")
        if let budget = own.whole("budget_ms") { story.budget = story.budget ?? budget }
        guard own.event == "directive", !line.isCut else { return }
        if !own.flag("deferred") { story.duration = own.whole("duration_ms") ?? story.duration }
        if own["cold"] != nil { story.isCold = own.flag("cold") }
    }
}

extension LogLine {
    fileprivate var isArrival: Bool {
        if case .own(let own) = content { own.event == "received" } else { false }
    }

    /// Whether it is a call to a device cloud, which is written when the call ends.
    fileprivate var isCall: Bool {
        if case .own(let own) = content { own.event == "cloud" } else { false }
    }

    /// Whether it is Lambda's line about the start of an instance.
    var isInstanceStart: Bool {
        guard case .platform(let platform) = content else { return false }
        return switch platform.kind {
        case .instanceStarting, .instanceStarted: true
        case .invocationStarted, .programDone, .invocationEnded, .report, .timedOut, .exited, .lastWords, .linesDropped:
            false
        }
    }
}
