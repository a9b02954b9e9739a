import AlexaProtocol
import ArgumentParser
import Explanation
import Telemetry

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells from log lines alone what happened to a directive, step by step, and why it was answered so.",
        discussion: """
            The log may be lines as they were written, or what CloudWatch's exports, `aws logs tail`, `aws logs \
            filter-log-events`, Logs Insights, journald or Docker make of them, with Lambda's own lines between. Without a selection, the \
            latest directive that failed is told. If several match, they are listed. Exits 0, 1 if nothing was found, 2 if a \
            log could not be read.
            """)

    @Argument(help: "Logs; - is standard input.")
    var logs = ["-"]

    @Option(help: "The directive with this message id, or the one that an event of this message id answers.")
    var messageId: String?

    @Option(help: "The directive of this request id of Lambda's.")
    var requestId: String?

    @Option(
        help:
            "The directive of this correlation token, or of its fingerprint (12 hexadecimal digits). A token is hashed and never shown."
    )
    var correlation: String?

    @Option(help: "Directives for this endpoint.")
    var endpoint: String?

    @Option(
        help:
            "Directives of this minute (2026-11-26T18:04), or within 5 s of this time (2026-11-26T18:04:30). UTC, unless an offset is given."
    )
    var time: String?

    @Option(help: "Only what began at this time or later: a time, or 15m, 2h, 7d before now.")
    var since: String?

    @Option(help: "Only what began before this time.")
    var until: String?

    @Flag(
        help:
            "Prints statistics instead: outcomes and latencies by cloud, interface and error, unfinished directives, Amazon's marks."
    )
    var summary = false

    @Option(help: ArgumentHelp("Writes a page for a browser to this file instead.", valueName: "file"))
    var html: String?

    @Flag(help: "Prints JSON (docs/json.md).")
    var json = false

    func validate() throws {
        guard !logs.isEmpty else { throw ValidationError("name a log, or - for standard input") }
        guard !summary || (messageId == nil && requestId == nil && correlation == nil && endpoint == nil) else {
            throw ValidationError("--summary takes only --time, --since and --until")
        }
        guard html == nil || !json else { throw ValidationError("give --html or --json, not both") }
        guard time == nil || (since == nil && until == nil) else {
            throw ValidationError("give --time, or --since and --until")
        }
    }

    func run() async throws {
        var isFound = true
        try await Failure.exits { isFound = summary ? try summarise() : try explain() }
        if !isFound { throw ExitCode(1) }
    }

    private func explain() throws(Failure) -> Bool {
        let selection = try selection()
        var files = try LogFiles(logs, readings: 2)
        var finder = Finder(selection)
        var counts = try files.read { finder.read($0) }
        let matches = finder.matches
        guard let match = matches.first else {
            if json { try StandardOutput.write(MatchList([], hasMore: false).json) }
            let what = selection.isEmpty ? "the log has no directive" : "no directive of the log matches"
            Self.say(what + (counts.own == 0 ? "; " + (counts.hint ?? "it has no line of Porchlight's either") : ""))
            return false
        }
        guard html == nil else {
            try writePage(of: matches, &files)
            return true
        }
        guard matches.count == 1, !finder.hasMore else {
            let list = MatchList(matches, hasMore: finder.hasMore)
            if json {
                try StandardOutput.write(list.json)
            } else {
                try StandardOutput.write(list.text(isColoured: Terminal.hasColour))
            }
            return true
        }
        var reader = StoryReader(match)
        counts = try files.read { reader.read($0) }
        let story = reader.story(.tables)
        if json {
            try StandardOutput.write(story.json(counts: counts))
        } else {
            try StandardOutput.write(story.text(isColoured: Terminal.hasColour, counts: counts))
        }
        return true
    }

    private func summarise() throws(Failure) -> Bool {
        var files = try LogFiles(logs, readings: 1)
        var summary = LogSummary(try selection())
        let counts = try files.read { summary.read($0) }
        let report = summary.report(.tables)
        guard !report.isEmpty else {
            Self.say(
                "the log has nothing to count"
                    + (counts.own == 0 ? "; " + (counts.hint ?? "it has no line of Porchlight's") : ""))
            return false
        }
        if html != nil {
            try write(report.page(counts: counts))
        } else if json {
            try StandardOutput.write(report.json(counts: counts))
        } else {
            try StandardOutput.write(report.text(isColoured: Terminal.hasColour, counts: counts))
        }
        return true
    }

    /// The most stories on one page.
    private static let mostStories = 20

    /// Writes a page with the latest of the directives.
    private func writePage(of matches: [Match], _ files: inout LogFiles) throws(Failure) {
        var readers = matches.suffix(Self.mostStories).map { StoryReader($0) }
        let counts = try files.read { line in for index in readers.indices { readers[index].read(line) } }
        let stories = readers.map { $0.story(.tables) }
        try write(Story.page(stories, counts: counts, more: matches.count - stories.count))
    }

    /// Writes the page, and prints its path.
    private func write(_ page: String) throws(Failure) {
        guard let html else { return }
        try OutputFile.write(Array(page.utf8), to: html)
        if html != "-" { Self.say("wrote \(html.printable)") }
    }

    private static func say(_ text: String) {
        StandardError.write(Array("porchlight: \(text)\n".utf8))
    }
}
