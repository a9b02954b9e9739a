import CoreMetrics

/// A metric of ours: its name, what it counts or measures, and by what it is split.
///
/// Dimension values come from closed lists, never from a directive or a vendor, so that there are few series. What is measured
/// goes to the metrics system of the process, swift-metrics; without one it costs next to nothing.
package struct Metric: Hashable, Sendable {
    /// What is done with its values.
    package enum Kind: Hashable, Sendable {
        /// Added up.
        case counter
        /// The last one counts.
        case gauge
        /// Times, whose distribution is wanted.
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
        /// Nothing is known about it.
        case none = "None"
    }

    /// The name in CloudWatch: `DirectiveDuration`. Prometheus's is `porchlight_directive_duration_seconds`.
    package let name: String
    /// What is done with its values.
    package let kind: Kind
    /// The unit of its values.
    package let unit: Unit
    /// The names of its dimensions.
    package let dimensions: [String]
    /// Further sets of dimensions, by which CloudWatch adds it up; an empty set is the total. Prometheus adds up by itself.
    package let rollups: [[String]]
    /// What it is, for the operator: a sentence.
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

    /// Whether anything is measured in this task. Saves the work of finding out what would be.
    package static var isMeasured: Bool { factory != nil }

    /// The metrics system; `nil` if nothing is measured.
    private static var factory: (any MetricsFactory)? {
        let factory = MetricsSystem.factory
        // A cast of the existential looks for conformances: 0.8 of 27 million instructions of a start.
        return type(of: factory) == NOOPMetricsHandler.self ? nil : factory
    }
}
