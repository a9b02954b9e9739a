import Glibc

/// What something costs this process in CPU time, all threads together, in microseconds.
struct Cost {
    let median: Double
    let least: Double
    let most: Double

    /// Measures `rounds` times what `body` costs for each of the runs that it says it made.
    init(rounds: Int, _ body: () async -> Int) async {
        var costs: [Double] = []
        for _ in 0..<rounds {
            let start = Self.cpuNanoseconds()
            let runs = await body()
            costs.append(Double(Self.cpuNanoseconds() - start) / Double(runs) / 1000)
        }
        costs.sort()
        median = costs[rounds / 2]
        least = costs[0]
        most = costs[rounds - 1]
    }

    /// The mean of several costs, each with its share.
    init(mean costs: [(cost: Cost, share: Double)]) {
        median = costs.reduce(0) { $0 + $1.cost.median * $1.share }
        least = costs.reduce(0) { $0 + $1.cost.least * $1.share }
        most = costs.reduce(0) { $0 + $1.cost.most * $1.share }
    }

    private static func cpuNanoseconds() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
