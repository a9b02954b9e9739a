import AlexaProtocol
import ArgumentParser
import Assembly
import EventGateway
import Glibc
import Settings
import SimulatedHome
import Skill
import Timing
import UnixSignals

struct Handle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers a directive with its event, on stdout and nothing else there.",
        discussion: """
            Exits 0 whenever an event was written, an ErrorResponse too. Where a store is configured, an answer that takes \
            long is deferred: a DeferredResponse is written, and the answer goes to the outbox for `porchlight relay`. Devices \
            are those of the device clouds that the settings have accounts at. Without one, or with --home or the setting \
            `home`, a home is simulated.
            """)

    @Argument(help: "The directive; - is standard input.")
    var file = "-"

    @Option(
        help: """
            The home to simulate: a home file or a recorded Discover.Response. Default: a sample home, if no device cloud is \
            configured.
            """)
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
            // Deferred work is completed when a signal ends the process.
            let watch = await Self.endInGoodOrder(skill)
            defer { watch.cancel() }
            let gauges = connection.map { connection in
                OutboxGauges(
                    store: { deadline throws(StoreFailure) in try await connection.store(before: deadline) },
                    environment: assembly.environment)
            }
            let flushing = Task { await gauges?.measureEachMinute() }
            defer { flushing.cancel() }
            do {
                try await answer(&input, skill)
            } catch {
                await skill.finishDeferred()
                throw error
            }
            await skill.finishDeferred()
            // Without a relay, only this measures the size of the outbox.
            await gauges?.measure()
            // The answer is already written, but a failure of the store still has to be logged.
            await connection?.waitForAttempt(before: assembly.storeDeadline)
        }
    }

    /// The skill with the configured clouds, a simulated home, or both. With a store it accepts grants and defers slow answers.
    private func skill(
        _ assembly: CommandAssembly, _ connection: StoreConnection<CommandStore>?
    ) throws(Failure) -> Skill {
        let hasClouds = assembly.settings.clouds.isConfigured
        let looksUpCustomers = assembly.settings.gateway.household == nil
        let transport = hasClouds || connection != nil || looksUpCustomers ? try assembly.requiredTransport() : nil
        let accounts = connection.map { assembly.accounts($0) }
        // A household without accounts in the settings gets the sample home; with several customers the accounts may be in the
        // store.
        let mayHaveAccounts = connection != nil && looksUpCustomers
        var adapters = transport.map { assembly.clouds($0, accounts: accounts) } ?? []
        if home == nil, let file = assembly.settings.home.home {
            adapters.append(SimulatedHome(file, environment: assembly.environment))
        } else if home != nil || (!hasClouds && !mayHaveAccounts) {
            adapters.append(SimulatedHome(try HomeFile.named(home), environment: assembly.environment))
        }
        if let connection, let transport {
            return assembly.skill(adapters, connection, accounts: accounts, transport)
        }
        guard hasClouds else { return assembly.skill(adapters, grants: SimulatedGrants(), transport) }
        let missing = CommandStore.Place.variables
        return assembly.skill(adapters, grants: NoGrants(missing: missing), transport)
    }

    private func answer(_ input: inout InputFile, _ skill: Skill) async throws {
        // One byte more than the limit for directives, so that the skill can detect one that is too large.
        let limit = Skill.greatestDirective + 1
        guard stream else {
            let event = await skill.answer(to: try input.readAll(upTo: limit))
            return try StandardOutput.write(event.encoded(style: .pretty) + [UInt8(ascii: "\n")])
        }
        while let line = try input.readLine(upTo: limit) {
            try StandardOutput.write(await skill.answer(to: line).encoded() + [UInt8(ascii: "\n")])
        }
    }

    /// On the first signal that ends a process, completes the deferred work and exits; on the second, exits at once.
    private static func endInGoodOrder(_ skill: Skill) async -> Task<Void, Never> {
        // A write to a closed pipe then fails with an error, which ends the command.
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
