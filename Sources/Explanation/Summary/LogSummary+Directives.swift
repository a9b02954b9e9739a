import AlexaProtocol

extension LogSummary {
    mutating func directive(_ line: OwnLine, _ log: LogLine) {
        let match = match(log)
        guard line.isAnswer else { return deferredEnd(line, match) }
        open.end(match)
        if let key = log.invocationKey {
            change(key) {
                $0.take(line)
                $0.start = $0.start ?? log.start
                $0.isAnswered = true
            }
        }
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
        if deferrals.all.count >= Deferrals.most { for deferral in deferrals.removeEnded() { settle(deferral) } }
        let deferral = deferrals.change(match, line) {
            $0.begun = match
            $0.cloud = cloud
            $0.interface = interface
            $0.isFailure = isLate
        }
        if let deferral { count(deferral) }
    }

    private mutating func deferredEnd(_ line: OwnLine, _ match: Match) {
        let deferral = deferrals.change(match, line) {
            $0.end = Deferrals.End(
                error: line.error, cloud: line.text("cloud") ?? "none", duration: line.whole("duration_ms") ?? 0)
        }
        if let deferral { count(deferral) }
    }

    /// Counts the error with which deferred work ended, as soon as both lines are known, in whatever order.
    private mutating func count(_ deferral: Deferrals.Deferral) {
        guard let begun = deferral.begun, let end = deferral.end, let error = end.error else { return }
        total.errors += 1
        clouds[deferral.cloud]?.errors += 1
        interfaces[deferral.interface]?.errors += 1
        let key = ErrorKey(namespace: error.namespace, type: error.type, cloud: end.cloud, rule: error.rule ?? "")
        if errors[key] != nil || errors.count < Self.mostKinds {
            errors[key, default: Group()].answered += 1
            errors[key, default: Group()].latencies.add(end.duration)
        }
        countEndpoint(begun.endpointId, error.type, isDirective: false)
    }

    /// Counts what became of a deferral whose fate is known.
    mutating func settle(_ deferral: Deferrals.Deferral) {
        guard let begun = deferral.begun else { return }
        let fault: Bool
        switch deferrals.fate(of: deferral) {
        case .ended:
            deferredEnded += 1
            return
        case .failed:
            deferredFailed += 1
            fault = deferral.end?.error.map(Marks.isFault) ?? true
        case .fallback:
            deferredFailed += 1
            unheard += 1
            fault = true
        case .undelivered:
            undelivered += 1
            if deferral.end?.error == nil { unheard += 1 }
            fault = true
        case .open:
            unheard += 1
            fault = true
        }
        // A request fails once.
        guard !deferral.isFailure, Marks.counts(begun.namespace, begun.name) else { return }
        marks.addFailure(begun.time, isFault: fault)
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
        let now = log.time ?? span.last
        if let id = line.requestId {
            change(id) {
                $0.start = $0.start ?? now
                $0.end.take(line.kind)
            }
        }
        switch line.kind {
        case .invocationStarted:
            if let id = line.requestId, invocations[id]?.isAnswered != true { open.begin(match, log) }
        case .instanceStarted(let ending, let time):
            if ending.isFailure { failedStarts += 1 } else if let time { instanceStarts.add(Int(time.rounded())) }
        case .invocationEnded, .programDone, .timedOut, .exited: open.end(match)
        case .report(let report):
            open.end(match)
            if let used = report.usedMB, let all = report.memoryMB,
                used * (memory?.all ?? 1) >= (memory?.used ?? 0) * all
            {
                memory = (used, all)
            }
            if let time = report.startMilliseconds { reportedStarts.add(Int(time.rounded())) }
        case .instanceStarting, .lastWords, .linesDropped: break
        }
    }
}
