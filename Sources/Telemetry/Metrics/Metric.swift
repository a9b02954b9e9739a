import CoreMetrics

/// A metric: its name, what it measures, and its dimensions.
///
/// Dimension values come from closed lists, never from a directive or a vendor, so that there are few series. Values go to the
/// metrics system of the process (swift-metrics); without one, measuring costs next to nothing.
package struct Metric: Hashable, Sendable {
    /// How its values are aggregated.
    package enum Kind: Hashable, Sendable {
        /// Added up.
        case counter
        /// The last one counts.
        case gauge
        /// Times, kept as a distribution.
        case duration
    }

    /// CloudWatch's words for units.
    package enum Unit: String, Sendable {
        /// A number of things.
        case count = "Count"
        /// A thousandth of a second.
        case milliseconds = "Milliseconds"
        /// A second.
        case seconds = "Seconds"
        /// Unknown.
        case none = "None"
    }

    /// The name in CloudWatch: `DirectiveDuration`. Prometheus's is `porchlight_directive_duration_seconds`.
    package let name: String
    /// How its values are aggregated.
    package let kind: Kind
    /// The unit of its values.
    package let unit: Unit
    /// The names of its dimensions.
    package let dimensions: [String]
    /// Further sets of dimensions, by which CloudWatch adds it up; an empty set is the total. Prometheus adds up by itself.
    package let rollups: [[String]]
    /// Its meaning, for the operator: one sentence.
    package let help: String

    init(
        _ name: String, _ kind: Kind, _ unit: Unit, by dimensions: [String] = [], rollups: [[String]] = [],
        _ help: String
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.dimensions = dimensions
        self.rollups = rollups
        self.help = help
    }

    /// Adds to a counter.
    ///
    /// - Parameter values: of the dimensions, in their order.
    package func count(_ values: String..., by amount: Int = 1) {
        guard let factory = Self.factory else { return }
        Counter(label: name, dimensions: labels(values), factory: factory).increment(by: amount)
    }

    /// Notes a time.
    ///
    /// - Parameter values: of the dimensions, in their order.
    package func record(_ duration: Duration, _ values: String...) {
        guard let factory = Self.factory else { return }
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        CoreMetrics.Timer(label: name, dimensions: labels(values), factory: factory)
            .recordNanoseconds(isTooLong ? Int64.max : whole + attoseconds / 1_000_000_000)
    }

    /// Sets a gauge.
    ///
    /// - Parameter values: of the dimensions, in their order.
    package func set(_ value: Int, _ values: String...) {
        guard let factory = Self.factory else { return }
        Meter(label: name, dimensions: labels(values), factory: factory).set(value)
    }

    private func labels(_ values: [String]) -> [(String, String)] {
        assert(values.count == dimensions.count, "\(name) has \(dimensions)")
        return Array(zip(dimensions, values))
    }

    /// Whether this task has a metrics system. Without one, callers need not compute values.
    package static var isMeasured: Bool { factory != nil }

    /// The metrics system; `nil` if nothing is measured.
    private static var factory: (any MetricsFactory)? {
        let factory = MetricsSystem.factory
        // A cast of the existential looks for conformances: 0.8 of 27 million instructions of a start.
        return type(of: factory) == NOOPMetricsHandler.self ? nil : factory
    }
}
