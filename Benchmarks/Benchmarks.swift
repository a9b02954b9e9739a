import Glibc

/// What is measured: `make bench`, `make bench room=transport`, `make bench room=outbox`.
@main
enum Benchmarks {
    static func main() async throws {
        switch CommandLine.arguments.dropFirst().first {
        case nil, "directives": try await DirectiveBenchmark.run()
        case "transport": try await TransportBenchmark.run()
        case "outbox": try await OutboxBenchmark.run()
        case let room?:
            print("there is no room \(room); name directives, transport or outbox")
            exit(2)
        }
    }
}
