import AlexaProtocol
import Telemetry

extension SummaryReport {
    /// The most rows of a table for people.
    static let mostRows = 15

    /// The summary for a terminal.
    package func text(isColoured: Bool, counts: LogCounts) -> String {
        let paint = Paint(isColoured: isColoured)
        var text = paint(headline, .bold) + "\n"
        for line in remarks(counts) { text += paint(line) + "\n" }
        text += section("Amazon's marks", markTable, paint)
        var explanations: [String] = []
        for mark in marks where !explanations.contains(mark.explanation) { explanations.append(mark.explanation) }
        for line in explanations.flatMap({ $0.wrapped() }) { text += "    \(paint(line, .dim))\n" }
        for table in tables { text += section(table.title, table, paint) }
        return text
    }

    private func section(_ title: String, _ table: Table, _ paint: Paint) -> String {
        guard !table.rows.isEmpty else { return "" }
        let shown = table.rows.prefix(Self.mostRows)
        let rows = [table.columns] + shown.map { $0.map { Words.quoted($0, to: 72).printable } }
        let widths = table.columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = "\n\(paint(title, .bold))\n"
        for (index, row) in rows.enumerated() {
            let cells = row.indices.map { column in
                let cell =
                    table.isNumber(column)
                    ? row[column].aligned(to: widths[column])
                    : column == row.count - 1 ? row[column] : row[column].padded(to: widths[column])
                if index == 0 { return paint(cell, .dim) }
                return cell == "missed" || row[column] == "missed" ? paint(cell, .red) : paint(cell)
            }
            text += "  " + cells.joined(separator: "  ") + "\n"
        }
        if shown.count < table.rows.count {
            text += paint("  and \(table.rows.count - shown.count) more (--json has all)", .dim) + "\n"
        }
        return text
    }
}

extension SummaryReport {
    /// Columns and rows for people.
    struct Table {
        var title: String
        var columns: [String]
        var rows: [[String]]
        /// The columns with numbers, which are aligned to the right.
        var numbers: Set<Int> = []

        func isNumber(_ column: Int) -> Bool { numbers.contains(column) }
    }

    var headline: String {
        var text = "\(Words.count(total.directives, "directive"))"
        if let from, let to {
            text += " from \(Story.readable(from).prefix(16)) to \(Story.readable(to).prefix(16)) UTC"
        }
        return text
    }

    /// Remarks beside the tables, a sentence each.
    func remarks(_ counts: LogCounts) -> [String] {
        var lines: [String] = []
        if total.directives > 0 {
            lines.append(
                "\(Words.grouped(good)) answered without an error, \(Words.grouped(total.errors)) with one; \(Words.grouped(total.deferred)) deferred; \(Words.count(cold, "cold start"))."
            )
        }
        if deferredOpened > 0 {
            let late = openDeferrals.count { !$0.mayStillEnd }
            lines.append(
                "Of \(Words.count(deferredOpened, "deferred answer")), \(deferredEnded) ended without an error, \(deferredFailed) with one, \(late) never; \(openDeferrals.count - late) may still end."
            )
            if undelivered > 0 {
                lines.append(
                    "The \(undelivered == 1 ? "event" : "events") of \(Words.count(undelivered, "deferred answer")) \(undelivered == 1 ? "was" : "were") given up: Alexa never got \(undelivered == 1 ? "it" : "them")."
                )
            }
        }
        let ended = [
            (timeouts, "at its timeout"), (outOfMemory, "for want of memory"), (crashes, "because the program ended"),
        ]
        for (count, how) in ended where count > 0 {
            lines.append("Lambda ended \(Words.count(count, "invocation")) \(how).")
        }
        if afterAnswer > 0 { lines.append("\(Words.grouped(afterAnswer)) of them had been answered before.") }
        if lost > 0 {
            lines.append("\(Words.count(lost, "directive")) began and never ended, though the log goes on.")
        }
        if unanswered > 0 { lines.append("\(Words.count(unanswered, "directive")) got no answer at all.") }
        if unknown > 0 {
            lines.append(
                "\(Words.count(unknown, "more invocation")) got no answer; only level DEBUG logs whether an invocation is a directive."
            )
        }
        if failedStarts > 0 {
            let reason = startReason.map { ": " + Words.clause(Words.quoted($0)) } ?? ""
            lines.append("\(Words.count(failedStarts, "start")) of an instance failed\(reason).")
        }
        if let partial { lines.append(partial) }
        if let usedMB, let memoryMB {
            lines.append("Memory: at most \(Words.decimal(usedMB)) of \(Words.decimal(memoryMB)) MB were used.")
        }
        if let remark = counts.remark { lines.append(remark) }
        return lines
    }

