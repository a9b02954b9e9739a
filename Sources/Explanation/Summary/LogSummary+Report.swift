import AlexaProtocol

extension LogSummary {
    /// How long before the end of the log a deferral without an end may still end, in milliseconds.
    private static let grace: Int64 = 300_000

    /// What has been counted so far.
    package func report(_ reference: ErrorReference) -> SummaryReport {
        var counted = self
        let open = counted.settleDeferrals()
        let lost = self.open.lost
        let unanswered = troubles.values.filter { !$0.isAnswered }
        let causes = troubles.values.compactMap(\.end.cause)
        // Without the arrivals, which level DEBUG has, an invocation without an answer may have been a directive.
        let lostUnknown = hasArrivals ? [] : lost.filter { !$0.hasArrival }
        let endedUnknown = hasArrivals ? [] : unanswered.filter { !$0.isDirective }
        for invocation in unanswered where invocation.isCounted { counted.marks.addUnanswered(invocation.start) }
        for match in lost where match.hasArrival && Marks.counts(match.namespace, match.name) {
            counted.marks.addUnanswered(match.time)
        }
        return SummaryReport(
            from: span.first, to: span.last, total: Self.row("all", total),
            histogram: total.latencies.histogram(edges: SummaryReport.edges), cold: cold.count,
            clouds: Self.rows(clouds), interfaces: Self.rows(interfaces), errors: errorRows(reference),
            operations: operationRows, alarms: alarmRows, endpoints: endpointRows, hasMoreEndpoints: hasMoreEndpoints,
            verdicts: verdicts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
            deferredOpened: deferredOpened, deferredEnded: counted.deferredEnded,
            deferredFailed: counted.deferredFailed, undelivered: counted.undelivered, unheard: counted.unheard,
            openDeferrals: open,
            timeouts: causes.count { $0 == .timeout }, outOfMemory: causes.count { $0 == .memory },
            crashes: causes.count { $0 == .exit }, afterAnswer: troubles.values.count(where: \.isAnswered),
            lost: lost.count,
            unanswered: unanswered.count(where: \.isDirective) + lost.count(where: \.hasArrival),
            unknown: endedUnknown.count + lostUnknown.count, failedStarts: failedStarts, startReason: startReason,
            starts: starts.figures, startCount: starts.count, usedMB: memory?.used, memoryMB: memory?.all,
            marks: counted.judgedMarks(unknown: endedUnknown.map(\.start) + lostUnknown.map(\.time)),
            partial: partial)
    }

    /// Counts the fate of each deferral, and returns those without one.
    private mutating func settleDeferrals() -> [SummaryReport.Deferral] {
        var open: [SummaryReport.Deferral] = []
        for deferral in deferrals.all.values {
            guard case .open = deferrals.fate(of: deferral), let begun = deferral.begun else {
                settle(deferral)
                continue
            }
            let age = (span.last?.milliseconds ?? 0) - (begun.time?.milliseconds ?? 0)
            open.append(SummaryReport.Deferral(match: begun, mayStillEnd: age < Self.grace))
            if age >= Self.grace { settle(deferral) }
        }
        return open.sorted { Match.isBefore($0.match, $1.match) }
    }

    /// Why the log does not have all answers, in a sentence; `nil` if it has.
    private var partial: String? {
        if sample < 1 {
            return
                "The log has \(Words.percent(sample)) of the directives that were answered fast and without an error (log.sample), but all others: shares and percentiles are not those of all directives."
        }
        guard total.answered > 0, !hasInfo else { return nil }
        return "The log has no line below level WARN: if log.level left them out, only answers with an error are here."
    }

    /// Amazon's marks; not judged where the log does not have enough for it.
    ///
    /// - Parameter unknown: when invocations began that may have been directives without an answer.
    private func judgedMarks(unknown: [Timestamp?]) -> [SummaryReport.Mark] {
        var other = marks
        for time in unknown { other.addUnanswered(time) }
        return zip(marks.judged(over: span), other.judged(over: span)).map { mark, other in
            var mark = mark
            if partial != nil {
                mark.verdict = .notJudged
                mark.value = nil
                mark.explanation = "The log does not have all answers."
            } else if mark.verdict != other.verdict {
                mark.verdict = .notJudged
                mark.value = nil
                mark.explanation =
                    "It depends on \(Words.count(unknown.count, "invocation")) without an answer; only level DEBUG logs whether an invocation is a directive. Without them: "
                    + mark.explanation
            }
            return mark
        }
    }

    /// The durations of starts, from the source that has most of them. In a tie that is Lambda, whose figure is of the whole start.
    private var starts: LatencyCounts {
        [reportedStarts, instanceStarts, ownStarts].max { $0.count < $1.count } ?? reportedStarts
    }

    private static func row(_ name: String, _ group: Group) -> SummaryReport.Row {
        SummaryReport.Row(
            name: name, directives: group.answered, errors: group.errors, deferred: group.deferred,
            figures: group.latencies.figures)
    }

