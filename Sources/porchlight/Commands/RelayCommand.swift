import ArgumentParser
import Assembly
import EventGateway
import Logging
import Telemetry
import Timing
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

    @Option(help: "Serves metrics in Prometheus's text format at GET /metrics on this port; 0 chooses a free one.")
    var metricsPort: Int?

    @Option(help: "The address to serve them at. Anybody who reaches it can read them.")
    var metricsHost = "127.0.0.1"

    func validate() throws {
        if let metricsPort, !(0...65_535).contains(metricsPort) {
            throw ValidationError("--metrics-port must be from 0 to 65535.")
        }
    }

    func run() async throws {
        var end = Relay.End.empty
        try await Failure.exits { end = try await relay() }
        if case .paused = end { throw ExitCode(1) }
    }

    private func relay() async throws -> Relay.End {
        let metrics = metricsPort.map { _ in PrometheusMetrics() }
        let assembly = try CommandAssembly.ofThisProcess(metrics: metrics)
        let store = try await assembly.requiredStore()
        let relay = assembly.relay(store, try assembly.requiredTransport())
        let gauges = OutboxGauges(store: { _ in store }, environment: assembly.environment)
        let stop = StopSignal()
        let signals = await EndSignals.trapped()
        let watch = Task {
            for await _ in signals { stop.request() }
        }
        defer { watch.cancel() }
        let flushing = Task { await gauges.measureEachMinute() }
        defer { flushing.cancel() }
        guard let metrics, let metricsPort else { return try await relay.run(once: once, until: stop) }
        let server = MetricsServer(host: metricsHost, port: metricsPort) {
            await gauges.measure()
            return metrics.text
        }
        do {
            return try await server.run { port in
                assembly.logger.notice(
                    "metrics_served", metadata: ["host": "\(metricsHost)", "port": .stringConvertible(port)])
                return try await relay.run(once: once, until: stop)
            }
        } catch let failure as StoreFailure {
            throw failure
        } catch {
            throw Failure(
                "metrics cannot be served at \(metricsHost):\(metricsPort): \(error); choose another --metrics-port or --metrics-host"
            )
        }
    }
}
