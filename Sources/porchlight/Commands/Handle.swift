import AlexaProtocol
import ArgumentParser
import Assembly
import Glibc
import SQLiteStore
import SimulatedHome
import Skill
import Timing
import UnixSignals

struct Handle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers a directive with its event, on stdout and nothing else there.",
        discussion: """
            Exits 0 whenever an event was written, an ErrorResponse too. Where a store is configured, an answer that takes \
            long is deferred: a DeferredResponse is written, and the answer goes to the outbox for `porchlight relay`.
            """)

    @Argument(help: "The directive; - is standard input.")
    var file = "-"

    @Option(help: "The home to simulate: a home file or a recorded Discover.Response. Default: a sample home.")
    var home: String?

    @Flag(help: "Answers one directive a line with one event a line, keeping state between them.")
    var stream = false

    func run() async throws {
        try await Failure.exits {
            let assembly = try CommandAssembly.ofThisProcess()
            let connection = assembly.connection()
            await connection?.start()
            let skill = try skill(assembly, connection)
            var input = try InputFile(file)
            // Deferred work is finished whatever ends the process.
            let watch = await Self.endInGoodOrder(skill)
            defer { watch.cancel() }
            do {
                try await answer(&input, skill)
            } catch {
                await skill.finishDeferred()
                throw error
            }
            await skill.finishDeferred()
            // The answer is written by now: what is wrong with the store belongs in the log all the same.
            await connection?.waitForAttempt(before: assembly.storeDeadline)
        }
    }

    /// The skill over a simulated home. With a store it keeps grants and defers slow answers.
    private func skill(
        _ assembly: CommandAssembly, _ connection: StoreConnection<SQLiteStore>?
    ) throws(Failure) -> Skill {
        let adapter = SimulatedHome(try HomeFile.named(home), environment: assembly.environment)
        guard let connection else { return assembly.skill([adapter], grants: SimulatedGrants()) }
        return assembly.skill([adapter], connection, try assembly.requiredTransport())
    }

    private func answer(_ input: inout InputFile, _ skill: Skill) async throws {
        // One byte more than a directive may have, so that the skill sees that it is too large.
        let limit = Skill.greatestDirective + 1
        guard stream else {
            let event = await skill.answer(to: try input.readAll(upTo: limit))
            return try StandardOutput.write(event.encoded(style: .pretty) + [UInt8(ascii: "\n")])
        }
        while let line = try input.readLine(upTo: limit) {
            try StandardOutput.write(await skill.answer(to: line).encoded() + [UInt8(ascii: "\n")])
        }
    }

    /// At the first signal that ends a process, finishes the deferred work and exits; at the second one exits at once.
    private static func endInGoodOrder(_ skill: Skill) async -> Task<Void, Never> {
        // Writing to a closed pipe fails instead, which ends the command.
        signal(SIGPIPE, SIG_IGN)
        let signals = await EndSignals.trapped()
        return Task {
            var isEnding = false
            for await caught in signals {
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
