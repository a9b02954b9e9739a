import AlexaProtocol

extension Story {
    /// The story for a terminal, in lines of at most about 110 characters.
    package func text(isColoured: Bool, counts: LogCounts) -> String {
        let paint = Paint(isColoured: isColoured)
        var text = paint(title, .bold) + "\n" + paint(headline, isFailure ? .bad : .good) + "\n\n"
        let width = facts.map(\.name.count).max() ?? 0
        for fact in facts { text += "  \(paint(fact.name.padded(to: width), .dim))  \(paint(fact.value))\n" }
        text += "\n" + timeline(paint)
        text += Self.list("Why", reasons, paint)
        text += Self.list("What to do", advice, paint)
        text += Self.list("Read on", pages.map { "\($0.title): \($0.address)" }, paint)
        text += Self.list("What this log does not tell", gaps + [counts.remark].compactMap { $0 }, paint)
        return text
    }

    private func timeline(_ paint: Paint) -> String {
        guard !steps.isEmpty else { return "" }
        let offsets = steps.map { step in
            step.offset.map { "\($0 < 0 ? "-" : "+")\(Words.milliseconds(abs($0)))" } ?? ""
        }
        let width = offsets.map(\.count).max() ?? 0
        let indent = String(repeating: " ", count: width + 4)
        return zip(steps, offsets).map { step, offset in
            let lines = step.title.wrapped()
            var text = "  \(paint(offset.aligned(to: width), .dim))  \(paint(lines.first ?? "", step.tone))\n"
            for line in lines.dropFirst() { text += "\(indent)\(paint(line, step.tone))\n" }
            for line in step.details.flatMap({ $0.wrapped(to: 96) }) { text += "\(indent)  \(paint(line, .dim))\n" }
            return text
        }.joined()
    }

    private static func list(_ title: String, _ items: [String], _ paint: Paint) -> String {
        guard !items.isEmpty else { return "" }
        var text = "\n\(paint(title, .bold))\n"
        for item in items {
            for (index, line) in item.wrapped().enumerated() { text += "  \(index == 0 ? "-" : " ") \(paint(line))\n" }
        }
        return text
    }
}

extension Story {
    /// The directive and its endpoint.
    var title: String {
        let endpoint = endpointId.map { " of \($0)" } ?? ""
        if namespace == nil, name == nil {
            return ending == .deliveryOnly ? "The delivery of an event" : "An invocation\(endpoint)"
        }
        return StepText.directive(namespace, name) + endpoint
    }

    /// When it was and how it ended, in one sentence.
    var headline: String {
        let when = start.map { "\(Self.readable($0)): " } ?? ""
        let after = duration.map { " after \(Words.milliseconds($0))" } ?? ""
        let what: String
        switch ending {
        case .answered: what = "answered without an error\(after)"
        case .failed(let error): what = "answered with \(StepText.name(error))\(after)"
        case .deferred(final: let error?): what = "deferred\(after), then \(StepText.name(error))"
        case .deferred(final: nil): what = "deferred\(after), then answered without an error"
        case .undelivered: what = "deferred\(after), and the event that was to answer was not delivered"
        case .deferredWithoutEnd: what = "deferred\(after), and never answered in this log"
        case .timedOut: what = "not answered: Lambda's timeout"
        case .outOfMemory: what = "not answered: killed because its memory was used up"
        case .crashed: what = "not answered: the process ended"
        case .withoutEnd: what = "began, and never ended in this log"
        case .deliveryOnly: what = "the log has no directive for it"
        case .unknown: what = "the log does not tell how it ended"
        }
        return when + what
    }

    /// `2026-11-26 04:00:00.123 UTC`.
    static func readable(_ time: Timestamp) -> String {
        String(time.description.dropLast().map { $0 == "T" ? " " : $0 }) + " UTC"
    }

    /// The facts that occur once in the story, by name.
    var facts: [(name: String, value: String)] {
        let facts: [(String, String?)] = [
            ("message id", messageId), ("request id", requestId), ("correlation", correlation), ("trace", traceId),
            ("customer", customer.map { "\($0) (hashed)" }), ("cloud", cloud), ("source", source),
            ("cold start", isCold == true ? "yes" : nil), ("build", build),
        ]
        return facts.compactMap { name, value in value.map { (name, Words.quoted($0, to: 200)) } }
    }
}
