/// Durations in whole milliseconds, counted exactly, with one counter per different duration.
package struct LatencyCounts: Hashable, Sendable {
    /// Longer durations count as an hour.
    private static let longest = 3_600_000

    private var counts: [Int: Int] = [:]
    /// How many durations there are.
    package private(set) var count = 0

    /// No durations.
    package init() {}

    /// Adds a duration.
    package mutating func add(_ milliseconds: Int) {
        counts[min(max(milliseconds, 0), Self.longest), default: 0] += 1
        count += 1
    }

    /// The values at ranks, each `ceil(share × count)` from below, counted from 1: the nearest-rank method, which returns a
    /// duration that did occur. Empty without a duration.
    package func percentiles(_ shares: [Double]) -> [Int] {
        guard count > 0 else { return [] }
        let sorted = counts.sorted { $0.key < $1.key }
        return shares.map { share in
            let rank = max(1, min(count, Int((share * Double(count)).rounded(.up))))
            var seen = 0
            for (value, number) in sorted {
                seen += number
                if seen >= rank { return value }
            }
            return sorted.last?.key ?? 0
        }
    }

    /// P50, P90, P99 and the largest; `nil` without a duration.
    package var figures: Figures? {
        let values = percentiles([0.5, 0.9, 0.99, 1])
        guard values.count == 4 else { return nil }
        return Figures(p50: values[0], p90: values[1], p99: values[2], max: values[3])
    }

    /// The percentiles of many durations, in milliseconds.
    package struct Figures: Hashable, Sendable {
        /// Half of the durations are at most this.
        package var p50: Int
        /// Nine of ten are at most this.
        package var p90: Int
        /// 99 of 100 are at most this.
        package var p99: Int
        /// The largest.
        package var max: Int
    }

    /// How many durations fall into each of `edges.count + 1` ranges; a duration that equals an edge belongs to the range above.
    package func histogram(edges: [Int]) -> [Int] {
        var bins = [Int](repeating: 0, count: edges.count + 1)
        for (value, number) in counts { bins[edges.firstIndex { value < $0 } ?? edges.count] += number }
        return bins
    }
}