    private static func rows(_ groups: [String: Group]) -> [SummaryReport.Row] {
        groups.sorted { ($1.value.answered, $0.key) < ($0.value.answered, $1.key) }.map { row($0.key, $0.value) }
    }

    private func errorRows(_ reference: ErrorReference) -> [SummaryReport.ErrorRow] {
        let words = RuleWords(reference: reference)
        let rows = errors.map { key, group in
            let rule = key.rule.isEmpty ? nil : key.rule
            let error = Story.ErrorName(namespace: key.namespace, type: key.type, rule: rule)
            return SummaryReport.ErrorRow(
                error: error, cloud: key.cloud, count: group.answered, figures: group.latencies.figures,
                meaning: rule.map { words.meaning(of: $0).reason } ?? "")
        }
        return rows.sorted {
            ($1.count, $0.error.type, $0.cloud, $0.error.rule ?? "") < (
                $0.count, $1.error.type, $1.cloud, $1.error.rule ?? ""
            )
        }
    }

    private var operationRows: [SummaryReport.OperationRow] {
        operations.map { key, operation in
            SummaryReport.OperationRow(
                cloud: key.cloud, operation: key.operation, calls: operation.calls, failed: operation.failed,
                figures: operation.latencies.figures)
        }.sorted { ($0.cloud, $1.calls, $0.operation) < ($1.cloud, $0.calls, $1.operation) }
    }

    private var alarmRows: [SummaryReport.AlarmRow] {
        alarms.map { key, times in
            SummaryReport.AlarmRow(
                cloud: key.cloud, rule: key.rule, reason: key.reason, count: times.count, last: times.last)
        }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    private var endpointRows: [SummaryReport.EndpointRow] {
        endpoints.filter { $0.value.failures > 0 }.map { id, counts in
            let commonest = counts.errors.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            return SummaryReport.EndpointRow(
                endpointId: id, directives: counts.directives, failures: counts.failures, commonest: commonest)
        }.sorted { ($1.failures, $0.endpointId) < ($0.failures, $1.endpointId) }
    }
}

extension Marks {
    /// Amazon's marks with their verdicts.
    func judged(over span: LogSummary.Occurrences) -> [SummaryReport.Mark] {
        let worst = worst()
        let small =
            worst.tooSmall > 0
            ? " \(Words.count(worst.tooSmall, "window")) with fewer than \(Self.leastRequests) requests not judged."
            : ""
        let isJudged = worst.judged > 0
        func when(_ time: Timestamp?) -> String { time.map { " from \(Story.readable($0).prefix(16)) UTC" } ?? "" }
        let latency = SummaryReport.Mark(
            id: "p90_latency", title: "P90 latency below 5 s in each 15 minutes",
            verdict: !isJudged ? .notJudged : worst.slow == 0 ? .kept : .missed,
            value: worst.p90.map { Double($0.value) },
            explanation: (worst.p90.map { p90 in
                "The worst of \(Words.count(worst.judged, "window")) has a P90 of \(Words.milliseconds(p90.value))\(when(p90.from)); "
                    + "\(worst.slow) of them have 5 s or more."
            } ?? "No 15 minutes have \(Self.leastRequests) requests.") + small)
        let success = SummaryReport.Mark(
            id: "success_rate", title: "At least 85 % success in each 15 minutes",
            verdict: !isJudged ? .notJudged : worst.failing == 0 ? .kept : .missed, value: worst.success?.share,
            explanation: (worst.success.map { success in
                "The worst of \(Words.count(worst.judged, "window")) has \(Words.percent(success.share))\(when(success.from)); "
                    + "\(worst.failing) of them have less than 85 %."
            } ?? "No 15 minutes have \(Self.leastRequests) requests.") + small + overall)
        let (minutes, down) = availability()
        let share = minutes == 0 ? nil : 1 - Double(down) / Double(minutes)
        let hours = span.first.flatMap { first in
            span.last.map { Double($0.milliseconds - first.milliseconds) / 3_600_000 }
        }
        let availability = SummaryReport.Mark(
            id: "availability", title: "99.93 % availability a year (at most 6 h 8 min of outage)",
            verdict: share.map { $0 >= 0.9993 ? .kept : .missed } ?? .notJudged, value: share,
            explanation: share.map { share in
                "\(Words.percent(share)): in \(down) of \(Words.count(minutes, "minute")) with requests, more than half of the requests failed through the skill or a cloud."
                    + (hours.map {
                        $0 < 8760
                            ? " The log covers \(Words.decimal($0) == "1" ? "1 hour" : "\(Words.decimal($0)) hours") of a year's 8,760."
                            : ""
                    }
                        ?? "")
            } ?? "No request is in the log.")
        return [latency, success, availability]
    }

    private var overall: String {
        guard requests > 0 else { return "" }
        let success = max(0, 1 - Double(failures) / Double(requests))
        let own = max(0, 1 - Double(faults) / Double(requests))
        return " Over the whole log \(Words.percent(success)) of \(Words.count(requests, "request")) succeeded;"
            + " leaving aside errors of devices and customers, \(Words.percent(own))."
    }
}
