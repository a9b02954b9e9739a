import AlexaProtocol
import ArgumentParser
import Replay
import SimulatedHome
import Telemetry

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays recorded directives to the skill and compares each event with the recorded one.",
        discussion:
            "Each directive meets a fresh copy of the simulated home. Exits 0 if all are equal, 1 if some differ.")

    @Option(help: "The folder of recorded directives.")
    var directives = "directives"

    @Option(help: "The folder of recorded events.")
    var events = "events"

    @Option(help: "The home to simulate: a home file or a recorded Discover.Response. Default: a sample home.")
    var home: String?

    @Flag(help: "Records the actual events in place of those that differ.")
    var update = false

    @Flag(help: "Prints JSON for machines instead of rows.")
    var json = false

    func run() async throws {
        var isClean = true
        try await Failure.exits {
            do {
                isClean = try await replay()
            } catch let problem as Corpus.Problem {
                throw Failure(problem.description)
            }
        }
        if !isClean { throw ExitCode(1) }
    }

    private func replay() async throws -> Bool {
        let corpus = try Corpus(directives: directives, events: events)
        let replayer = Replayer(corpus, home: try HomeFile.named(home))
        var report = ReplayReport(corpus, isColoured: Terminal.hasColour)
        var cases: [JSONValue] = []
        var progress = Progress(of: corpus.paths.count)
        for path in corpus.paths {
            let outcome = try await replayer.replay(path)
            let isUpdated = update && !outcome.isEqual
            if isUpdated {
                try corpus.record(outcome.event)
                try corpus.record(outcome.interim)
                try corpus.record(outcome.later)
            }
            let rows = report.rows(outcome, isUpdated: isUpdated)
            if json {
                cases.append(outcome.json(isUpdated: isUpdated))
            } else {
                try StandardOutput.write(rows)
            }
            progress.step(isVisible: json)
        }
        for path in corpus.orphans {
            let row = report.row(orphan: path)
            if !json { try StandardOutput.write(row) }
            cases.append(["path": .string(path), "result": "orphan"])
        }
        for path in corpus.undecodable {
            let row = report.row(undecodable: path)
            if !json { try StandardOutput.write(row) }
            cases.append(["path": .string(path), "result": "unreadable"])
        }
        progress.finish()
        json ? try StandardOutput.write(.array(cases)) : try StandardOutput.write(report.total)
        return report.isClean
    }
}
