extension Story {
    /// The story as one page.
    package func page(counts: LogCounts) -> String {
        Self.page([self], counts: counts, more: 0)
    }

    /// Several stories as one page, a table of them first.
    ///
    /// - Parameter more: how many further directives match and are left out.
    package static func page(_ stories: [Story], counts: LogCounts, more: Int) -> String {
        var body: Markup = ""
        if stories.count > 1 {
            let rows = stories.map { story in
                [
                    story.start.map { Story.readable($0) } ?? "-", story.title, story.outcome,
                    story.messageId ?? story.requestId ?? "-",
                ]
            }
            body += HTMLPage.table(
                SummaryReport.Table(
                    title: "\(stories.count) directives" + (more > 0 ? ", the latest of \(stories.count + more)" : ""),
                    columns: ["when", "directive", "outcome", "id"], rows: rows), most: 100)
        }
        for story in stories { body += "<article>\(story.markup)</article>\n" }
        if let remark = counts.remark { body += "<p class=\"quiet\">\(remark)</p>" }
        return HTMLPage.document(title: stories.count == 1 ? stories[0].title : "\(stories.count) directives", body)
    }

    private var markup: Markup {
        let facts = facts.map { "<dt>\($0.name)</dt><dd class=\"id\">\($0.value)</dd>" as Markup }
        return """
            <h1>\(title)</h1>
            <p><span class="pill \(tone.rawValue)">\(outcome)</span> \(headline)</p>
            <dl>\(facts)</dl>
            \(chart)
            <section><h2>What happened</h2><ol class="steps">\(steps.map(Self.markup))</ol></section>
            \(HTMLPage.list("Why", reasons.map { "\($0)" }))
            \(HTMLPage.list("What to do", advice.map { "\($0)" }))
            \(HTMLPage.list("Read on", pages.map(Self.markup)))
            \(HTMLPage.list("What this log does not tell", gaps.map { "\($0)" }))
            """
    }

    private var tone: Step.Tone {
        switch ending {
        case .answered, .deferred(final: nil): .good
        case .failed, .deferred, .undelivered, .timedOut, .outOfMemory, .crashed, .withoutEnd: .bad
        case .deferredWithoutEnd: .warning
        case .deliveryOnly, .unknown: .plain
        }
    }

    /// The ending in a word or two.
    private var outcome: String {
        switch ending {
        case .answered: "answered"
        case .failed(let error): StepText.name(error)
        case .deferred(final: nil): "deferred, then answered"
        case .deferred(final: let error): "deferred, then \(StepText.name(error))"
        case .undelivered: "not delivered"
        case .deferredWithoutEnd: "deferred without an end"
        case .timedOut: "Lambda's timeout"
        case .outOfMemory: "out of memory"
        case .crashed: "the process ended"
        case .withoutEnd: "without an end"
        case .deliveryOnly: "delivery"
        case .unknown: "unknown"
        }
    }

    private static func markup(_ step: Step) -> Markup {
        let when = step.offset.map { "\($0 < 0 ? "-" : "+")\(Words.milliseconds(abs($0)))" } ?? ""
        let details = step.details.map { "<div class=\"quiet\">\($0)</div>" as Markup }
        return """
            <li><span class="when">\(when)</span><span class="dot \(step.tone.rawValue)"></span><div>\(step.title)\(details)</div></li>

            """
    }

    private static func markup(_ page: Page) -> Markup {
        // Addresses of our own tables are links. A path in the repository is not: it would lead nowhere.
        page.address.hasPrefix("https://")
            ? "<a href=\"\(page.address)\" rel=\"noreferrer\">\(page.title)</a>"
            : "\(page.title): <code>\(page.address)</code>"
    }
}
