import ArgumentParser
import Assembly
import EventGateway
import UnixSignals

struct RelayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "Delivers what the outbox holds.",
        discussion: """
            Runs until it gets SIGINT, SIGTERM, SIGHUP or SIGQUIT, or with --once until nothing is left to deliver. Several relays may share \
            one store. Exits 0; 1 if --once ends because a wrong setting keeps everything from being delivered.
            """)

    @Flag(help: "Ends when nothing is left to deliver.")
    var once = false

    func run() async throws {
        var end = Relay.End.empty
        try await Failure.exits { end = try await relay() }
        if case .paused = end { throw ExitCode(1) }
    }

    private func relay() async throws -> Relay.End {
        let assembly = try CommandAssembly.ofThisProcess()
        let relay = assembly.relay(try await assembly.requiredStore(), try assembly.requiredTransport())
        let stop = StopSignal()
        let signals = await EndSignals.trapped()
        let watch = Task {
            for await _ in signals { stop.request() }
        }
        defer { watch.cancel() }
        return try await relay.run(once: once, until: stop)
    }
}
