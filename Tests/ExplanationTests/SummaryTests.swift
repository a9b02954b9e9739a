import AlexaProtocol
import Explanation
import Foundation
import TestSupport
import Testing

@Suite struct SummaryTests {
    @Test func theSummaryIsAsRecorded() throws {
        let (report, counts) = summary(LogForm.tailDetailed.bytes(Day.lines))
        try expectGolden(report.text(isColoured: false, counts: counts), "summary.txt")
        try expectGolden(
            String(decoding: report.json(counts: counts).encoded(style: .pretty), as: UTF8.self) + "\n", "summary.json")
        try expectGolden(report.page(counts: counts), "summary.html")
    }

    private static func json(_ bytes: [UInt8], _ selection: Selection = Selection()) -> JSONObject {
        summary(bytes, selection).report.json(counts: LogCounts()).object ?? [:]
    }

    @Test func theOrderOfLinesDoesNotMatter() {
        var random = SplitMix64()
        let expected = Self.json(LogForm.tailDetailed.bytes(Day.lines))
        for _ in 0..<10 * TestSize.factor {
            let shuffled = Self.json(LogForm.tailDetailed.bytes(Day.lines.shuffled(using: &random)))
            // These results do not depend on the order of lines. Which invocation followed another one does.
            for key in [
                "directives", "clouds", "interfaces", "errors", "calls", "endpoints", "deferred", "gateway", "alarms",
            ] {
                #expect(shuffled[key] == expected[key], "\(key), seed \(random.seed)")
            }
        }
    }

    @Test func percentilesAreOfTheNearestRank() {
        var random = SplitMix64()
        for _ in 0..<50 * TestSize.factor {
            var counts = LatencyCounts()
            let values = (0..<Int.random(in: 1...300, using: &random)).map { _ in
                Int.random(in: 0...500, using: &random)
            }
            for value in values { counts.add(value) }
            let sorted = values.sorted()
            func rank(_ share: Double) -> Int { sorted[max(1, Int((share * Double(sorted.count)).rounded(.up))) - 1] }
            let expected = [rank(0.5), rank(0.9), rank(0.99), sorted.last ?? 0]
            #expect(counts.percentiles([0.5, 0.9, 0.99, 1]) == expected, "seed \(random.seed)")
        }
    }

    @Test func noDurationHasNoPercentile() {
        #expect(LatencyCounts().percentiles([0.5]).isEmpty && LatencyCounts().figures == nil)
    }

    /// A directive each `step` seconds.
    private static func log(
        count: Int, every step: Int = 10, namespace: String = "Alexa.PowerController", name: String = "TurnOn",
        _ fields: (Int) -> String
    ) -> [UInt8] {
        let start = Timestamp(milliseconds: 1_795_665_600_000)
        return Day.bytes(
            (0..<count).map { index in
                let time = start.advanced(by: .seconds(index * step))
                return
                    #"{"timestamp":"\#(time)","level":"INFO","event":"directive","message_id":"m-\#(index)","namespace":"\#(namespace)","name":"\#(name)","cloud":"tuya","budget_ms":8000,\#(fields(index))}"#
            })
    }

    private static func verdicts(_ bytes: [UInt8]) -> [String: String] {
        let marks = json(bytes)["marks"]?.array ?? []
        return Dictionary(
            uniqueKeysWithValues: marks.compactMap { mark in
                mark.object.map { ($0["id"]?.string ?? "", $0["verdict"]?.string ?? "") }
            })
    }

    private static let error = #""outcome":"error","error_namespace":"Alexa","error_type":"#

    @Test func marksAreKept() {
        let bytes = Self.log(count: 200) { _ in #""outcome":"ok","duration_ms":100"# }
        #expect(Self.verdicts(bytes) == ["p90_latency": "kept", "success_rate": "kept", "availability": "kept"])
    }

    @Test func slowAnswersMissTheLatencyAlone() {
        let bytes = Self.log(count: 200) { #""outcome":"ok","duration_ms":\#($0 % 5 == 0 ? 5000 : 100)"# }
        #expect(Self.verdicts(bytes) == ["p90_latency": "missed", "success_rate": "kept", "availability": "kept"])
    }

    @Test func errorsOfDevicesMissTheSuccessRateAlone() {
        let bytes = Self.log(count: 200) { index in
            index % 5 == 0
                ? Self.error + #""ENDPOINT_UNREACHABLE","rule":"tuya.2001","duration_ms":9"#
                : #""outcome":"ok","duration_ms":9"#
        }
        #expect(Self.verdicts(bytes) == ["p90_latency": "kept", "success_rate": "missed", "availability": "kept"])
    }

    @Test func anOutageMissesTheAvailability() {
        let bytes = Self.log(count: 200) { index in
            (60..<72).contains(index)
                ? Self.error + #""ENDPOINT_UNREACHABLE","rule":"tuya.transport.couldNotConnect","duration_ms":9"#
                : #""outcome":"ok","duration_ms":9"#
        }
        #expect(Self.verdicts(bytes)["availability"] == "missed")
    }

    @Test func stateReportsDoNotCount() {
        let bytes = Self.log(count: 200, namespace: "Alexa", name: "ReportState") { _ in
            Self.error + #""INTERNAL_ERROR","rule":"tuya.unknown","duration_ms":9"#
        }
        #expect(
            Self.verdicts(bytes) == [
                "p90_latency": "not_judged", "success_rate": "not_judged", "availability": "not_judged",
            ])
    }

    @Test func fewRequestsAreNotJudged() {
        let bytes = Self.log(count: 9, every: 1) { _ in #""outcome":"ok","duration_ms":9000"# }
        #expect(Self.verdicts(bytes)["p90_latency"] == "not_judged")
    }

    @Test func aDeferralThatEndsBeforeItBeginsInTheLogIsClosed() {
        let lines = Day.lines.filter { $0.text.contains(Day.id(4)) }
        for order in [lines, lines.reversed()] {
            let deferred = Self.json(Day.bytes(order.map(\.text)))["deferred"]?.object
            #expect(deferred?["opened"] == 1 && deferred?["closed"] == 1 && deferred?["open"] == [])
        }
    }

    @Test func onlyTheRangeCounts() {
        var selection = Selection()
        selection.since = Timestamp("2026-11-26T04:01:00Z")
        selection.until = Timestamp("2026-11-26T04:01:06Z")
        let json = Self.json(LogForm.s3.bytes(Day.lines), selection)
        // Another one was answered in the range, and began before it.
        #expect(json["directives"]?.object?["directives"] == 1)
    }

    @Test func lambdasTroublesAreCountedOnceEach() {
        let lambda = Self.json(LogForm.tailDetailed.bytes(Day.lines))["lambda"]?.object
        #expect(lambda?["timeouts"] == 1 && lambda?["out_of_memory"] == 1 && lambda?["crashes"] == 0)
        #expect(lambda?["without_end"] == 1 && lambda?["unanswered"] == 3 && lambda?["starts"] == 1)
    }
}
