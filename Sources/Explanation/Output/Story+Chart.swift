extension Story {
    /// The steps as bars over time, with the end of Alexa's wait.
    var chart: Markup {
        let timed = steps.filter { $0.offset != nil }
        guard timed.count > 1, let from = timed.compactMap(\.offset).min(),
            let last = timed.map({ ($0.offset ?? 0) + $0.length }).max()
        else { return "" }
        // The limit is shown unless it would compress everything else at the left.
        let limit = budget.flatMap { last >= $0 / 20 ? $0 : nil }
        let end = max(last, limit ?? 0, from + 1)
        let scale = TimeScale(from: Double(min(from, 0)), to: Double(end), left: 262, right: 900)
        let height = timed.count * 24 + 40
        let bars = timed.enumerated().map { index, step in bar(step, y: Double(index) * 24 + 26, scale) }
        let ticks = scale.ticks.map { tick -> Markup in
            """
            <line class="axis" x1="\(scale.x(tick))" y1="18" x2="\(scale.x(tick))" y2="\(height - 8)"/>
            <text class="soft" x="\(scale.x(tick))" y="12" text-anchor="middle">\(Words.axis(Int(tick)))</text>
            """
        }
        let wait: Markup =
            limit.map { limit -> Markup in
                let x = scale.x(Double(limit))
                return """
                    <line class="limit" x1="\(x)" y1="18" x2="\(x)" y2="\(height - 8)"/>
                    <text class="bad" x="\(x - 4)" y="\(height - 2)" text-anchor="end">Alexa waits until here</text>
                    """
            } ?? ""
        return """
            <section><svg viewBox="0 0 960 \(height + 4)" role="img" aria-label="The steps over time">
            \(ticks)\(wait)\(bars)
            </svg></section>

            """
    }

    private func bar(_ step: Step, y: Double, _ scale: TimeScale) -> Markup {
        let start = scale.x(Double(step.offset ?? 0))
        let width = max(step.length > 0 ? 3 : 0, scale.x(Double((step.offset ?? 0) + step.length)) - start)
        let mark: Markup =
            step.length > 0
            ? "<rect class=\"\(step.tone.rawValue)\" x=\"\(start)\" y=\"\(y)\" width=\"\(width)\" height=\"12\" rx=\"3\"/>"
            : "<circle class=\"\(step.tone.rawValue)\" cx=\"\(start)\" cy=\"\(y + 6)\" r=\"5\"/>"
        let time: Markup =
            step.length > 0
            ? "<text class=\"soft\" x=\"\(start + width + 5)\" y=\"\(y + 10.5)\">\(Words.milliseconds(step.length))</text>"
            : ""
        let label = Words.quoted(step.title, to: 36)
        return "<g><title>\(step.title)</title><text x=\"0\" y=\"\(y + 10.5)\">\(label)</text>\(mark)\(time)</g>\n"
    }
}

/// A linear scale of milliseconds.
struct TimeScale {
    let from: Double
    let to: Double
    let left: Double
    let right: Double

    func x(_ value: Double) -> Double {
        left + (min(max(value, from), to) - from) / max(to - from, 1) * (right - left)
    }

    /// Round numbers, at most 8.
    var ticks: [Double] {
        let span = max(to - from, 1)
        var step = 1.0
        var factors = [2.0, 2.5, 2.0]
        while span / step > 8 {
            step *= factors[0]
            factors.append(factors.removeFirst())
        }
        var tick = (from / step).rounded(.up) * step
        var ticks: [Double] = []
        while tick <= to {
            ticks.append(tick)
            tick += step
        }
        return ticks
    }
}
