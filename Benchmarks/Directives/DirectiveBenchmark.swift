import AlexaProtocol
import Foundation
import Logging
import SimulatedHome
import Skill
import Timing

/// CPU time per directive in a warm process: decode, route, simulate, encode.
enum DirectiveBenchmark {
    static func run() async throws {
        print("CPU per directive, µs: median of \(rounds) rounds (least, most); budget 20")
        let sample = skill(over: try HomeFile.sample())
        for (name, directive) in try Scenario.all() {
            await report(name, iterations: 5000) { await sample.answer(to: directive).encoded().count }
        }
        let recorded = try Recorded(folder: "directives")
        await report(recorded, to: sample)
        let crowded = skill(over: try Scenario.crowdedHome())
        await report("Discover, 300 endpoints", iterations: 20) {
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

    private static func skill(over home: HomeFile) -> Skill {
        // A slow device is not waited for: its time is nobody's work.
        var environment = SkillEnvironment.live
        environment.sleep = { _ in }
        return Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs `body` often and prints what one run costs this process, all threads together.
    private static func report(_ name: String, iterations: Int, _ body: () async -> Int) async {
        let cost = await Cost(rounds: rounds) {
            var bytes = 0
            for _ in 0..<iterations { bytes &+= await body() }
            precondition(bytes != 0, "no output")
            return iterations
        }
        print(row(name, cost))
    }

    /// Prints what a recorded directive costs on average, and the kinds that cost most.
    private static func report(_ recorded: Recorded, to skill: Skill) async {
        var costs: [(kind: String, count: Int, cost: Cost)] = []
        for (kind, directives) in recorded.kinds {
            let cost = await Cost(rounds: rounds) {
                for _ in 0..<20 {
                    for directive in directives { _ = await skill.answer(to: directive).encoded() }
                }
                return 20 * directives.count
            }
            costs.append((kind, directives.count, cost))
        }
        let count = costs.reduce(0) { $0 + $1.count }
        let mean = Cost(mean: costs.map { ($0.cost, Double($0.count) / Double(count)) })
        print(row("all recorded directives, on average", mean))
        for (kind, _, cost) in costs.sorted(by: { $0.cost.median > $1.cost.median }).prefix(5) {
            print(row("  of the most expensive: \(kind)", cost))
        }
    }

    private static func row(_ name: String, _ cost: Cost) -> String {
        let columns = [cost.median, cost.least, cost.most].map { String(format: "%8.1f", $0) }
        let label = name.padding(toLength: max(36, name.count + 1), withPad: " ", startingAt: 0)
        return "\(label)\(columns[0])  (\(columns[1]) \(columns[2]))"
    }
}
