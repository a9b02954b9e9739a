import AlexaProtocol
import Foundation
import Logging
import SimulatedHome
import Skill
import Timing

/// CPU time per directive in a warm process: decode, route, simulate, encode. Run with `make bench`.
@main
enum Benchmarks {
    static func main() async throws {
        print("CPU per directive, µs: median of \(rounds) rounds (least, most); budget 20")
        let sample = skill(over: try HomeFile.sample())
        for (name, directive) in try Scenario.all() {
            await report(name, iterations: 5000) { await sample.answer(to: directive).encoded().count }
        }
        let crowded = skill(over: try Scenario.crowdedHome())
        await report("Discover, 300 endpoints", iterations: 20) {
            await crowded.answer(to: Scenario.discover).encoded().count
        }
        print("\nreading one directive of \(Scenario.light.count) bytes, for comparison")
        await report("JSONDocument, ours", iterations: 5000) { IncomingDirective(Scenario.light).address.hashValue & 1 }
        let data = Data(Scenario.light)
        await report("JSONDecoder, FoundationEssentials", iterations: 2000) {
            (try? JSONDecoder().decode(DecodableDirective.self, from: data)) == nil ? 0 : 1
        }
    }

    private static let rounds = 15

    private static func skill(over home: HomeFile) -> Skill {
        Skill(
            adapters: [SimulatedHome(home, environment: .live)], grants: SimulatedGrants(), environment: .live,
            logger: Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs `body` often and prints what one run costs this process, all threads together.
    private static func report(_ name: String, iterations: Int, _ body: () async -> Int) async {
        var costs: [Double] = []
        var bytes = 0
        for _ in 0..<rounds {
            let start = cpuNanoseconds()
            for _ in 0..<iterations { bytes &+= await body() }
            costs.append(Double(cpuNanoseconds() - start) / Double(iterations) / 1000)
        }
        costs.sort()
        let columns = [costs[rounds / 2], costs[0], costs[rounds - 1]].map { String(format: "%8.1f", $0) }
        let label = name.padding(toLength: 36, withPad: " ", startingAt: 0)
        print("\(label)\(columns[0])  (\(columns[1]) \(columns[2]))\(bytes == 0 ? " no output" : "")")
    }

    private static func cpuNanoseconds() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
