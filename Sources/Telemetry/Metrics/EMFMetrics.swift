package import AlexaProtocol
import CoreMetrics
import Synchronization

/// A metrics system that writes log lines in CloudWatch's embedded metric format, usually one per ``flush()``.
///
/// Counters and gauges without a change since the last flush are not written. Memory is bounded: an automatic flush happens
/// when there are ``mostSeries`` series or 100 values of one.
package final class EMFMetrics: MetricsFactory, MetricSinkFactory {
    /// The most series (metric and dimension values) that are kept between two flushes.
    static let mostSeries = 500

    private enum Cell {
        case sum(Double)
        case values([Double], Metric.Unit)
        case gauge(Double)
    }

    private struct State {
        /// By the text of their keys: a dictionary with its own key type costs 0.3 million instructions at start.
        var cells: [String: (key: MetricKey, cell: Cell)] = [:]
        /// The last values of gauges, for relative changes. Emptied when there are ``mostSeries`` of them.
        var gauges: [String: Double] = [:]
    }

    private let namespace: String
    private let resolution: EMFLine.Resolution
    private let now: @Sendable () -> Timestamp
    private let write: @Sendable ([UInt8]) -> Void
    private let state = Mutex(State())

    /// A metrics system that passes whole lines, newline included, to `write`.
    package init(
        namespace: String, resolution: EMFLine.Resolution = .minute, now: @escaping @Sendable () -> Timestamp,
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.namespace = namespace
        self.resolution = resolution
        self.now = now
        self.write = write
    }

    /// Writes what was measured since the last flush, if anything.
    ///
    /// The lines have the ids of the current ``LogContext`` as members besides the metrics. They have no level, and Lambda
    /// treats them as INFO.
    package func flush() {
        let cells = state.withLock { state in
            defer { state.cells.removeAll(keepingCapacity: true) }
            return state.cells
        }
        guard !cells.isEmpty else { return }
        var fields: [(name: String, value: String)] = []
        if let context = LogContext.current {
            if let id = context.requestId { fields.append(("request_id", id.shortened())) }
            if let trace = context.trace { fields.append(("trace_id", trace.root)) }
        }
        let samples = cells.values.map { Self.sample($0.key, $0.cell) }.sorted { Self.order($0) < Self.order($1) }
        for line in EMFLine.lines(
            samples, namespace: namespace, at: now(), resolution: resolution, fields: fields)
        {
            write(line)
        }
    }

    private static func sample(_ key: MetricKey, _ cell: Cell) -> EMFLine.Sample {
        let metric = Metric.named(key.label)
        var sample = EMFLine.Sample(
            name: key.label, unit: metric?.unit ?? .none, values: [], dimensions: key.dimensions,
            rollups: metric?.rollups ?? [])
        switch cell {
        case .sum(let sum):
            sample.values = [sum]
            if metric == nil { sample.unit = .count }
        case .values(let values, let unit):
            sample.values = values
            if metric == nil { sample.unit = unit }
        case .gauge(let value): sample.values = [value]
        }
        return sample
    }

    /// A fixed order, so that the same values make the same lines.
    private static func order(_ sample: EMFLine.Sample) -> String {
        ([sample.name] + sample.dimensions.flatMap { [$0.name, $0.value] }).joined(separator: "\u{0}")
    }

    func add(_ amount: Double, to key: MetricKey) {
        change(key) { cell in
            guard case .sum(let sum) = cell else { return (.sum(amount), false) }
            return (.sum(sum + amount), false)
        }
    }

    func observe(_ value: Double, of key: MetricKey, unit: Metric.Unit) {
        change(key) { cell in
            guard case .values(var values, let unit) = cell else { return (.values([value], unit), false) }
            values.append(value)
            return (.values(values, unit), values.count >= EMFLine.mostValues)
        }
    }

    func set(_ key: MetricKey, to change: GaugeChange) {
        let isFull = state.withLock { state in
            let value =
                switch change {
                case .value(let value): value
                case .by(let difference): (state.gauges[key.text] ?? 0) + difference
                }
            if state.gauges.count >= Self.mostSeries, state.gauges[key.text] == nil { state.gauges.removeAll() }
            state.gauges[key.text] = value
            state.cells[key.text] = (key, .gauge(value))
            return state.cells.count >= Self.mostSeries
        }
        if isFull { flush() }
    }

    /// Changes a cell, and flushes if there are too many of them, or if `body` requires it.
    private func change(_ key: MetricKey, _ body: (Cell?) -> (Cell, isFull: Bool)) {
        let isFull = state.withLock { state in
            let (cell, isFull) = body(state.cells[key.text]?.cell)
            state.cells[key.text] = (key, cell)
            return isFull || state.cells.count >= Self.mostSeries
        }
        if isFull { flush() }
    }
}
