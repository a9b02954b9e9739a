import AlexaProtocol
import CoreMetrics
import Logging
import Synchronization
import Testing
import Timing

@testable import Telemetry

/// Recorded metrics are written as lines.
struct EMFMetricsTests {
    private let log = WrittenLog()
    private let metrics: EMFMetrics

    init() {
        let log = log
        metrics = EMFMetrics(
            namespace: "Porchlight", now: { Timestamp(milliseconds: 1_767_268_800_000) }, write: { log.write($0) })
    }

    private func checks() throws -> [EMFCheck] { try log.lines.map(EMFCheck.init) }

    @Test func oneDirectiveIsOneLine() throws {
        withMetricsFactory(metrics) {
            Metric.directives.count("Alexa.PowerController", "error")
            Metric.directiveDuration.record(.milliseconds(250), "Alexa.PowerController")
            Metric.errors.count("ENDPOINT_BUSY", "tuya")
            Metric.cloudRequests.count("tuya", "refused")
            Metric.cloudDuration.record(.microseconds(120_500), "tuya")
            Metric.cloudDuration.record(.milliseconds(100), "tuya")
            Metric.coldStarts.count()
            Metric.outboxDepth.set(7)
        }
        metrics.flush()
        #expect(log.lines.count == 1)
        let check = try EMFCheck(log.lines[0])
        #expect(check.values("CloudDuration") == [120.5, 100])
        #expect(check.values("Directives") == [1] && check.values("OutboxDepth") == [7])
        #expect(check.root["Interface"] == "Alexa.PowerController" && check.root["Outcome"] == "error")
        #expect(check.root["ErrorType"] == "ENDPOINT_BUSY" && check.root["Cloud"] == "tuya")
        metrics.flush()
        #expect(log.lines.count == 1)
    }

    /// Without a metrics system nothing happens.
    @Test func withoutASystem() {
        Metric.coldStarts.count()
        metrics.flush()
        #expect(log.lines.isEmpty)
    }

    @Test func whatWasCountedIsToldOnce() throws {
        withMetricsFactory(metrics) {
            Metric.coldStarts.count(by: 2)
            Metric.coldStarts.count(by: 3)
            metrics.flush()
            Metric.coldStarts.count()
        }
        metrics.flush()
        #expect(try checks().map { $0.values("ColdStarts") } == [[5], [1]])
    }

    /// Without a flush, a process writes by itself, and keeps no more than the limits allow.
    @Test func theMemoryIsBounded() throws {
        withMetricsFactory(metrics) {
            for number in 0..<250 { Metric.cloudDuration.record(.milliseconds(number), "tuya") }
            for number in 0..<1200 {
                Counter(label: "series", dimensions: [("n", "\(number)")], factory: metrics).increment()
            }
        }
        let written = log.lines.count
        #expect(written > 0)
        metrics.flush()
        #expect(try checks().flatMap { $0.values("CloudDuration") } == (0..<250).map(Double.init))
        #expect(try checks().reduce(0) { $0 + $1.values("series").count } == 1200)
    }

    @Test func theIdsOfTheInvocation() throws {
        withMetricsFactory(metrics) { Metric.coldStarts.count() }
        LogContext.$current.withValue(LogContextTests.context) { metrics.flush() }
        let check = try EMFCheck(log.lines[0])
        #expect(check.root["request_id"] == "r-1" && check.root["trace_id"] == LogContextTests.ids["trace_id"])
        #expect(check.root["level"] == nil)
    }

    /// Every metric type of swift-metrics.
    @Test func everyKind() throws {
        FloatingPointCounter(label: "float", factory: metrics).increment(by: 2.5)
        Recorder(label: "recorder", factory: metrics).record(3)
        Gauge(label: "gauge", factory: metrics).record(4)
        let meter = Meter(label: "meter", factory: metrics)
        meter.set(5)
        meter.increment(by: 2)
        meter.decrement(by: 3)
        Counter(label: "counter", factory: metrics).increment(by: 6)
        CoreMetrics.Timer(label: "timer", factory: metrics).recordSeconds(2)
        metrics.flush()
        let check = try EMFCheck(log.lines[0])
        for (name, value) in ["recorder": 3.0, "gauge": 4, "meter": 4, "counter": 6, "timer": 2000] {
            #expect(check.values(name) == [value], "\(name)")
        }
        #expect(check.values("float").count == 1)
    }

    @Test func concurrently() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    withMetricsFactory(metrics) {
                        for _ in 0..<500 {
                            Metric.coldStarts.count()
                            metrics.flush()
                        }
                    }
                }
            }
        }
        metrics.flush()
        #expect(try checks().flatMap { $0.values("ColdStarts") }.reduce(0, +) == 4000)
    }

    @Test func theTableOfMetrics() {
        #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
        for metric in Metric.all {
            #expect(metric.rollups.allSatisfy { Set($0).isSubset(of: metric.dimensions) })
            #expect(metric.help.hasSuffix("."))
        }
    }
}
