/// Why a directive ended as it did, and what to do about it.
struct Conclusion {
    let reference: ErrorReference
    let facts: StoryFacts

    /// Adds reasons, advice, pages and gaps.
    func conclude(_ story: inout Story) {
        switch story.ending {
        case .answered: answered(&story)
        case .failed(let error): explain(error, cloud: facts.answer?.text("cloud"), in: &story)
        case .deferred(final: let error?):
            story.reasons.append("The answer was deferred, and the final event was an error.")
            explain(error, cloud: facts.deferredEnd?.text("cloud"), in: &story)
        case .deferred(final: nil):
            story.reasons.append(
                "The answer was deferred, because the device cloud took long; the final event was no error.")
        case .undelivered: undelivered(&story)
        case .deferredWithoutEnd: deferredWithoutEnd(&story)
        case .timedOut: timedOut(&story)
        case .outOfMemory: outOfMemory(&story)
        case .crashed: crashed(&story)
        case .withoutEnd: withoutEnd(&story)
        case .deliveryOnly: story.reasons.append("The log has only the delivery of the event, not its directive.")
        case .unknown: story.reasons.append("The log does not tell how the directive was answered.")
        }
        afterAnswer(&story)
        delivery(&story)
        late(&story)
        gaps(&story)
    }

    private func answered(_ story: inout Story) {
        story.reasons.append("The directive was answered without an error.")
        let failed = facts.failedCalls
        guard let last = failed.last, let cloud = last.text("cloud") else { return }
        let code = last.text("vendor_code")
        let meaning = code.flatMap { reference.code(cloud, $0)?.meaning }
        let what =
            code.map { "code \($0)\(meaning.map { " (\(Words.clause($0)))" } ?? "")" }
            ?? last.whole("status").map { "HTTP \($0)" } ?? "no answer"
        story.reasons.append(
            "On the way \(failed.count) of \(Words.count(facts.cloudCalls.count, "request")) to the cloud failed, the last one with \(what)."
        )
    }

    private func explain(_ error: Story.ErrorName, cloud: String?, in story: inout Story) {
        if let meaning = AlexaErrorWords.meaning(of: error) {
            story.reasons.append("Alexa was told \(StepText.name(error)): \(meaning).")
        } else {
            story.reasons.append("Alexa was told \(StepText.name(error)).")
        }
        if let rule = error.rule {
            let meaning = RuleWords(reference: reference).meaning(of: rule)
            // The reason of an unknown rule is its name.
            story.reasons.append(
                meaning.reason.contains(rule) ? meaning.reason : "\(Words.clause(meaning.reason)) (rule \(rule)).")
            let code = (facts.deferredEnd ?? facts.answer)?.text("vendor_code")
            if meaning.isTableRow, let code, !rule.hasSuffix(".\(code)"), !rule.contains(".http.") {
                story.reasons.append(
                    "The code as it came was \(Words.quoted(code, to: 80)); the error table has it in the same row.")
            }
            if let note = meaning.note { story.reasons.append(note) }
            if facts.deferredEnd == nil { story.advice += meaning.adviceBeforeDeferral }
            story.advice += meaning.advice
            if meaning.isTableRow || rule.split(separator: ".").count > 1, let cloud = rule.split(separator: ".").first,
                cloud != "skill", cloud != "adapter", cloud != "simulation"
            {
                story.pages.append(Story.Page(title: "Error table of \(cloud)", address: "docs/errors.md#\(cloud)"))
            }
        }
        for alarm in facts.alarms.prefix(3) {
            if let reason = alarm.text("reason") {
                story.reasons.append("The operator was alarmed: \(Words.sentence(Words.quoted(reason)))")
            }
        }
        if story.advice.isEmpty { story.advice.append(Self.advice(error)) }
        story.pages.append(AlexaErrorWords.page(of: error))
    }

    /// The advice for an error whose rule has none.
    private static func advice(_ error: Story.ErrorName) -> String {
        switch error.type {
        case "ENDPOINT_UNREACHABLE":
            "Look whether the device has power and network, and whether the maker's app reaches it."
        case "BRIDGE_UNREACHABLE": "Look whether the hub or gateway has power and network."
        case "INTERNAL_ERROR":
            "Look at the lines of this directive at level DEBUG, and at alarm lines around this time."
        case "RATE_LIMIT_EXCEEDED": "Send fewer requests, or have the cloud raise the limit."
        case "VALUE_OUT_OF_RANGE", "TEMPERATURE_VALUE_OUT_OF_RANGE", "INVALID_VALUE":
            "Compare what was asked with what the endpoint declares (`porchlight lint` on its discovery answer)."
        default: "There is nothing to do if the message to the customer is true."
        }
    }

