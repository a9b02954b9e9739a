import Glibc

/// `make bench` measures directives; `make bench suite=transport|relay|outbox` measures another suite.
@main
enum Benchmarks {
    static func main() async {
        print("\(Machine.description)\n")
        do {
            switch CommandLine.arguments.dropFirst().first {
            case nil, "directives": try await DirectiveBenchmark.run()
            case "transport": try await TransportBenchmark.run(Route.allCases)
            case "relay": try await TransportBenchmark.run([.bareC, .relay])
            case "outbox": try await OutboxBenchmark.run()
            case let suite?:
                throw BenchmarkFailure("there is no suite \(suite); name directives, transport, relay or outbox")
            }
        } catch {
            print("\(error)")
            exit(2)
        }
    }
}

/// Why nothing could be measured.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
