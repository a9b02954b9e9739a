import AlexaProtocol
import Foundation
import Logging
import SimulatedHome
import Skill
import Synchronization
import Telemetry
import Timing

/// CPU time per directive in a warm process, from bytes to bytes: decode, route, simulate, encode. Budgets: design section 7.
enum DirectiveBenchmark {
    static func run() async throws {
        print("CPU time in µs: median of \(rounds) rounds (least, most)")
        let home = HomeFile.sample
        let silent = skill(over: home, silentLogger)
        for (name, directive) in try Scenario.all() {
            await report(name, iterations: 5000) { await silent.answer(to: directive).encoded().count }
        }
        let recorded = try Recorded(folder: "directives")
        let cost = await report(recorded, to: silent, "budget 8")
        try await reportWithLogLine(recorded, home, without: cost)

        let crowded = skill(over: try Scenario.crowdedHome(), silentLogger)
        await report("Discover, 300 endpoints", iterations: 20, "budget 2000") {
            await crowded.answer(to: Scenario.discover).encoded().count
        }

        print("\nreading one directive of \(Scenario.light.count) bytes, for comparison")
        await report("JSONDocument, ours", iterations: 5000) { IncomingDirective(Scenario.light).address.hashValue | 1 }
        let data = Data(Scenario.light)
        await report("JSONDecoder, FoundationEssentials", iterations: 2000) {
            (try? JSONDecoder().decode(DecodableDirective.self, from: data)) == nil ? 0 : 1
        }
    }

    private static let rounds = 15
    /// Repetitions of each recorded directive in a round.
    private static let repetitions = 20
    private static let silentLogger = Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() }

    private static func skill(over home: HomeFile, _ logger: Logger) -> Skill {
        // Simulated delays are skipped, since they need no CPU time either.
        var environment = SkillEnvironment.live
        environment.sleep = { _ in }
        return Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: logger)
    }

    /// The same directives again, with log lines at level INFO, each written to /dev/null.
    private static func reportWithLogLine(_ recorded: Recorded, _ home: HomeFile, without cost: Cost) async throws {
        guard let sink = FileHandle(forWritingAtPath: "/dev/null") else {
            throw BenchmarkFailure("/dev/null cannot be opened")
        }
        let descriptor = sink.fileDescriptor
        let lines = Mutex(0)
        let logger = Logger(label: "benchmarks") { _ in
            JSONLogHandler(level: .info, now: SkillEnvironment.live.now) { line in
                lines.withLock { $0 += 1 }
                _ = unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            }
        }
        let logged = await report(recorded, to: skill(over: home, logger), "budget 14", logged: true)
        let answered = recorded.kinds.reduce(0) { $0 + $1.directives.count } * repetitions * rounds
        let each = String(format: "%.2f lines per directive", Double(lines.withLock(\.self)) / Double(answered))
        Table.row("  of which the log line", logged.median - cost.median, each)
        try sink.close()
    }

    /// Prints the cost of one run of `body`.
    private static func report(
        _ name: String, iterations: Int, _ remark: String = "", _ body: () async -> Int
    ) async {
        let cost = await Cost(rounds: rounds) {
            var bytes = 0
            for _ in 0..<iterations { bytes &+= await body() }
            precondition(bytes != 0, "no output")
            return iterations
        }
        Table.row(name, cost.median, least: cost.least, most: cost.most, remark)
    }

    /// Prints and returns the mean cost of a recorded directive; without log lines also the most expensive kinds.
    @discardableResult private static func report(
        _ recorded: Recorded, to skill: Skill, _ budget: String, logged: Bool = false
    ) async -> Cost {
        var costs: [(kind: String, count: Int, cost: Cost)] = []
        for (kind, directives) in recorded.kinds {
            let cost = await Cost(rounds: rounds) {
                for _ in 0..<repetitions {
                    for directive in directives { _ = await skill.answer(to: directive).encoded() }
                }
                return repetitions * directives.count
            }
            costs.append((kind, directives.count, cost))
        }
        let count = costs.reduce(0) { $0 + $1.count }
        let mean = Cost(mean: costs.map { ($0.cost, Double($0.count) / Double(count)) })
        let name = logged ? "  the same with the summary log line" : "all recorded directives, on average"
        Table.row(name, mean.median, least: mean.least, most: mean.most, budget)
        guard !logged else { return mean }
        for (kind, _, cost) in costs.sorted(by: { $0.cost.median > $1.cost.median }).prefix(5) {
            Table.row("  of the most expensive: \(kind)", cost.median, least: cost.least, most: cost.most)
        }
        return mean
    }
}
