import AlexaProtocol

/// Lines in CloudWatch's embedded metric format, within its limits. Source: CloudWatch, "Specification: Embedded metric format".
package enum EMFLine {
    /// The storage resolution of a metric in CloudWatch, in seconds.
    package enum Resolution: Int, CaseIterable, Sendable {
        /// Kept by the second for three hours.
        case second = 1
        /// Kept by the minute.
        case minute = 60
    }

    /// Values of one metric under one set of dimension values.
    struct Sample: Sendable {
        var name: String
        var unit: Metric.Unit = .none
        var values: [Double]
        var dimensions: [(name: String, value: String)] = []
        /// Further sets of dimensions, by name.
        var rollups: [[String]] = []
    }

    /// The most metrics that one set of dimensions declares in a line.
    static let mostMetrics = 100
    /// The most values of a metric in a line.
    static let mostValues = 100
    /// The most dimensions of a set. The specification allows 30; AWS's own libraries stop at 29.
    static let mostDimensions = 29
    /// The most bytes of a line; the older limit, which holds everywhere.
    static let mostBytes = 256 << 10
    /// The longest names: of metrics 255, as in PutMetricData, of dimensions 250; the longest value of a dimension.
    static let longestName = 255, longestDimensionName = 250, longestDimensionValue = 1024
    /// The largest magnitude of a value; CloudWatch refuses larger ones. Source: PutMetricData, MetricDatum.
    static let greatestValue = 0x1p360

    /// Whether CloudWatch accepts this namespace: 1 to 255 permitted characters, at least one of them a letter or digit, and
    /// not a namespace of AWS.
    package static func isNamespace(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...255).contains(bytes.count) && text.first != ":" && !text.hasPrefix("AWS/")
            && bytes.contains { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
            && bytes.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || ".-_/#:".utf8.contains($0)
            }
    }

    /// All samples, packed into few lines, each with its newline.
    ///
    /// Samples are changed to fit the limits: a long name is cut, a character that CloudWatch refuses becomes `_`, an empty
    /// value `none`, and values that do not fit into a line go into the next. NaN and infinity are left out.
    ///
    /// - Parameters:
    ///   - time: the time of the values; CloudWatch accepts at most 14 days past and 2 hours ahead.
    ///   - fields: further members of each line, which are not metrics.
    static func lines(
        _ samples: [Sample], namespace: String, at time: Timestamp, resolution: Resolution = .minute,
        fields: [(name: String, value: String)] = []
    ) -> [[UInt8]] {
        var lines: [EMFDocument] = []
        for sample in samples {
            let sample = sample.withinLimits
            var rest = sample.values[...]
            while !rest.isEmpty {
                var part = sample
                part.values = Array(rest.prefix(mostValues))
                rest = rest.dropFirst(mostValues)
                if !lines.indices.contains(where: { lines[$0].add(part) }) {
                    var line = EMFDocument(fields: fields)
                    if line.add(part) { lines.append(line) }
                }
            }
        }
        return lines.map { $0.encoded(namespace: namespace, at: time, resolution: resolution) }
    }
}

extension EMFLine.Sample {
    /// The sample within CloudWatch's limits; without values if none is finite.
    fileprivate var withinLimits: EMFLine.Sample {
        var sample = self
        sample.name = Self.cleaned(name, longest: EMFLine.longestName, empty: "unnamed")
        sample.values = values.filter(\.isFinite)
            .map { min(max($0, -EMFLine.greatestValue), EMFLine.greatestValue) }
        var taken: Set<String> = [sample.name]
        sample.dimensions = dimensions.map { name, value in
            (
                Self.cleaned(name, longest: EMFLine.longestDimensionName, empty: "dimension"),
                Self.cleaned(value, longest: EMFLine.longestDimensionValue, empty: "none")
            )
        }
        .filter { taken.insert($0.0).inserted }
        sample.dimensions = Array(sample.dimensions.prefix(EMFLine.mostDimensions))
        let names = Set(sample.dimensions.map(\.name))
        sample.rollups = rollups.filter { $0.allSatisfy(names.contains) }
        return sample
    }

    /// Printable ASCII that does not begin with a colon, a space or `_` (as `_aws` does), and is not empty.
    private static func cleaned(_ text: String, longest: Int, empty: String) -> String {
        var cleaned = String(
            text.unicodeScalars.prefix(longest).map { (0x20..<0x7F).contains($0.value) ? Character($0) : "_" })
        while let first = cleaned.first, first == ":" || first == " " || first == "_" { cleaned.removeFirst() }
        return cleaned.isEmpty ? empty : cleaned
    }
}
