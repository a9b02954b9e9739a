import AlexaProtocol
import CoreMetrics
import DeviceCloud
import HTTPTypes
import Logging
import LoopbackServer
import Skill
import Synchronization
import Telemetry
import TestSupport
import Testing
import Timing

/// The log lines and metrics of each attempt at a cloud.
struct CallLineTests {
    @Test func eachAttemptIsALine() async throws {
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: 5000)])
            #expect(await acme.send(Acme.absolute).verdict == "ok")
            let lines = acme.log.lines("cloud").filter { $0.fields["operation"] == "devices.command" }.map(\.fields)
            #expect(lines.count == 2)
            #expect(lines.map { $0["attempt"] } == ["1", "2"])
            #expect(lines.allSatisfy { $0["cloud"] == "acme" && $0["account"] == LogHash.of("acme:main") })
            #expect(lines.allSatisfy { ($0["remaining_ms"].flatMap { Int($0) } ?? 0) > 0 })
            #expect(lines.map { $0["rule"] } == ["acme.5000", nil])
            #expect(lines.map { $0["recovery"] } == ["retry", nil])
            #expect(lines.map { $0["wait_ms"] } == ["200", nil])
            #expect(lines.map { $0["vendor_code"] } == ["5000", nil])
        }
    }

    @Test func anErrorThatIsAnsweredHasNoWait() async throws {
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: 2001)])
            _ = await acme.send(Acme.absolute)
            let line = acme.log.lines("cloud").last?.fields ?? [:]
            #expect(line["rule"] == "acme.2001" && line["wait_ms"] == nil && line["recovery"] == "none")
        }
    }

    /// The trace is sent to the cloud, though no signature covers it; without a trace the header is not sent.
    @Test func theTraceGoesOn() async throws {
        try await Acme.run { acme in
            #expect(await acme.send(Acme.absolute).verdict == "ok")
            #expect(acme.server.calls.allSatisfy { $0.traceparent == nil })
            let trace = XRayTrace("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")
            await LogContext.$current.withValue(LogContext(trace: trace)) {
                #expect(await acme.send(Acme.absolute).verdict == "ok")
            }
            let traceparent = try #require(acme.server.calls.last?.traceparent)
            #expect(traceparent.count == 55 && traceparent.hasSuffix("-01"))
            #expect(traceparent.hasPrefix("00-5759e988bd862e3fe1be46a994272793-"))
            #expect(acme.log.lines("cloud").last?.fields["trace_id"] == trace?.root)
        }
    }

    @Test func attemptsAndRenewalsAreCounted() async throws {
        let lines = Mutex<[[UInt8]]>([])
        let metrics = EMFMetrics(
            namespace: "N", now: { Timestamp(milliseconds: 1_767_268_800_000) },
            write: { line in lines.withLock { $0.append(line) } })
        try await withMetricsFactory(metrics) {
            try await Acme.run { acme in
                acme.server.answer([.refusal(code: 5000)])
                _ = await acme.send(Acme.absolute)
            }
        }
        metrics.flush()
        func sum(_ name: String, _ result: JSONValue) -> Double {
            lines.withLock(\.self).compactMap { JSONDocument(parsing: $0).value?.object }
                .filter { $0["Cloud"] == "acme" && $0["Result"] == result }.compactMap { $0[name]?.number }.reduce(0, +)
        }
        // The login, and the command with the new token.
        #expect(sum("CloudRequests", "ok") == 2 && sum("CloudRequests", "refused") == 1)
        #expect(sum("TokenRenewals", "ok") == 1)
    }
}
