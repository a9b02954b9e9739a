import AlexaProtocol
import Explanation
import Testing

/// What Lambda did to an invocation: the same in the story, the summary and the default selection.
@Suite struct InvocationTests {
    private static let start = [MadeLog.lambda(0, "start", "r"), MadeLog.received(0.01, "m", request: "r")]
    private static func exit(_ how: String) -> String { "RequestId: r Error: Runtime exited with error: \(how)" }
    private static func report(_ used: Int, of all: Int, _ error: JSONObject = ["status": "error"]) -> String {
        var record = error
        record["metrics"] = MadeLog.memory(used, of: all)
        return MadeLog.lambda(0.9, "report", "r", record)
    }
    private static let memoryError: JSONObject = ["status": "error", "errorType": "Runtime.OutOfMemory"]

    private static let ends: [(lines: [String], ending: String, count: String)] = [
        ([report(127, of: 128, memoryError)], "out_of_memory", "out_of_memory"),
        ([MadeLog.lambda(0.9, "runtimeDone", "r", memoryError)], "out_of_memory", "out_of_memory"),
        ([exit("signal: killed"), report(128, of: 128)], "out_of_memory", "out_of_memory"),
        ([exit("signal: killed"), report(40, of: 128)], "crashed", "crashes"),
        ([exit("signal: killed")], "out_of_memory", "out_of_memory"),
        ([exit("signal: segmentation fault"), report(256, of: 256)], "crashed", "crashes"),
        ([exit("exit status 1"), report(256, of: 256)], "crashed", "crashes"),
        (
            [report(128, of: 128, ["status": "error", "errorType": "Runtime.ExitError"])], "out_of_memory",
            "out_of_memory"
        ),
        ([report(128, of: 128, ["status": "timeout"])], "timed_out", "timeouts"),
        (["RequestId: r Process exited before completing request", report(40, of: 128)], "crashed", "crashes"),
        (
            [#"{"time":"2026-11-26T04:00:00.900Z","type":"platform.fault","record":"\#(exit("signal: killed"))"}"#],
            "out_of_memory", "out_of_memory"
        ),
        // The report comes first.
        ([report(128, of: 128, ["status": "success"]), exit("signal: killed")], "out_of_memory", "out_of_memory"),
    ]

    @Test(arguments: ends.indices)
    func endsAreToldAndCountedAlike(_ index: Int) throws {
        let (lines, ending, count) = Self.ends[index]
        let bytes = Day.bytes(Self.start + lines)
        #expect(try story(bytes, messageId: "m").json(counts: LogCounts()).object?["ending"] == .string(ending))
        let lambda = summary(bytes).report.object["lambda"]?.object
        for key in ["timeouts", "out_of_memory", "crashes"] { #expect(lambda?[key] == (key == count ? 1 : 0)) }
    }

    /// Three instances side by side; the second is killed.
    @Test(arguments: [true, false])
    func lastWordsBelongToTheProcessThatDied(_ isNamed: Bool) throws {
        let numbers = [1, 2, 3]
        var lines = numbers.flatMap { number in
            [
                (number, "START RequestId: r-\(number) Version: $LATEST"),
                (number, MadeLog.received(Double(number) / 10, "m-\(number)", request: "r-\(number)")),
            ]
        }
        lines += [
            (2, "Fatal error: Index out of range"),
            (2, "RequestId: r-2 Error: Runtime exited with error: signal: killed"), (2, "Runtime.ExitError"),
            (2, "END RequestId: r-2"),
        ]
        lines += [1, 3].map { ($0, MadeLog.answer(0.7, "m-\($0)", request: "r-\($0)")) }
        let bytes = Day.bytes(lines.flatMap { isNamed ? MadeLog.stream([$0.1], "\($0.0)") : [$0.1] })
        for number in numbers {
            let told = try story(bytes, messageId: "m-\(number)")
            #expect(told.steps.contains { $0.title.contains("Runtime.ExitError") } == (number == 2))
            #expect(told.steps.contains { $0.title.contains("Fatal error") } == (number == 2))
            #expect(told.ending == (number == 2 ? .outOfMemory : .answered))
            #expect(told.reasons.contains { $0.contains("after the answer") } == false)
        }
    }

    @Test func whatIsUnderWayIsNotLost() {
        // A host answers several at a time, and its log has no log streams.
        let lines = [
            MadeLog.answer(0, "m-1"), MadeLog.received(1, "m-2"), MadeLog.received(1.1, "m-3"),
        ]
        #expect(summary(Day.bytes(lines)).report.object["lambda"]?.object?["without_end"] == 0)
        #expect(stories(Day.bytes(lines), Selection()).map(\.messageId) == ["m-1"])
        // An instance of Lambda's has one at a time.
        let stream = Day.bytes(MadeLog.stream(lines))
        #expect(summary(stream).report.object["lambda"]?.object?["without_end"] == 1)
        #expect(stories(stream, Selection()).map(\.messageId) == ["m-2"])
        // A minute later, nothing is under way.
        let later = Day.bytes(lines + [MadeLog.answer(70, "m-4")])
        #expect(summary(later).report.object["lambda"]?.object?["without_end"] == 2)
    }

    @Test(
        arguments: [
            // At level INFO, nobody knows whether the invocation delivered events.
            ([MadeLog.lambda(0, "start", "r")], "not_judged", 0, 1),
            // At level DEBUG, the others have an arrival.
            ([MadeLog.lambda(0, "start", "r"), MadeLog.received(600, "fine-0", request: "fine-0")], "kept", 0, 0),
            ([MadeLog.received(0, "m", request: "r", name: "ReportState", of: "Alexa")], "kept", 1, 0),
            ([MadeLog.received(0, "m", request: "r")], "missed", 1, 0),
        ] as [([String], String, Int, Int)])
    func onlyRequestsThatAmazonCountsAreInTheMarks(
        _ begin: [String], _ verdict: String, _ unanswered: Int, _ unknown: Int
    ) {
        let report = summary(Day.bytes(begin + [Self.report(20, of: 256, ["status": "timeout"])] + MadeLog.fine(20)))
            .report
        #expect(report.verdicts["availability"] == verdict)
        let lambda = report.object["lambda"]?.object
        #expect(lambda?["unanswered"] == .number(Double(unanswered)))
        #expect(lambda?["unknown"] == .number(Double(unknown)))
    }

    @Test func aTimeoutWithoutATimeCounts() {
        let lines =
            MadeLog.fine(20, from: 0) + [
                MadeLog.received(100, "m", request: "r"), "END RequestId: r",
                "REPORT RequestId: r\tDuration: 8000.00 ms\tMemory Size: 256 MB\tMax Memory Used: 30 MB\tStatus: timeout",
            ]
        #expect(summary(Day.bytes(lines)).report.words.contains("95.24 % of 21 requests succeeded"))
    }

    @Test func failedStartsAreCountedOnceAndTheirReasonIsTold() throws {
        let failure: JSONObject = ["status": "error", "errorType": "Runtime.ExitError"]
        var report = failure
        report["metrics"] = ["durationMs": 10]
        let starts = [0, 0.1].flatMap { time in
            [
                MadeLog.lambda(time, "initStart"),
                MadeLog.own(time + 0.005, "not_started", level: "FATAL", ["reason": "tuya.secret is missing"]),
                MadeLog.lambda(time + 0.01, "initRuntimeDone", nil, failure),
                MadeLog.lambda(time + 0.011, "initReport", nil, report),
            ]
        }
        let lines = MadeLog.stream(
            starts + [MadeLog.lambda(0.2, "start", "r"), MadeLog.lambda(0.3, "runtimeDone", "r", failure)])
        let words = summary(Day.bytes(lines)).report.words
        #expect(words.contains("2 starts of an instance failed: tuya.secret is missing."))
        let told = try #require(stories(Day.bytes(lines), Selection()).first)
        #expect(told.ending == .crashed)
        #expect(told.reasons.contains("The instance did not start: tuya.secret is missing."))
        #expect(told.steps.filter { $0.title == "The program did not start" }.count == 2)
    }

    @Test(arguments: [("3.00", true), ("8.00", true), ("8.01", false), ("30.00", false)])
    func aLongerTimeoutIsAdvisedIfItHelps(_ seconds: String, _ helps: Bool) throws {
        let lines = Self.start + ["2026-11-26T04:00:30.000Z r Task timed out after \(seconds) seconds"]
        let advice = try story(Day.bytes(lines), messageId: "m").advice
        #expect(advice.contains { $0.contains("timeout above 8 s") } == helps)
    }

    @Test func whatHappensAfterTheAnswerIsNoFailureToTell() {
        let lines = [
            MadeLog.answer(0, "m-1", request: "r-1", MadeLog.error()), MadeLog.lambda(10, "start", "r"),
            MadeLog.answer(10.1, "m-2", request: "r"), Self.report(20, of: 256, ["status": "timeout"]),
        ]
        #expect(stories(Day.bytes(lines), Selection()).map(\.messageId) == ["m-1"])
    }

    @Test func aLateAnswerIsAFailureToTell() {
        let lines = [
            MadeLog.answer(0, "m-1"), MadeLog.answer(20, "m-2", ["duration_ms": 9500]), MadeLog.answer(30, "m-3"),
        ]
        #expect(stories(Day.bytes(lines), Selection()).map(\.messageId) == ["m-2"])
    }

    @Test func aDirectiveWithoutASummaryLineIsTold() {
        let lines = Self.start + [Self.report(20, of: 256, ["status": "success"])]
        #expect(stories(Day.bytes(lines), Selection()).map(\.messageId) == ["m"])
    }

    @Test func theLeastMemoryLeftIsTold() {
        let lines = [(600, 1024), (25, 128)].map { used, all in
            MadeLog.lambda(0, "report", "r-\(used)", ["status": "success", "metrics": MadeLog.memory(used, of: all)])
        }
        #expect(summary(Day.bytes(lines + MadeLog.fine(1))).report.words.contains("at most 600 of 1,024 MB"))
    }
}
