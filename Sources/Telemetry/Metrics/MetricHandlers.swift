import CoreMetrics
import Synchronization

/// A metric with the values of its dimensions.
struct MetricKey: Sendable {
    let label: String
    /// Label, names and values: the identity of the series.
    let text: String
    /// Names and values, alternating.
    private let flat: [String]

    init(_ label: String, _ dimensions: [(String, String)]) {
        self.label = label
        flat = dimensions.flatMap { [$0.0, $0.1] }
        text = flat.reduce(label) { $0 + "\u{0}" + $1 }
    }

    /// Names and values.
    var dimensions: [(name: String, value: String)] {
        stride(from: 0, to: flat.count, by: 2).map { (flat[$0], flat[$0 + 1]) }
    }
}

/// The destination of measured values. Called on any thread.
protocol MetricSink: AnyObject, Sendable {
    /// Adds to a counter.
    func add(_ amount: Double, to key: MetricKey)
    /// Notes one value of a distribution, in the metric's unit.
    func observe(_ value: Double, of key: MetricKey, unit: Metric.Unit)
    /// Sets a gauge, or changes it.
    func set(_ key: MetricKey, to change: GaugeChange)
}

/// A change of a gauge.
enum GaugeChange: Hashable, Sendable {
    case value(Double)
    case by(Double)
}

/// Passes values from swift-metrics to a sink. It has no state, so there may be any number of handlers.
final class MetricHandler: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    private let key: MetricKey
    private let sink: any MetricSink
    private let isAggregated: Bool

    /// - Parameter isAggregated: whether a recorder's values make a distribution; else the last one counts.
    init(_ label: String, _ dimensions: [(String, String)], _ sink: any MetricSink, isAggregated: Bool = true) {
        key = MetricKey(label, dimensions)
        self.sink = sink
        self.isAggregated = isAggregated
    }

    func increment(by amount: Int64) { sink.add(Double(amount), to: key) }
    /// Required by gauges and by floating-point counters; `isAggregated` is true for a counter.
    func increment(by amount: Double) { isAggregated ? sink.add(amount, to: key) : sink.set(key, to: .by(amount)) }
    func decrement(by amount: Double) { sink.set(key, to: .by(-amount)) }
    func set(_ value: Int64) { sink.set(key, to: .value(Double(value))) }
    func set(_ value: Double) { sink.set(key, to: .value(value)) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        isAggregated ? sink.observe(value, of: key, unit: .none) : sink.set(key, to: .value(value))
    }
    func recordNanoseconds(_ duration: Int64) {
        sink.observe(Double(duration) / 1e6, of: key, unit: .milliseconds)
    }
    /// No effect: counted values have been passed on.
    func reset() {}
}

/// A metrics system whose values go to a sink.
protocol MetricSinkFactory: MetricsFactory, MetricSink {}

extension MetricSinkFactory {
    /// A counter; each increment is passed on at once.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        MetricHandler(label, dimensions, self)
    }
    /// A counter of fractions.
    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        MetricHandler(label, dimensions, self)
    }
    /// A gauge; the last value counts.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        MetricHandler(label, dimensions, self, isAggregated: false)
    }
    /// A distribution, or with `aggregate` false a gauge.
    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        MetricHandler(label, dimensions, self, isAggregated: aggregate)
    }
    /// A distribution of times, in milliseconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        MetricHandler(label, dimensions, self)
    }
    /// No effect: a handler has no state.
    package func destroyCounter(_: any CounterHandler) {}
    /// No effect: a handler has no state.
    package func destroyFloatingPointCounter(_: any FloatingPointCounterHandler) {}
    /// No effect: a handler has no state.
    package func destroyMeter(_: any MeterHandler) {}
    /// No effect: a handler has no state.
    package func destroyRecorder(_: any RecorderHandler) {}
    /// No effect: a handler has no state.
    package func destroyTimer(_: any TimerHandler) {}
}
