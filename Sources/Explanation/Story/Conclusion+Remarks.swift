extension Conclusion {
    /// Adds what Lambda did after the answer was sent.
    func afterAnswer(_ story: inout Story) {
        guard facts.answer != nil, story.ending != .deferredWithoutEnd else { return }
        switch facts.cause {
        case .timeout:
            story.reasons.append("Lambda's timeout passed after the answer, so the customer did not notice.")
        case .memory: story.reasons.append("The process was killed for want of memory after the answer.")
        case .exit: story.reasons.append("The process ended after the answer.")
        case nil: break
        }
    }

    /// Adds the result of the event's delivery.
    func delivery(_ story: inout Story) {
        guard let last = facts.attempts.last else {
            for line in facts.deliveryEnds {
                if let reason = line.text("reason") {
                    story.reasons.append(
                        "The event was not delivered: \(Words.sentence(Words.quoted(GatewayWords.dropped(reason) ?? reason)))"
                    )
                }
            }
            return
        }
        let words = GatewayWords.of(last.text("verdict") ?? "")
        let tries = facts.attempts.count == 1 ? "the first attempt" : "\(facts.attempts.count) attempts"
        if words.isAccepted {
            story.reasons.append("The event gateway accepted the event after \(tries).")
        } else if facts.deliveryEnds.isEmpty, last.whole("wait_ms") != nil {
            story.reasons.append("The event gateway has not accepted the event so far: \(words.meaning).")
        } else {
            let reason = facts.deliveryEnds.last?.text("reason").map { GatewayWords.dropped($0) ?? $0 }
            let end = reason.map { ": \(Words.quoted($0))" } ?? ""
            story.reasons.append(
                Words.sentence("The event was not delivered after \(tries): \(words.meaning)\(end)"))
        }
        if !words.isAccepted {
            story.pages.append(
                Story.Page(
                    title: "Send Events to the Alexa Event Gateway",
                    address: "https://developer.amazon.com/docs/alexaplus/smarthome/send-events.html"))
        }
        // Why an event was dropped says more than the last attempt.
        if let advice = words.advice, facts.deliveryEnds.last?.event != "dropped" { story.advice.append(advice) }
    }

    /// Adds a remark if the answer came after Alexa's limit.
    func late(_ story: inout Story) {
        guard let duration = story.duration, let budget = story.budget, duration > budget else { return }
        story.reasons.append(
            "The answer came \(Words.milliseconds(duration - budget)) after Alexa had given up: Alexa said that the device does not respond."
        )
        story.advice.append(
            story.isCold == true
                ? "It was the first directive of its process: look at how long the start took."
                : "Look for a pause of the process: too little CPU time, which in Lambda comes with memory, or a frozen machine."
        )
    }

    /// Adds what is missing in the log.
    func gaps(_ story: inout Story) {
        if facts.isCut { story.gaps.append("A line of this directive is cut off in the log.") }
        let asksCloud = (facts.answer?.whole("attempts") ?? 0) > 0
        if asksCloud, facts.cloudCalls.isEmpty {
            story.gaps.append("Level DEBUG logs each call to the cloud; this log has only the summary line.")
        }
        if facts.hasBegun, facts.answer == nil, !facts.hasReceived {
            story.gaps.append(
                "The log does not say which directive it was: only level DEBUG logs a directive when it arrives.")
        }
        let wasDeferred: Bool =
            switch story.ending {
            case .deferred, .undelivered, .deferredWithoutEnd: true
            case .answered, .failed, .timedOut, .outOfMemory, .crashed, .withoutEnd, .deliveryOnly, .unknown: false
            }
        if wasDeferred, facts.attempts.isEmpty, facts.deliveryEnds.isEmpty {
            story.gaps.append(
                "The log has no attempt at the event gateway; the relay that delivers the event may log elsewhere.")
        }
    }
}
