import AlexaProtocol
import ArgumentParser
import Assembly
import Glibc
import SQLiteStore
import SimulatedHome
import Skill
import UnixSignals

struct Handle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers a directive with its event, on stdout and nothing else there.",
        discussion: """
            Exits 0 whenever an event was written, an ErrorResponse too. Where a store is configured, an answer that takes \
            long is put off: a DeferredResponse is written, and the answer goes to the outbox for `porchlight relay`.
            """)

    @Argument(help: "The directive; - is standard input.")
    var file = "-"

    @Option(help: "The home to simulate: a home file or a recorded Discover.Response. Default: a sample home.")
    var home: String?

    @Flag(help: "Answers one directive a line with one event a line, keeping state between them.")
    var stream = false

    func run() async throws {
        try await Failure.exits {
            let skill = try await skill()
            var input = try InputFile(file)
            // What was put off is owed, whatever ends the process.
            let watch = await Self.finish(skill, at: .sigint, .sigterm)
            defer { watch.cancel() }
            do {
                if stream {
                    while let line = try input.readLine() {
                        var event = await skill.answer(to: line).encoded()
                        event.append(UInt8(ascii: "\n"))
                        try StandardOutput.write(event)
                    }
                } else {
                    let event = await skill.answer(to: try input.readAll())
                    try StandardOutput.write(event.encoded(style: .pretty) + [UInt8(ascii: "\n")])
                }
            } catch {
                await skill.finishDeferred()
                throw error
            }
            await skill.finishDeferred()
        }
    }

    /// The skill over a simulated home. With a store it keeps grants and defers slow answers.
    private func skill() async throws(Failure) -> Skill {
        let assembly = try CommandAssembly.ofThisProcess()
        let adapter = SimulatedHome(try HomeFile.named(home), environment: assembly.environment)
        guard assembly.settings.store.location != nil else {
            return assembly.skill([adapter], grants: SimulatedGrants())
        }
        return assembly.skill([adapter], try await assembly.requiredStore(), try assembly.requiredTransport())
    }

    /// Ends the process at a signal, when nothing is owed any more; at a second one at once.
    private static func finish(_ skill: Skill, at signals: UnixSignal...) async -> Task<Void, Never> {
        // A reader that has gone away is noticed when writing fails.
        signal(SIGPIPE, SIG_IGN)
        let sequence = await UnixSignalsSequence(trapping: signals)
        return Task {
            var isEnding = false
            for await caught in sequence {
                if isEnding { Glibc.exit(128 + caught.rawValue) }
                isEnding = true
                Task {
                    await skill.finishDeferred()
                    Glibc.exit(128 + caught.rawValue)
                }
            }
        }
    }
}
