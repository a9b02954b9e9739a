import AlexaProtocol

extension StepText {
    func gateway(_ line: OwnLine) -> Story.Step {
        let attempt = line.whole("attempt") ?? 1
        let verdict = line.text("verdict") ?? ""
        let words = GatewayWords.of(verdict)
        let status = line.whole("status").map(String.init) ?? (verdict == "no_answer" ? nil : "no answer")
        let code = line.text("code").map { Words.quoted($0, to: 80) }
        let answer = [status, code].compactMap { $0 }.joined(separator: " ")
        let title =
            "Event gateway, attempt \(attempt): "
            + [answer, words.meaning].filter { !$0.isEmpty }.joined(separator: ", ")
        var step = Story.Step(kind: .gateway, tone: words.isAccepted ? .good : .warning, title: title)
        if let description = line.text("description") {
            // Without an answer, the text is our own.
            let text = Words.sentence(Words.quoted(description))
            step.details.append(verdict == "no_answer" ? text : "Alexa said: \(text)")
        }
        if let wait = line.whole("wait_ms") {
            step.details.append("It was to be sent again after \(Words.milliseconds(wait)).")
        }
        return step
    }

    func alarm(_ line: OwnLine) -> Story.Step {
        let reason = line.text("reason").map { Words.quoted($0) } ?? "without a reason"
        return Story.Step(kind: .alarm, tone: .bad, title: "Alarm: \(reason)")
    }

    func coldStart(_ line: OwnLine) -> Story.Step {
        let time = line.whole("init_ms").map { " in \(Words.milliseconds($0))" } ?? ""
        return Story.Step(kind: .lambda, title: "The process had started\(time) (a cold start)")
    }

    /// Any other line: its word, and its reason.
    func note(_ line: OwnLine) -> Story.Step {
        let known = EventWords.of(line.event)
        let isSerious = ["ERROR", "FATAL"].contains(line.level)
        var step = Story.Step(
            kind: .note, tone: isSerious ? .bad : line.level == "WARN" ? .warning : .plain,
            title: known ?? Words.quoted(line.event.map { $0 == "_" ? " " : String($0) }.joined(), to: 80))
        if let reason = line.text("reason") {
            step.details.append(Words.capitalised(Words.sentence(Words.quoted(reason))))
        }
        for key in ["cloud", "operation", "vendor_code", "rule", "error_type", "replaced_by"] {
            if let value = line.text(key) { step.details.append("\(key): \(Words.quoted(value, to: 120))") }
        }
        return step
    }

    func step(_ line: PlatformLine) -> Story.Step? {
        switch line.kind {
        case .instanceStarting:
            return Story.Step(kind: .lambda, title: "Lambda began to start an instance (a cold start)")
        case .instanceStarted(let ending, let time):
            let after = time.map { " after \(Words.milliseconds(Int($0.rounded())))" } ?? ""
            guard ending.isFailure else {
                return Story.Step(kind: .lambda, title: "The instance was ready\(after)")
            }
            return Story.Step(
                kind: .lambda, tone: .bad,
                title: "The instance could not be started\(after): \(ending.errorType ?? ending.status ?? "failure")")
        case .invocationStarted: return Story.Step(kind: .lambda, title: "Lambda started the invocation")
        case .programDone(let ending):
            guard ending.isFailure else { return nil }
            return Story.Step(
                kind: .lambda, tone: .bad,
                title: ending.isTimeout
                    ? "Lambda's timeout passed"
                    : "The program failed: \(ending.errorType ?? ending.status ?? "failure")")
        case .invocationEnded: return nil
        case .report(let report): return self.report(report)
        case .timedOut(let seconds):
            let time = seconds.map { " of \(Words.decimal($0)) s" } ?? ""
            return Story.Step(kind: .lambda, tone: .bad, title: "Lambda ended the invocation at its timeout\(time)")
        case .exited(let reason):
            return Story.Step(kind: .lambda, tone: .bad, title: "Lambda: \(Words.quoted(reason, to: 160))")
        case .lastWords(let words):
            return Story.Step(kind: .lambda, tone: .bad, title: "The log has: \(Words.quoted(words, to: 200))")
        case .linesDropped(let count):
            return Story.Step(
                kind: .lambda, tone: .warning, title: "Lambda dropped \(Words.count(count, "log line"))")
        }
    }

    private func report(_ report: PlatformLine.Report) -> Story.Step {
        let time = report.milliseconds.map { " after \(Words.milliseconds(Int($0.rounded())))" } ?? ""
        let isBad = report.ending.isFailure || facts.cause == .memory
        var step = Story.Step(
            kind: .lambda, tone: isBad ? .bad : .plain,
            title: "Lambda ended the invocation\(time)"
                + (report.ending.isFailure
                    ? ": \([report.ending.status, report.ending.errorType].compactMap { $0 }.joined(separator: ", "))"
                    : ""))
        if let used = report.usedMB, let all = report.memoryMB {
            step.details.append("Memory: \(Words.decimal(used)) of \(Words.decimal(all)) MB at most.")
        }
        if let start = report.startMilliseconds {
            step.details.append("The instance took \(Words.milliseconds(Int(start.rounded()))) to start.")
        }
        return step
    }
}
