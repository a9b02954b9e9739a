import CoreMetrics
import Telemetry
import Testing

/// The metrics page, parsed by Prometheus's own library. The relay's own page is in `RelayMetricsTests`.
@Suite(
    .timeLimit(.minutes(2)),
    .enabled(if: MetricsParser.mayRun, "Prometheus's parser is missing; scripts/fetch-metrics-parser fetches it"))
struct MetricsPageTests {
    private let metrics = PrometheusMetrics()

    private func families() async throws -> [MetricsParser.Family] {
        try await MetricsParser.families(of: metrics.text)
    }

    @Test func everyMetricOfOurs() async throws {
        withMetricsFactory(metrics) {
            Metric.directives.count("Alexa.PowerController", "ok")
            Metric.directives.count("other", "error", by: 2)
            Metric.errors.count("ENDPOINT_UNREACHABLE", "tuya")
            for milliseconds in [1, 5, 30, 250, 8000, 60_000] {
                Metric.directiveDuration.record(.milliseconds(milliseconds), "Alexa.PowerController")
            }
            Metric.outboxDepth.set(3)
            Metric.outboxAge.set(90)
        }
        let families = try await families()
        #expect(
            families.map { "\($0.name) \($0.type)" } == [
                "porchlight_directive_duration_seconds histogram", "porchlight_directives counter",
                "porchlight_errors counter", "porchlight_outbox_age_seconds gauge", "porchlight_outbox_depth gauge",
            ])
        #expect(families.allSatisfy { !$0.help.isEmpty })
        #expect(
            families[1].samples == [
                .init(
                    name: "porchlight_directives_total",
                    labels: ["interface": "Alexa.PowerController", "outcome": "ok"], value: 1),
                .init(
                    name: "porchlight_directives_total", labels: ["interface": "other", "outcome": "error"], value: 2),
            ])
        let count = families[0].samples.first { $0.name.hasSuffix("_count") }
        #expect(count?.value == 6 && count?.labels == ["interface": "Alexa.PowerController"])
        // A value on a bound belongs to its bucket.
        #expect(families[0].samples.first { $0.labels["le"] == "0.005" }?.value == 2)
    }

    /// Names and values that a library might use.
    @Test func hostileNamesAndValues() async throws {
        Counter(
            label: "my metric\"\n{9}",
            dimensions: [("9le", "a\\b\"c\nd"), ("le", "x"), ("le", "y"), ("__n", "é\u{2028}"), ("", "")],
            factory: metrics
        ).increment()
        Counter(label: "", factory: metrics).increment()
        FloatingPointCounter(label: "float", factory: metrics).increment(by: 2.5)
        Recorder(label: "rec", factory: metrics).record(3)
        Gauge(label: "rec", factory: metrics).record(-4)
        Meter(label: "meter", factory: metrics).set(Double.infinity)
        Meter(label: "nan", factory: metrics).set(Double.nan)
        Counter(label: "a", factory: metrics).increment(by: 6)
        CoreMetrics.Timer(label: "a", factory: metrics).recordNanoseconds(Int64.max)
        for number in 0..<600 {
            Counter(label: "many", dimensions: [("n", "\(number)")], factory: metrics).increment()
        }
        let samples = try await families().flatMap(\.samples)
        #expect(
            samples.first { !$0.labels.isEmpty && $0.name.contains("my") }?.labels == [
                "label_9le": "a\\b\"c\nd", "label_le": "x", "label___n": "é\u{2028}", "_": "",
            ])
        func value(_ name: String) -> Double? { samples.first { $0.name == name }?.value }
        #expect(value("porchlight_a_total") == 6 && value("porchlight_rec_count") == 1)
        #expect(value("porchlight_rec_gauge") == -4 && value("porchlight_a_seconds_count") == 1)
        #expect(value("porchlight_meter") == .infinity && value("porchlight_nan")?.isNaN == true)
        #expect(value("porchlight_float_total") == 2.5)
        #expect(samples.filter { $0.name == "porchlight_many_total" }.reduce(0) { $0 + $1.value } == 600)
    }

    /// The library rejects invalid pages, so the other tests are meaningful.
    @Test(arguments: [
        "# TYPE a gauge\na 1\na 2\n", "# TYPE a gauge\na{b=\"c} 1\n", "# TYPE a gauge\na x\n",
        "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
        "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
        "# TYPE a_total counter\na_total -1\n",
    ])
    func wrongPagesAreRefused(_ page: String) async throws {
        await #expect(throws: MetricsParser.Refused.self) { try await MetricsParser.families(of: page) }
    }

    @Test func anEmptyPage() async throws {
        #expect(try await families().isEmpty)
    }
}
