import CoreMetrics
import Testing

@testable import Telemetry

/// Prometheus's text format, parsed again.
struct PrometheusTests {
    private let metrics = PrometheusMetrics()

    @Test func aPage() {
        withMetricsFactory(metrics) {
            Metric.directives.count("Alexa.PowerController", "ok")
            Metric.directives.count("Alexa.PowerController", "ok", by: 2)
            Metric.outboxAge.set(90)
            Metric.cloudDuration.record(.milliseconds(30), "tuya")
            Metric.cloudDuration.record(.milliseconds(250), "tuya")
            Metric.cloudDuration.record(.seconds(60), "tuya")
        }
        #expect(
            metrics.text == """
                # HELP porchlight_cloud_duration_seconds Time that a request to a device cloud took.
                # TYPE porchlight_cloud_duration_seconds histogram
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.005"} 0
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.01"} 0
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.025"} 0
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.05"} 1
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.1"} 1
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.25"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="0.5"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="1"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="2.5"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="5"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="8"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="10"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="20"} 2
                porchlight_cloud_duration_seconds_bucket{cloud="tuya",le="+Inf"} 3
                porchlight_cloud_duration_seconds_sum{cloud="tuya"} 60.28
                porchlight_cloud_duration_seconds_count{cloud="tuya"} 3
                # HELP porchlight_directives_total Directives that were answered.
                # TYPE porchlight_directives_total counter
                porchlight_directives_total{interface="Alexa.PowerController",outcome="ok"} 3
                # HELP porchlight_outbox_age_seconds How long the event that waits longest has been due.
                # TYPE porchlight_outbox_age_seconds gauge
                porchlight_outbox_age_seconds 90

                """)
    }

    @Test func namesAndLabelsAreMadeFit() throws {
        Counter(
            label: "my metric\"\n{9}",
            dimensions: [("9le", "a\\b\"c\nd"), ("le", "x"), ("le", "y"), ("__n", "é"), ("", "")],
            factory: metrics
        ).increment()
        Counter(label: "", factory: metrics).increment()
        let page = try PrometheusPage(metrics.text)
        let labels = try #require(page.samples.first { !$0.labels.isEmpty }).labels
        #expect(labels == ["label_9le": "a\\b\"c\nd", "label_le": "x", "label___n": "é", "_": ""])
    }

    /// Every metric type of swift-metrics yields a valid page, even if one name is used for several types.
    @Test func everyKind() throws {
        FloatingPointCounter(label: "float", factory: metrics).increment(by: 2.5)
        Recorder(label: "a", factory: metrics).record(3)
        Gauge(label: "a", factory: metrics).record(-4)
        Meter(label: "meter", factory: metrics).set(Double.infinity)
        Meter(label: "nan", factory: metrics).set(Double.nan)
        Counter(label: "a", factory: metrics).increment(by: 6)
        Counter(label: "a", factory: metrics).increment(by: -1)
        CoreMetrics.Timer(label: "a", factory: metrics).recordNanoseconds(Int64.max)
        Recorder(label: "a", factory: metrics).record(Double.nan)
        let page = try PrometheusPage(metrics.text)
        #expect(page.value("porchlight_a_total") == 6)
        #expect(page.value("porchlight_meter") == .infinity)
        #expect(page.value("porchlight_nan")?.isNaN == true)
        #expect(page.value("porchlight_a_count") == 1 && page.value("porchlight_a_sum") == 3)
        #expect(page.value("porchlight_a_gauge") == -4)
        #expect(page.value("porchlight_a_seconds_count") == 1)
    }

    @Test func thePageIsBounded() throws {
        for number in 0..<2000 {
            Counter(label: "many", dimensions: [("n", "\(number)")], factory: metrics).increment()
        }
        for number in 0..<2000 { Counter(label: "family\(number)", factory: metrics).increment() }
        let page = try PrometheusPage(metrics.text)
        let many = page.samples.filter { $0.name == "porchlight_many_total" }
        #expect(many.count == PrometheusMetrics.mostSeries + 1)
        #expect(many.reduce(0) { $0 + $1.value } == 2000)
        #expect(many.first { $0.labels == ["n": "other"] }?.value == Double(2000 - PrometheusMetrics.mostSeries))
        #expect(page.types.count == PrometheusMetrics.mostFamilies)
    }

    @Test func nothingMeasured() {
        #expect(metrics.text.isEmpty)
    }
}

/// A page in Prometheus's text format, parsed strictly: a family is in one block, after its HELP and TYPE; buckets never fall.
struct PrometheusPage {
    struct Sample: Equatable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Invalid: Error { let line: String }

    private(set) var types: [String: String] = [:]
    private(set) var samples: [Sample] = []

    init(_ text: String) throws {
        #expect(text.isEmpty || text.hasSuffix("\n"))
        var family = ""
        var helped: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if words[0] == "#", words[1] == "HELP" {
                guard helped.insert(words[2]).inserted else { throw Invalid(line: line) }
                family = words[2]
            } else if words[0] == "#", words[1] == "TYPE" {
                guard words[2] == family, types[family] == nil else { throw Invalid(line: line) }
                types[family] = words[3]
            } else {
                let sample = try Self.sample(line)
                let suffixes = types[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                guard suffixes.contains(where: { sample.name == family + $0 }),
                    !samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels })
                else { throw Invalid(line: line) }
                samples.append(sample)
            }
        }
        for (name, type) in types where type == "histogram" { checkBuckets(name) }
    }

    func value(_ name: String) -> Double? { samples.first { $0.name == name }?.value }

    private func checkBuckets(_ name: String) {
        for count in samples where count.name == name + "_count" {
            let buckets = samples.filter { sample in
                sample.name == name + "_bucket" && sample.labels.filter { $0.key != "le" } == count.labels
            }
            #expect(buckets.last?.labels["le"] == "+Inf" && buckets.last?.value == count.value)
            #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $0.value <= $1.value })
            let bounds = buckets.compactMap { Double($0.labels["le"]?.replacing("+Inf", with: "inf") ?? "") }
            #expect(bounds == bounds.sorted() && bounds.count == buckets.count)
        }
    }

    private static func sample(_ line: String) throws -> Sample {
        var rest = Substring(line)
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
        guard let first = name.first, !first.isNumber else { throw Invalid(line: line) }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest.removeFirst()
                let label = rest.prefix { ($0.isASCII && ($0.isLetter || $0.isNumber)) || $0 == "_" }
                guard !label.isEmpty, label.first?.isNumber == false, !label.hasPrefix("__") else {
                    throw Invalid(line: line)
                }
                rest = rest.dropFirst(label.count)
                guard rest.hasPrefix("=\"") else { throw Invalid(line: line) }
                rest = rest.dropFirst(2)
                var value = ""
                while let character = rest.popFirst(), character != "\"" {
                    guard character == "\\" else {
                        value.append(character)
                        continue
                    }
                    switch rest.popFirst() {
                    case "n": value.append("\n")
                    case "\\": value.append("\\")
                    case "\"": value.append("\"")
                    default: throw Invalid(line: line)
                    }
                }
                guard labels.updateValue(value, forKey: String(label)) == nil else { throw Invalid(line: line) }
            } while rest.first == ","
            guard rest.popFirst() == "}" else { throw Invalid(line: line) }
        }
        guard rest.popFirst() == " " else { throw Invalid(line: line) }
        let words = ["+Inf": Double.infinity, "-Inf": -.infinity, "NaN": .nan]
        guard let value = words[String(rest)] ?? Double(rest) else { throw Invalid(line: line) }
        return Sample(name: String(name), labels: labels, value: value)
    }
}
