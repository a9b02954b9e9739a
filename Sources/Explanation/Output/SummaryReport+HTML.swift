import AlexaProtocol

extension SummaryReport {
    /// The summary as one page.
    package func page(counts: LogCounts) -> String {
        let remarks = remarks(counts).map { "<p>\($0)</p>" as Markup }
        var body: Markup = """
            <h1>\(headline)</h1>
            \(remarks)
            \(tiles)
            <section><h2>Amazon's marks</h2><ul class="marks">\(marks.map(Self.markup))</ul>
            <p class="quiet">Discovery and control only, as Amazon counts; each ErrorResponse, each late or missing answer is a failure.</p></section>
            \(histogramChart)
            """
        body += Self.percentileChart("Latency by cloud", clouds.map { ($0.name, $0.directives, $0.figures) })
        body += Self.percentileChart("Latency by interface", interfaces.map { ($0.name, $0.directives, $0.figures) })
        body += Self.percentileChart(
            "Latency by error", errors.map { ("\($0.error.type) (\($0.cloud))", $0.count, $0.figures) })
        for table in tables { body += HTMLPage.table(table, most: 100) }
        return HTMLPage.document(title: headline, body)
    }

    private var tiles: Markup {
        var tiles: [(String, String)] = [("directives", Words.grouped(total.directives))]
        if total.directives > 0 {
            tiles.append(("without an error", Words.percent(Double(good) / Double(total.directives))))
        }
        if let figures = total.figures {
            tiles.append(("P50", Words.milliseconds(figures.p50)))
            tiles.append(("P90", Words.milliseconds(figures.p90)))
            tiles.append(("P99", Words.milliseconds(figures.p99)))
        }
        tiles.append(("never answered", Words.grouped(unanswered)))
        return "<div class=\"tiles\">\(tiles.map { "<div class=\"tile\"><b>\($0.1)</b>\($0.0)</div>" as Markup })</div>"
    }

    private static func markup(_ mark: Mark) -> Markup {
        let (tone, word) =
            switch mark.verdict {
            case .kept: ("good", "kept")
            case .missed: ("bad", "missed")
            case .notJudged: ("plain", "not judged")
            }
        return "<li><span class=\"pill \(tone)\">\(word)</span> <b>\(mark.title)</b><br>\(mark.explanation)</li>\n"
    }

    /// The number of directives by duration.
    private var histogramChart: Markup {
        guard let most = histogram.max(), most > 0 else { return "" }
        let width = 900.0 / Double(histogram.count)
        let bars = histogram.enumerated().map { index, count -> Markup in
            let x = 30 + Double(index) * width
            let height = Double(count) / Double(most) * 130
            let lower = index == 0 ? 0 : Self.edges[index - 1]
            let label = index < Self.edges.count ? "< \(Words.axis(Self.edges[index]))" : "longer"
            let tone = lower >= 8000 ? "bad" : lower >= 5000 ? "warning" : "plain"
            return """
                <g><rect class="\(tone)" x="\(x + 4)" y="\(156 - height)" width="\(width - 8)" height="\(height)" rx="3"/>
                <text x="\(x + width / 2)" y="\(150 - height)" text-anchor="middle">\(Words.grouped(count))</text>
                <text class="soft" x="\(x + width / 2)" y="174" text-anchor="middle">\(label)</text></g>

                """
        }
        return """
            <section><h2>How long answers took</h2><svg viewBox="0 0 960 182" role="img" aria-label="Number of directives by duration">
            <line class="axis" x1="30" y1="156" x2="930" y2="156"/>\(bars)</svg></section>

            """
    }

    /// P50 to P90 as a bar, on to P99 as a line, and the largest as a dot, on a logarithmic scale.
    private static func percentileChart(
        _ title: String, _ rows: [(name: String, count: Int, figures: LatencyCounts.Figures?)]
    ) -> Markup {
        let shown = rows.compactMap { row in row.figures.map { (row.name, row.count, $0) } }.prefix(mostRows)
        guard !shown.isEmpty else { return "" }
        let scale = LogScale(to: Double(max(10_000, shown.map { $0.2.max }.max() ?? 0)), left: 280, right: 915)
        let height = shown.count * 26 + 30
        let ticks = [10.0, 100, 1000, 5000, 10_000, 100_000, 1_000_000].filter { $0 <= scale.to }.map {
            tick -> Markup in
            """
            <line class="\(tick == 5000 ? "limit" : "axis")" x1="\(scale.x(tick))" y1="18" x2="\(scale.x(tick))" y2="\(height - 6)"/>
            <text class="soft" x="\(scale.x(tick))" y="12" text-anchor="middle">\(Words.axis(Int(tick)))</text>
            """
        }
        let bars = shown.enumerated().map { index, row -> Markup in
            let (name, count, figures) = row
            let y = Double(index) * 26 + 30
            let (p50, p90) = (scale.x(Double(figures.p50)), scale.x(Double(figures.p90)))
            let (p99, most) = (scale.x(Double(figures.p99)), scale.x(Double(figures.max)))
            let tone = figures.p90 >= 5000 ? "bad" : "plain"
            return """
                <g><title>\(name): P50 \(Words.milliseconds(figures.p50)), P90 \(Words.milliseconds(figures.p90)), P99 \(Words.milliseconds(figures.p99)), at most \(Words.milliseconds(figures.max))</title>
                <text x="0" y="\(y + 5)">\(Words.quoted(name, to: 32))</text><text class="soft" x="268" y="\(y + 5)" text-anchor="end">\(Words.grouped(count))</text>
                <line class="thin" x1="\(p90)" y1="\(y)" x2="\(p99)" y2="\(y)"/><circle class="plain" cx="\(most)" cy="\(y)" r="3"/>
                <rect class="\(tone)" x="\(p50)" y="\(y - 6)" width="\(max(p90 - p50, 3))" height="12" rx="3"/></g>

                """
        }
        return """
            <section><h2>\(title)</h2><svg viewBox="0 0 960 \(height)" role="img" aria-label="\(title)">\(ticks)\(bars)</svg>
            <p class="quiet">Bar: P50 to P90. Line: to P99. Dot: the longest. Dashed: Amazon's mark for the P90.</p></section>

            """
    }
}

/// A logarithmic scale of milliseconds from 1 on.
private struct LogScale {
    let to: Double
    let left: Double
    let right: Double

    func x(_ value: Double) -> Double {
        left + Self.log(min(max(value, 1), to)) / Self.log(max(to, 2)) * (right - left)
    }

    /// The logarithm to base 2 by halving, precise enough for a drawing; the C library's would have to be linked.
    private static func log(_ value: Double) -> Double {
        var (rest, result, step) = (value.significand, Double(value.exponent), 0.5)
        for _ in 0..<20 {
            rest *= rest
            if rest >= 2 {
                rest /= 2
                result += step
            }
            step /= 2
        }
        return result
    }
}