    private func timedOut(_ story: inout Story) {
        let timeout = facts.timeout ?? facts.report?.milliseconds.map { $0 / 1000 }
        let time = timeout.map { " of \(Words.decimal($0)) s" } ?? ""
        story.reasons.append(
            "Lambda ended the invocation at the function's timeout\(time), before an answer was posted. Alexa said that the device does not respond."
        )
        if let call = facts.cloudCalls.last, let cloud = call.text("cloud") {
            story.reasons.append(
                "The last call before that was to \(cloud)\(call.text("operation").map { ", \($0)" } ?? "").")
        }
        // Porchlight answers before 8 s have passed. With a longer timeout, something kept it from that.
        story.advice.append(
            timeout ?? 0 > 8
                ? "Alexa had given up after 8 s, so a longer timeout does not help. The process was stuck or had too little CPU time, which comes with memory: report it as a bug with the lines of this invocation at level DEBUG."
                : "Set the function's timeout above 8 s: Porchlight then answers on its own before Alexa gives up (deploy/README.md)."
        )
        if let used = facts.report?.usedMB, let all = facts.report?.memoryMB, used >= all * 0.9 {
            story.advice.append("Memory is nearly used up as well: give the function more.")
        }
        story.pages.append(Self.timeoutPage)
    }

    private func outOfMemory(_ story: inout Story) {
        var memory = ""
        if let used = facts.report?.usedMB, let all = facts.report?.memoryMB {
            memory = " It had used \(Words.decimal(used)) of \(Words.decimal(all)) MB."
        }
        story.reasons.append(
            "The process was killed because its memory was used up, before an answer was posted.\(memory) Alexa said that the device does not respond."
        )
        story.advice.append("Give the function more memory; 256 MB are usual. More memory also means more CPU time.")
        story.advice.append(
            "If it needs more than that again and again, report it as a bug with the number of devices.")
        story.pages.append(
            Story.Page(
                title: "Configure Lambda function memory",
                address: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"))
    }

    private func crashed(_ story: inout Story) {
        let words = facts.exit ?? facts.report?.ending.errorType ?? facts.programEnding?.errorType
        story.reasons.append(
            "The process ended before an answer was posted\(words.map { " (\(Words.quoted($0, to: 160)))" } ?? ""). Alexa said that the device does not respond."
        )
        if let start = facts.startFailure {
            let reason = facts.startReason.map { Words.quoted($0) } ?? start.errorType ?? start.status ?? "failure"
            story.reasons.append("The instance did not start: \(Words.sentence(reason))")
            story.advice.append("`porchlight check` names wrong settings. The lines before the end say which it was.")
        }
        story.advice.append("Report it as a bug, with the lines of this invocation, if no setting explains it.")
        story.pages.append(
            Story.Page(
                title: "Troubleshoot execution issues in Lambda",
                address: "https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-execution.html"))
    }

    private func withoutEnd(_ story: inout Story) {
        story.reasons.append(
            "The directive began, and the log has no end of it: the process was killed or frozen for good, or the log ends before."
        )
        story.advice.append(
            "Look whether the log goes on later. In Lambda, look for an instance that was replaced at this time; on a host, for the end of the process (`journalctl -u porchlight`, `dmesg`)."
        )
    }

    private func undelivered(_ story: inout Story) {
        let work =
            facts.deferredEnd.map { end in
                end.error.map { "the work ended with \(StepText.name($0))" } ?? "the work ended without an error"
            } ?? "the log has no end of the work"
        story.reasons.append(
            "The answer was deferred, and \(work). The event that was to tell Alexa was given up, so the customer never heard of it."
        )
        if facts.deliveryEnds.last?.event == "dead_letter" {
            story.advice.append(
                "Remove the cause of the failed attempts first. `porchlight outbox list` shows the event, and `porchlight outbox retry` has it sent again; a relay does not do that on its own."
            )
        } else if let reason = facts.deliveryEnds.last?.text("reason"),
            let advice = GatewayWords.advice(dropped: reason)
        {
            story.advice.append(advice)
        }
        story.pages.append(Self.deferralPage)
    }

    private func deferredWithoutEnd(_ story: inout Story) {
        let isDelivered = facts.attempts.contains { GatewayWords.of($0.text("verdict") ?? "").isAccepted }
        story.reasons.append(
            isDelivered
                ? "The answer was deferred. The log has no end of the work, but an event was delivered: the stored fallback, most likely."
                : "The answer was deferred, and the log has no end of the work. The stored fallback becomes due: an error."
        )
        switch facts.cause {
        case .timeout:
            story.reasons.append("Lambda ended the invocation at its timeout while the work went on.")
            story.advice.append("Give the function more time, or a shorter deferral (docs/configuration.md).")
        case .memory:
            story.reasons.append("The process was killed because its memory was used up while the work went on.")
        case .exit: story.reasons.append("The process ended while the work went on.")
        case nil: break
        }
        story.advice.append(
            "`porchlight outbox list` shows what waits for delivery, and a running `porchlight relay` delivers it.")
        story.pages.append(Self.deferralPage)
    }

    private static let deferralPage = Story.Page(
        title: "Alexa.DeferredResponse",
        address: "https://developer.amazon.com/docs/alexaplus/device-apis/alexa-response.html")

    private static let timeoutPage = Story.Page(
        title: "Configure Lambda function timeout",
        address: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html")
}
