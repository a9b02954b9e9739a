import CoreMetrics
import Synchronization

/// A metrics system that shows what was measured in Prometheus's text format.
///
/// Source: Prometheus, "Exposition formats", version 0.0.4.
package final class PrometheusMetrics: MetricsFactory, MetricSinkFactory {
    /// The content type of ``text``.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    /// The most series of a metric. Values of further ones are counted under `other`.
    static let mostSeries = 500
    /// The most metrics; values of further ones are not counted.
    static let mostFamilies = 200
    /// Upper bounds of the buckets of times, in seconds: finer below Alexa's 8 s.
    static let timeBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10, 20]
    /// Upper bounds of the buckets of other distributions.
    static let otherBounds = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000]

    /// The type of a metric. Raw values are Prometheus's words.
    private enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    private struct Series {
        /// The value of a counter or gauge.
        var value = 0.0
        /// The number of values in each bucket, not cumulative; the last bucket is above all bounds.
        var buckets: [Int] = []
        var sum = 0.0
    }

    private struct Family {
        let kind: Kind
        let help: String
        var bounds: [Double] = []
        /// By their labels as text.
        var series: [String: Series] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    /// A metrics system without values.
    package init() {}

    /// All that was measured since the start of the process.
    package var text: String {
        families.withLock(\.self).sorted { $0.key < $1.key }.map { Self.text($0, $1) }.joined()
    }

    private static func text(_ name: String, _ family: Family) -> String {
        var text = "# HELP \(name) \(PrometheusName.help(family.help))\n# TYPE \(name) \(family.kind.rawValue)\n"
        for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
            switch family.kind {
            case .counter, .gauge:
                text += "\(name)\(braced(labels)) \(PrometheusName.number(series.value))\n"
            case .histogram:
                var count = 0
                for (index, bucket) in series.buckets.enumerated() {
                    count += bucket
                    let bound = index < family.bounds.count ? PrometheusName.number(family.bounds[index]) : "+Inf"
                    let le = "le=\"\(bound)\""
                    text += "\(name)_bucket\(braced(labels.isEmpty ? le : "\(labels),\(le)")) \(count)\n"
                }
                text += "\(name)_sum\(braced(labels)) \(PrometheusName.number(series.sum))\n"
                text += "\(name)_count\(braced(labels)) \(count)\n"
            }
        }
        return text
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    func add(_ amount: Double, to key: MetricKey) {
        // A counter never falls.
        guard amount >= 0 else { return }
        change(key, .counter, suffix: "_total") { series, _ in series.value += amount }
    }

    func observe(_ value: Double, of key: MetricKey, unit: Metric.Unit) {
        let isTime = unit == .milliseconds
        let value = isTime ? value / 1000 : value
        guard !value.isNaN else { return }
        change(
            key, .histogram, suffix: isTime ? "_seconds" : "", bounds: isTime ? Self.timeBounds : Self.otherBounds
        ) { series, bounds in
            if series.buckets.isEmpty { series.buckets = Array(repeating: 0, count: bounds.count + 1) }
            series.buckets[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
            series.sum += value
        }
    }

    func set(_ key: MetricKey, to change: GaugeChange) {
        let unit = Metric.named(key.label)?.unit == .seconds ? "_seconds" : ""
        self.change(key, .gauge, suffix: unit) { series, _ in
            switch change {
            case .value(let value): series.value = value
            case .by(let difference): series.value += difference
            }
        }
    }

    private func change(
        _ key: MetricKey, _ kind: Kind, suffix: String, bounds: [Double] = [],
        _ body: (inout Series, [Double]) -> Void
    ) {
        let labels = PrometheusName.labels(key.dimensions)
        families.withLock { families in
            var name = PrometheusName.metric(key.label) + suffix
            // A name with two types would make the page invalid.
            if let other = families[name], other.kind != kind { name += "_\(kind.rawValue)" }
            guard families[name] != nil || families.count < Self.mostFamilies else { return }
            var family =
                families.removeValue(forKey: name)
                ?? Family(kind: kind, help: Metric.named(key.label)?.help ?? key.label, bounds: bounds)
            let isKnown = family.series[labels] != nil || family.series.count < Self.mostSeries
            let place = isKnown ? labels : PrometheusName.labels(key.dimensions.map { ($0.name, "other") })
            body(&family.series[place, default: Series()], family.bounds)
            families[name] = family
        }
    }
}
