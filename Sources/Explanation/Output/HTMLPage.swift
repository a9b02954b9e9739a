/// A self-contained page without scripts: it needs no other file, and nothing of a log can run in it.
struct HTMLPage {
    /// The document.
    static func document(title: String, _ body: Markup) -> String {
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>\(style)</style>
            </head>
            <body>
            <main>
            \(body)
            <footer>Made by porchlight explain from log lines alone. Times are UTC. Customers and tokens are hashed.</footer>
            </main>
            </body>
            </html>

            """
        return page.text
    }

    /// A list under a heading; nothing without items.
    static func list(_ title: String, _ items: [Markup]) -> Markup {
        guard !items.isEmpty else { return "" }
        return "<section><h2>\(title)</h2><ul>\(items.map { "<li>\($0)</li>" as Markup })</ul></section>\n"
    }

    /// A table with its heading; nothing without rows.
    static func table(_ table: SummaryReport.Table, most: Int) -> Markup {
        guard !table.rows.isEmpty else { return "" }
        func cell(_ tag: String, _ column: Int, _ text: String) -> Markup {
            let number: Markup = table.isNumber(column) ? " class=\"number\"" : ""
            return tag == "th" ? "<th\(number)>\(text)</th>" : "<td\(number)>\(text)</td>"
        }
        let head = table.columns.enumerated().map { cell("th", $0.offset, $0.element) }
        let rows = table.rows.prefix(most).map { row -> Markup in
            let cells = row.enumerated().map { cell("td", $0.offset, Words.quoted($0.element, to: 300)) }
            return "<tr>\(cells)</tr>\n"
        }
        let rest: Markup =
            table.rows.count > most ? "<p class=\"quiet\">and \(table.rows.count - most) more</p>" : ""
        return """
            <section><h2>\(table.title)</h2><div class="scroll"><table><thead><tr>\(head)</tr></thead>
            <tbody>\(rows)</tbody></table></div>\(rest)</section>

            """
    }

    private static let style: Markup = """

        :root { --back: #f6f7f9; --card: #fff; --text: #1c2330; --quiet: #5d6878; --line: #dde2e9; --plain: #5b7fb5;
          --good: #1f8a54; --warning: #b86e00; --bad: #c2342b; --band: #e8eef7; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #12161d; --card: #1b212b; --text: #e4e8ee; --quiet: #98a4b5; --line: #303947; --plain: #7ea6e0;
            --good: #4cc38a; --warning: #f0a03c; --bad: #ff7a6e; --band: #232d3c; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
        main { max-width: 1100px; margin: 0 auto; padding: 24px 16px 48px; }
        h1 { font-size: 24px; line-height: 1.25; margin: 0 0 6px; overflow-wrap: anywhere; }
        h2 { font-size: 16px; margin: 0 0 10px; }
        section, article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; margin: 14px 0; }
        article section { border: 0; padding: 0; margin: 18px 0 0; }
        p { margin: 4px 0; }
        ul { margin: 0; padding-left: 20px; } li { margin: 3px 0; overflow-wrap: anywhere; }
        code, .id { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 13px; overflow-wrap: anywhere; }
        a { color: var(--plain); }
        .quiet, footer { color: var(--quiet); font-size: 13px; } footer { margin-top: 24px; }
        .pill { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: 13px; font-weight: 600; color: var(--card); background: var(--plain); white-space: nowrap; }
        .pill.good { background: var(--good); } .pill.warning { background: var(--warning); } .pill.bad { background: var(--bad); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 12px 0 0; }
        dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 14px 0; }
        .tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
        .tile b { display: block; font-size: 24px; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
        th { text-align: left; color: var(--quiet); font-weight: 500; white-space: nowrap; }
        th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td { overflow-wrap: anywhere; min-width: 56px; } tbody tr:last-child td { border-bottom: 0; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        ol.steps { list-style: none; margin: 0; padding: 0; }
        ol.steps li { display: grid; grid-template-columns: 92px 14px 1fr; gap: 0 8px; margin: 0; padding: 5px 0; }
        ol.steps .when { text-align: right; color: var(--quiet); font-variant-numeric: tabular-nums; font-size: 13px; padding-top: 1px; }
        ol.steps .dot { width: 10px; height: 10px; border-radius: 50%; background: var(--plain); margin-top: 6px; }
        ol.steps .good { background: var(--good); } ol.steps .warning { background: var(--warning); } ol.steps .bad { background: var(--bad); }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--text); font: 12px system-ui, "DejaVu Sans", sans-serif; } svg .soft { fill: var(--quiet); }
        svg .axis { stroke: var(--line); } svg .limit { stroke: var(--bad); stroke-dasharray: 4 3; } svg .band { fill: var(--band); }
        svg .plain { fill: var(--plain); } svg .good { fill: var(--good); } svg .warning { fill: var(--warning); } svg .bad { fill: var(--bad); }
        svg .thin { stroke: var(--plain); stroke-width: 2; }
        @media print { body { background: #fff; } section, article, .tile { break-inside: avoid; } }

        """
}
