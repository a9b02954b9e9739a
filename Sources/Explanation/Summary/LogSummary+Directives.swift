import AlexaProtocol

extension LogSummary {
    mutating func directive(_ line: OwnLine, _ log: LogLine) {
        let match = match(log)
        guard !line.flag("deferred") else { return deferredEnd(line, match) }
        open.end(match)
        for id in [match.messageId, match.requestId].compactMap({ $0 }) { answered[id] = true }
        if let id = match.requestId { troubles[id]?.isAnswered = true }
        let duration = line.whole("duration_ms") ?? 0
        let outcome = line.text("outcome")
        let error = line.error
        func add(to group: inout Group) {
            group.answered += 1
            if error != nil { group.errors += 1 }
            if outcome == "deferred" { group.deferred += 1 }
            group.latencies.add(duration)
        }
        add(to: &total)
        if line.flag("cold") { cold.add(log.time) }
        let cloud = line.text("cloud") ?? "none"
        if clouds[cloud] != nil || clouds.count < Self.mostKinds { add(to: &clouds[cloud, default: Group()]) }
        let interface = Words.quoted(line.text("namespace") ?? "unreadable", to: 128)
        if interfaces[interface] != nil || interfaces.count < Self.mostKinds {
            add(to: &interfaces[interface, default: Group()])
        }
        if let error {
            let key = ErrorKey(namespace: error.namespace, type: error.type, cloud: cloud, rule: error.rule ?? "")
            if errors[key] != nil || errors.count < Self.mostKinds { add(to: &errors[key, default: Group()]) }
        }
        countEndpoint(line.text("endpoint_id"), error?.type, isDirective: true)
        let isLate = line.whole("budget_ms").map { duration > $0 } ?? false
        if Marks.counts(line.text("namespace"), line.text("name")) {
            marks.add(
                match.time, duration: duration, isFailure: error != nil || isLate,
                isFault: isLate || error.map(Marks.isFault) ?? false)
        }
        guard outcome == "deferred" else { return }
        deferredOpened += 1
        guard let id = match.messageId else { return }
        if let isError = earlyEnds[id] {
            earlyEnds[id] = nil
            close(match, isError ? Story.ErrorName(namespace: "Alexa", type: "INTERNAL_ERROR") : nil)
        } else {
            openDeferrals[id] = match
        }
    }

    private mutating func deferredEnd(_ line: OwnLine, _ match: Match) {
        guard let id = match.messageId else { return }
        guard let begun = openDeferrals.removeValue(forKey: id) else {
            earlyEnds[id] = line.error != nil
            return
        }
        close(begun, line.error)
        if let error = line.error { countEndpoint(begun.endpointId, error.type, isDirective: false) }
    }

    private mutating func close(_ begun: Match, _ error: Story.ErrorName?) {
        deferredClosed += 1
        guard let error else { return }
        deferredFailed += 1
        if Marks.counts(begun.namespace, begun.name) { marks.addFailure(begun.time, isFault: Marks.isFault(error)) }
    }

    private mutating func countEndpoint(_ id: String?, _ error: String?, isDirective: Bool) {
        guard let id else { return }
        guard endpoints[id] != nil || endpoints.count < Self.mostEndpoints else {
            hasMoreEndpoints = true
            return
        }
        if isDirective { endpoints[id, default: EndpointCounts()].directives += 1 }
        guard let error else { return }
        endpoints[id, default: EndpointCounts()].failures += 1
        endpoints[id, default: EndpointCounts()].errors[error, default: 0] += 1
    }

    mutating func cloud(_ line: OwnLine) {
        let key = OperationKey(
            cloud: line.text("cloud") ?? "unknown", operation: Words.quoted(line.text("operation") ?? "", to: 80))
        guard operations[key] != nil || operations.count < Self.mostKinds else { return }
        let isFailed = line.text("vendor_code") != nil || line.whole("status").map { $0 >= 400 } ?? true
        operations[key, default: Operation()].calls += 1
        if isFailed { operations[key, default: Operation()].failed += 1 }
        if let time = line.whole("ms") { operations[key, default: Operation()].latencies.add(time) }
    }

    mutating func read(_ line: PlatformLine, _ log: LogLine) {
        let match = match(log)
        switch line.kind {
        case .invocationStarted:
            if line.requestId.map({ answered[$0] == nil }) ?? false { open.begin(match) }
        case .instanceStarted(let ending, let time):
            if ending.isFailure { failedStarts += 1 } else if let time { instanceStarts.add(Int(time.rounded())) }
        case .invocationEnded: open.end(match)
        case .programDone(let ending):
            open.end(match)
            if ending.isFailure {
                trouble(line.requestId, log.time) {
                    $0.hasTimedOut = $0.hasTimedOut || ending.isTimeout
                    $0.hasExited = $0.hasExited || !ending.isTimeout
                }
            }
        case .timedOut:
            open.end(match)
            trouble(line.requestId, log.time) { $0.hasTimedOut = true }
        case .exited:
            open.end(match)
            trouble(line.requestId, log.time) { $0.hasExited = true }
        case .report(let report):
            open.end(match)
            usedMB = [usedMB, report.usedMB].compactMap { $0 }.max()
            memoryMB = report.memoryMB ?? memoryMB
            if let time = report.startMilliseconds { reportedStarts.add(Int(time.rounded())) }
            if report.ending.isFailure || (line.requestId.map { troubles[$0] != nil } ?? false) {
                trouble(line.requestId, log.time) {
                    $0.isMemoryExhausted = $0.isMemoryExhausted || report.isMemoryExhausted
                    $0.hasTimedOut = $0.hasTimedOut || report.ending.isTimeout
                    $0.hasExited = $0.hasExited || (report.ending.isFailure && !report.ending.isTimeout)
                }
            }
        case .instanceStarting, .lastWords, .linesDropped: break
        }
    }

    private mutating func trouble(_ id: String?, _ time: Timestamp?, _ change: (inout Trouble) -> Void) {
        guard let id, troubles[id] != nil || troubles.count < Self.mostEndpoints else { return }
        var trouble = troubles[id] ?? Trouble(time: time, isAnswered: answered[id] != nil)
        change(&trouble)
        troubles[id] = trouble
    }
}
