import AlexaProtocol

extension Marks {
    /// A window with fewer requests is not judged: a single failure would decide.
    static let leastRequests = 10
    /// The length of a window in minutes.
    static let window: Int64 = 15

    /// The worst of the windows of 15 minutes. A window starts at each minute in which a request began.
    struct Worst {
        var judged = 0
        var tooSmall = 0
        var slow = 0
        var failing = 0
        var p90: (value: Int, from: Timestamp)?
        var success: (share: Double, from: Timestamp)?
    }

    func worst() -> Worst {
        var worst = Worst()
        let times = minutes.keys.sorted()
        var histogram = WindowHistogram()
        var (first, next) = (0, 0)
        var (failures, requests) = (0, 0)
        for start in times {
            while next < times.count, times[next] < start + Self.window {
                guard let minute = minutes[times[next]] else { break }
                for duration in minute.durations { histogram.add(Int(duration), 1) }
                failures += minute.failures
                requests += minute.durations.count
                next += 1
            }
            while first < times.count, times[first] < start {
                guard let minute = minutes[times[first]] else { break }
                for duration in minute.durations { histogram.add(Int(duration), -1) }
                failures -= minute.failures
                requests -= minute.durations.count
                first += 1
            }
            guard requests >= Self.leastRequests else {
                worst.tooSmall += 1
                continue
            }
            worst.judged += 1
            let from = Timestamp(milliseconds: start * 60_000)
            let p90 = histogram.percentile(0.9)
            let success = max(0, 1 - Double(failures) / Double(requests))
            if p90 >= 5000 { worst.slow += 1 }
            if success < 0.85 { worst.failing += 1 }
            if p90 > worst.p90?.value ?? -1 { worst.p90 = (p90, from) }
            if success < worst.success?.share ?? 2 { worst.success = (success, from) }
        }
        return worst
    }

    /// Minutes with requests, and those of them in which more than half of the requests were faults.
    func availability() -> (minutes: Int, down: Int) {
        let used = minutes.values.filter { !$0.durations.isEmpty }
        return (used.count, used.count { $0.faults * 2 > $0.durations.count })
    }

    var requests: Int { minutes.values.reduce(0) { $0 + $1.durations.count } }
    var failures: Int { minutes.values.reduce(0) { $0 + $1.failures } }
    var faults: Int { minutes.values.reduce(0) { $0 + $1.faults } }
}

/// A sliding histogram of durations, with percentiles. It has two levels, so that a percentile takes some hundred steps.
private struct WindowHistogram {
    private static let width = 256
    private static let most = 65_536
    private var fine = [Int32](repeating: 0, count: most)
    private var coarse = [Int32](repeating: 0, count: most / width)
    private var count = 0

    /// Adds or removes durations in milliseconds; longer ones than 65.5 s count as 65.5 s.
    mutating func add(_ duration: Int, _ number: Int32) {
        let index = min(max(duration, 0), Self.most - 1)
        fine[index] += number
        coarse[index / Self.width] += number
        count += Int(number)
    }

    func percentile(_ share: Double) -> Int {
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        var seen = 0
        for (block, number) in coarse.enumerated() {
            guard seen + Int(number) >= rank else {
                seen += Int(number)
                continue
            }
            for index in block * Self.width..<(block + 1) * Self.width {
                seen += Int(fine[index])
                if seen >= rank { return index }
            }
        }
        return 0
    }
}
