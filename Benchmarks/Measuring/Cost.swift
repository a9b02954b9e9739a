import Glibc

/// CPU time of this process, over all threads.
enum CPUTime {
    /// Since the start of the process, in microseconds.
    static var microseconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}

/// The CPU time of one run of a function, in microseconds.
struct Cost {
    let median: Double
    let least: Double
    let most: Double

    /// Measures `rounds` times. `body` returns the number of runs it made.
    init(rounds: Int, _ body: () async -> Int) async {
        var costs: [Double] = []
        for _ in 0..<rounds {
            let start = CPUTime.microseconds
            let runs = await body()
            costs.append((CPUTime.microseconds - start) / Double(runs))
        }
        costs.sort()
        median = costs[rounds / 2]
        least = costs[0]
        most = costs[rounds - 1]
    }

    /// The weighted mean of several costs.
    init(mean costs: [(cost: Cost, share: Double)]) {
        median = costs.reduce(0) { $0 + $1.cost.median * $1.share }
        least = costs.reduce(0) { $0 + $1.cost.least * $1.share }
        most = costs.reduce(0) { $0 + $1.cost.most * $1.share }
    }
}
