import AlexaProtocol

/// Describes a line in words.
struct StepText {
    let reference: ErrorReference
    let story: Story
    let facts: StoryFacts

    /// The step that the line describes; `nil` if there is none.
    func step(_ line: LogLine) -> Story.Step? {
        switch line.content {
        case .own(let own): step(own, isCut: line.isCut)
        case .platform(let platform): step(platform)
        }
    }

    private func step(_ line: OwnLine, isCut: Bool) -> Story.Step? {
        switch line.event {
        case "received": received(line)
        case "cloud": cloud(line)
        case "directive":
            isCut
                ? Story.Step(kind: .note, tone: .warning, title: "The summary line is cut off in the log.")
                : line.flag("deferred") ? deferredEnd(line) : answer(line)
        case "gateway": gateway(line)
        case "alarm": alarm(line)
        case "cold_start": coldStart(line)
        case "capture": nil
        default: note(line)
        }
    }

    private func received(_ line: OwnLine) -> Story.Step {
        let directive = Self.directive(line.text("namespace"), line.text("name"))
        let endpoint = line.text("endpoint_id").map { " of \($0)" } ?? ""
        var step = Story.Step(kind: .received, title: "Alexa asked for \(directive)\(endpoint)")
        if let budget = line.whole("budget_ms") {
            step.details.append("There are \(Words.milliseconds(budget)) for the answer.")
        }
        if case .object(let shape)? = line["shape"], let payload = Self.payload(shape), !payload.isEmpty {
            step.details.append("Its payload has \(payload).")
        }
        return step
    }

    /// The members of the payload in a directive's shape: `brightness (number), mode (string)`.
    private static func payload(_ shape: JSONObject) -> String? {
        let directive = shape["directive"]?.object ?? shape
        return directive["payload"]?.object?.members.prefix(12).map { member in
            let value = member.value.string ?? (member.value.array != nil ? "list" : "object")
            return "\(member.key) (\(value))"
        }.joined(separator: ", ")
    }

    private func cloud(_ line: OwnLine) -> Story.Step {
        let cloud = line.text("cloud") ?? "the cloud"
        let operation = line.text("operation").map { ", \($0)" } ?? ""
        let attempt = line.whole("attempt") ?? 1
        var outcome = line.whole("status").map { "HTTP \($0)" } ?? "no answer"
        let code = line.text("vendor_code")
        if let code {
            outcome += ", code \(code)"
            if let known = reference.code(cloud, code) { outcome += " (\(Words.clause(known.meaning)))" }
        }
        let isBad = code != nil || line.text("recovery") != nil || line.whole("status").map { $0 >= 400 } ?? true
        var step = Story.Step(
            kind: .cloud, tone: isBad ? .warning : .good,
            title: "\(cloud)\(operation)\(attempt > 1 ? ", attempt \(attempt)" : ""): \(outcome)")
        step.length = max(0, line.whole("ms") ?? 0)
        var time = line.whole("ms").map { "It took \(Words.milliseconds($0))" } ?? ""
        if let remaining = line.whole("remaining_ms") {
            time += time.isEmpty ? "" : "; "
            time +=
                remaining > story.budget ?? remaining
                ? "\(Words.milliseconds(remaining)) of its own deadline were left"
                : remaining > 0
                    ? "\(Words.milliseconds(remaining)) of the deadline were left" : "the deadline had passed"
        }
        if !time.isEmpty { step.details.append(time + ".") }
        if line.whole("status") == nil, let rule = line.text("rule"), rule.contains(".transport.") {
            step.details.append(RuleWords(reference: reference).meaning(of: rule).reason)
        }
        if let recovery = line.text("recovery"), recovery != "none" {
            step.details.append(RecoveryWords.sentence(recovery, facts.sequel(of: line)))
        } else if let wait = line.whole("wait_ms"), wait > 0 {
            step.details.append("It was sent again after \(Words.milliseconds(wait)).")
        }
        if let trace = line.text("vendor_trace") { step.details.append("The vendor's trace id is \(trace).") }
        if let account = line.text("account") { step.details.append("Account \(account) (hashed).") }
        return step
    }

    private func answer(_ line: OwnLine) -> Story.Step {
        let after = line.whole("duration_ms").map { " after \(Words.milliseconds($0))" } ?? ""
        var step: Story.Step
        switch line.text("outcome") {
        case "error":
            step = Story.Step(
                kind: .answer, tone: .bad, title: "Answered\(after) with the error \(Self.name(line.error))")
        case "deferred":
            step = Story.Step(
                kind: .deferral, tone: .warning,
                title: "Answered\(after) with a DeferredResponse; the work went on")
        default: step = Story.Step(kind: .answer, tone: .good, title: "Answered\(after) without an error")
        }
        if let budget = line.whole("budget_ms"), let duration = line.whole("duration_ms") {
            step.details.append(
                duration <= budget
                    ? "\(Words.milliseconds(budget - duration)) of \(Words.milliseconds(budget)) were left."
                    : "That is \(Words.milliseconds(duration - budget)) later than Alexa waits.")
        }
        if facts.cloudCalls.isEmpty, let attempts = line.whole("attempts"), attempts > 0 {
            let status = line.whole("http_status").map { "; the last answer was HTTP \($0)" } ?? ""
            let code = line.text("vendor_code").map { code in
                let meaning = line.text("cloud").flatMap { reference.code($0, code) }?.meaning
                return ", code \(code)\(meaning.map { " (\(Words.clause($0)))" } ?? "")"
            }
            step.details.append(
                "\(line.text("cloud") ?? "The cloud") was asked \(attempts == 1 ? "once" : "\(attempts) times")\(status)\(code ?? "")."
            )
        }
        if let code = line.text("vendor_code"), !facts.cloudCalls.isEmpty,
            !facts.cloudCalls.contains(where: { $0.text("vendor_code") == code })
        {
            let meaning = line.text("cloud").flatMap { reference.code($0, code) }?.meaning
            step.details.append(
                "The code \(code)\(meaning.map { " (\(Words.clause($0)))" } ?? "") stood in an answer that was a success by its status."
            )
        }
        if let time = line.whole("cloud_ms"), time > 0 {
            step.details.append("\(Words.milliseconds(time)) were spent in the device cloud's adapter.")
        }
        if let trace = line.text("vendor_trace"), facts.cloudCalls.isEmpty {
            step.details.append("The vendor's trace id is \(trace).")
        }
        return step
    }

    private func deferredEnd(_ line: OwnLine) -> Story.Step {
        let after = line.whole("duration_ms").map { " \(Words.milliseconds($0)) after the directive" } ?? ""
        let isError = line.text("outcome") == "error"
        return Story.Step(
            kind: .deferral, tone: isError ? .bad : .good,
            title: "The deferred work ended\(after) "
                + (isError ? "with the error \(Self.name(line.error))" : "without an error"))
    }
}

extension StepText {
    /// `BrightnessController SetBrightness`; `something unreadable` if neither is known.
    static func directive(_ namespace: String?, _ name: String?) -> String {
        let words = [namespace == "Alexa" ? nil : namespace.map(Words.short), name].compactMap { $0 }
        return words.isEmpty ? "something unreadable" : words.joined(separator: " ")
    }

    /// The type; with its namespace, if that is not `Alexa`.
    static func name(_ error: Story.ErrorName?) -> String {
        guard let error else { return "that the log does not name" }
        return error.namespace == "Alexa" ? error.type : "\(error.namespace) \(error.type)"
    }
}
