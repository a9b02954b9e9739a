import Glibc

/// `make bench` measures directives; `make bench suite=clouds|lambda|store|transport|relay|outbox` measures another suite.
@main
enum Benchmarks {
    static func main() async { await run() }

    /// Not on the main actor: each call that leaves it and returns changes threads, which costs more than a directive.
    @concurrent
    private static func run() async {
        do {
            if CommandLine.arguments.count == 3, CommandLine.arguments[1] == CloudServer.command {
                return try await CloudServer.serve(CommandLine.arguments[2])
            }
            if CommandLine.arguments.dropFirst().first == AmazonServer.command { return try await AmazonServer.serve() }
            print("\(Machine.description)\n")
            switch CommandLine.arguments.dropFirst().first {
            case nil, "directives": try await DirectiveBenchmark.run()
            case "clouds": try await CloudBenchmark.run()
            case "lambda": try await LambdaBenchmark.run()
            case "store": try await StoreBenchmark.run()
            case "transport": try await TransportBenchmark.run(Route.allCases)
            case "relay": try await TransportBenchmark.run([.bareC, .relay])
            case "outbox": try await OutboxBenchmark.run()
            case let suite?:
                throw BenchmarkFailure(
                    "there is no suite \(suite); name directives, clouds, lambda, store, transport, relay or outbox")
            }
        } catch {
            print("\(error)")
            exit(2)
        }
    }
}

/// Why a measurement failed.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