    var markTable: Table {
        Table(
            title: "Amazon's marks", columns: ["", "mark"],
            rows: marks.map { [$0.verdict == .notJudged ? "not judged" : $0.verdict.rawValue, $0.title] })
    }

    /// All other tables, in the order in which they are shown.
    var tables: [Table] {
        var tables = [
            Self.table("By cloud", "cloud", clouds), Self.table("By interface", "interface", interfaces), errorTable,
            operationTable, endpointTable, deferralTable, alarmTable, gatewayTable,
        ]
        if let starts {
            tables.append(
                Table(
                    title: "Starts", columns: ["", "starts"] + Self.latencyColumns,
                    rows: [["start of an instance", Words.grouped(startCount)] + Self.cells(starts)],
                    numbers: [1, 2, 3, 4, 5]))
        }
        return tables.filter { !$0.rows.isEmpty }
    }

    private static let latencyColumns = ["P50 ms", "P90 ms", "P99 ms", "max ms"]

    private static func cells(_ figures: LatencyCounts.Figures?) -> [String] {
        guard let figures else { return ["-", "-", "-", "-"] }
        return [figures.p50, figures.p90, figures.p99, figures.max].map(Words.grouped)
    }

    private static func table(_ title: String, _ column: String, _ rows: [Row]) -> Table {
        Table(
            title: title, columns: [column, "directives", "errors", "deferred"] + latencyColumns,
            rows: rows.map { row in
                [row.name, Words.grouped(row.directives), Words.grouped(row.errors), Words.grouped(row.deferred)]
                    + cells(row.figures)
            }, numbers: [1, 2, 3, 4, 5, 6, 7])
    }

    private var errorTable: Table {
        Table(
            title: "By error", columns: ["error", "cloud", "count"] + Self.latencyColumns + ["rule", "why"],
            rows: errors.map { row in
                [StepText.name(row.error), row.cloud, Words.grouped(row.count)] + Self.cells(row.figures)
                    + [row.error.rule ?? "-", row.meaning]
            }, numbers: [2, 3, 4, 5, 6])
    }

    private var operationTable: Table {
        Table(
            title: "Calls to clouds (level DEBUG)",
            columns: ["cloud", "operation", "calls", "failed"] + Self.latencyColumns,
            rows: operations.map { row in
                [row.cloud, row.operation, Words.grouped(row.calls), Words.grouped(row.failed)]
                    + Self.cells(row.figures)
            }, numbers: [2, 3, 4, 5, 6, 7])
    }

    private var endpointTable: Table {
        Table(
            title: "Endpoints that fail most" + (hasMoreEndpoints ? " (of the first 200,000)" : ""),
            columns: ["endpoint", "failures", "directives", "most often"],
            rows: endpoints.map {
                [$0.endpointId, Words.grouped($0.failures), Words.grouped($0.directives), $0.commonest]
            }, numbers: [1, 2])
    }

    private var deferralTable: Table {
        Table(
            title: "Deferred answers without an end", columns: ["when", "directive", "endpoint", "message id", ""],
            rows: openDeferrals.map { deferral in
                let match = deferral.match
                return [
                    match.time.map { Story.readable($0) } ?? "-", StepText.directive(match.namespace, match.name),
                    match.endpointId ?? "-", match.messageId ?? "-", deferral.mayStillEnd ? "may still end" : "",
                ]
            })
    }

    private var alarmTable: Table {
        Table(
            title: "Alarms", columns: ["times", "cloud", "rule", "last", "reason"],
            rows: alarms.map {
                [
                    Words.grouped($0.count), $0.cloud.isEmpty ? "-" : $0.cloud, $0.rule.isEmpty ? "-" : $0.rule,
                    $0.last.map { String(Story.readable($0).prefix(16)) } ?? "-", $0.reason,
                ]
            }, numbers: [0])
    }

    private var gatewayTable: Table {
        Table(
            title: "Attempts at the event gateway", columns: ["verdict", "attempts", "means"],
            rows: verdicts.map { [$0.verdict, Words.grouped($0.count), GatewayWords.of($0.verdict).meaning] },
            numbers: [1])
    }
}
