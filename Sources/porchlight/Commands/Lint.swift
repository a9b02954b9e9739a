import AlexaProtocol
import ArgumentParser
import Telemetry
import Timing

struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks discovery answers, home files, events and directives against Amazon's rules.",
        discussion: """
            Prints a line for each finding: file and line, endpoint, rule, how bad it is (rejected: Alexa refuses the \
            endpoint, the answer or the event; dropped: it ignores a part; poor: it works, but badly for the customer), \
            what is wrong, what Alexa does and what to do. docs/rules.md lists all rules with their sources. \
            Exits 0 if nothing was found, 1 if something was, 2 if a file could not be read.

            A file is a message, a home, or several messages in the order in which they were sent: one a line, in an \
            array, or as members of an object such as {"directive": {...}, "event": {...}}. An event is compared with \
            the directive whose correlationToken it has, in an earlier file too, and, within a file of several \
            messages or with --discovery, with what its endpoint declares and reported before.
            """)

    @Argument(help: "Files; - is standard input.")
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "An earlier discovery answer, or the home file, of the same customer: events are compared with what it declares, discovery answers with its ids.",
            valueName: "file"))
    var discovery: String?

    @Flag(help: "Prints the findings as a JSON array.")
    var json = false

    @Flag(help: "Prints the corrected file, and the findings to standard error. For one file.")
    var fix = false

    @Flag(help: "Also lists recommendations, such as the requirements of Works with Alexa.")
    var advice = false

    @Flag(name: .customLong("rules"), help: ArgumentHelp("Prints the page docs/rules.md.", visibility: .hidden))
    var printsRules = false

    func validate() throws {
        guard !printsRules else { return }
        guard !files.isEmpty else { throw ValidationError("name a file to check, or - for standard input") }
        guard !fix || files.count == 1 else { throw ValidationError("--fix takes one file") }
        guard !fix || !json else { throw ValidationError("give --fix or --json, not both") }
    }

    func run() async throws {
        var isClean = true
        try await Failure.exits {
            guard !printsRules else { return try StandardOutput.write(Rule.markdown) }
            var conversation = try conversation()
            var report: [LintedFile] = []
            for file in files {
                report.append(try LintedFile(file, in: &conversation, withAdvice: advice))
            }
            isClean = report.allSatisfy(\.findings.isEmpty)
            if fix, let file = report.first {
                StandardError.write(Array(file.lines(showing: .outcome).utf8))
                try StandardOutput.write(file.mended)
            } else if json {
                try StandardOutput.write(.array(report.flatMap(\.json)))
            } else {
                try StandardOutput.write(report.map { $0.lines(showing: .message) }.joined())
            }
        }
        if !isClean { throw ExitCode(1) }
    }

    private func conversation() throws(Failure) -> Conversation {
        let now = SkillEnvironment.live.now()
        guard let discovery else { return Conversation(now: now) }
        let home = try MessageFile(discovery).value
        guard Conversation.declaresEndpoints(home) else {
            throw Failure("\(discovery) declares no endpoints; give a Discover.Response or a home file to --discovery")
        }
        return Conversation(home: home, now: now)
    }
}
