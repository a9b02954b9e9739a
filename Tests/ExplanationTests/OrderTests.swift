import AlexaProtocol
import Explanation
import Testing

/// The order of a log's lines: newest first, at one second, of directives that share an id.
@Suite struct OrderTests {
    private static let newestFirst = Array(Day.lines.reversed())

    @Test(arguments: [LogForm.s3, .tailDetailed, .filterPretty, .insightsResults, .insightsCSV, .raw])
    func aLogWithTheNewestFirstIsToldAlike(_ form: LogForm) throws {
        let (bytes, turned) = (form.bytes(Day.lines), form.bytes(Self.newestFirst))
        #expect(summary(bytes).report.object == summary(turned).report.object)
        for number in 1...8 {
            let expected = try story(bytes, messageId: Day.id(number)).text(isColoured: false, counts: LogCounts())
            let told = try story(turned, messageId: Day.id(number)).text(isColoured: false, counts: LogCounts())
            #expect(told == expected)
        }
    }

    @Test func aLongLogWithTheNewestFirstIsTurnedRound() {
        let lines = (0..<1000).map { MadeLog.answer(Double($0), "m-\($0)") }
        let read = read(Day.bytes(lines.reversed())).lines
        #expect(read.map(\.time) == (0..<1000).map { MadeLog.time(Double($0)) })
    }

    @Test func errorsOfDeferredWorkKeepTheirNameInAnyOrder() {
        let lines = [
            MadeLog.answer(5, "m", ["outcome": "deferred", "duration_ms": 5000]),
            MadeLog.answer(20, "m", MadeLog.error("ENDPOINT_UNREACHABLE", ["deferred": true, "rule": "tuya.2001"])),
        ]
        for order in [lines, lines.reversed()] {
            let report = summary(Day.bytes(order)).report
            #expect(report.verdicts["availability"] == "kept")
            #expect(report.object["endpoints"]?.array?.first?.object?["error_type"] == "ENDPOINT_UNREACHABLE")
        }
    }

    /// Cold starts are logged after the first answer.
    @Test(arguments: [true, false])
    func aColdStartBelongsToTheFirstDirectiveOfItsProcess(_ hasStream: Bool) throws {
        let lines = [
            MadeLog.lambda(0, "initStart"), MadeLog.lambda(0.02, "start", "r-1"),
            MadeLog.answer(0.1, "m-1", request: "r-1", ["cold": true]),
            MadeLog.own(0.101, "cold_start", ["init_ms": 7]), MadeLog.lambda(1, "start", "r-2"),
            MadeLog.answer(1.1, "m-2", request: "r-2", ["cold": false]), MadeLog.lambda(1.2, "report", "r-2"),
        ]
        let bytes = Day.bytes(hasStream ? MadeLog.stream(lines) : lines)
        func starts(_ id: String) throws -> [String] {
            try story(bytes, messageId: id).steps.map(\.title).filter { $0.contains("cold start") }
        }
        #expect(
            try starts("m-1") == [
                "Lambda began to start an instance (a cold start)", "The process had started in 7 ms (a cold start)",
            ])
        #expect(try starts("m-2") == [])
    }

    /// Alexa asks again with the same message id; tests do, too.
    @Test(arguments: [true, false])
    func directivesOfOneMessageIdAreToldApart(_ hasRequests: Bool) {
        let lines = (0..<3).flatMap { index -> [String] in
            let (start, request) = (Double(index) * 60, hasRequests ? "r-\(index)" : nil)
            return [
                MadeLog.received(start, "m", request: request),
                MadeLog.call(start + 0.04, "m", request: request, took: 30, "call-\(index)"),
                MadeLog.answer(start + 0.05, "m", request: request, index == 1 ? MadeLog.error() : [:]),
            ]
        }
        var selection = Selection()
        selection.messageId = "m"
        let told = stories(Day.bytes(lines), selection)
        #expect(told.map(\.start) == [0, 60, 120].map { MadeLog.time($0) })
        for (index, story) in told.enumerated() {
            #expect(story.steps.map(\.kind) == [.received, .cloud, .answer])
            #expect(story.steps.contains { $0.title.contains("call-\(index)") })
        }
        #expect(stories(Day.bytes(lines), Selection()).map(\.start) == [MadeLog.time(60)])
        selection.since = MadeLog.time(100)
        #expect(stories(Day.bytes(lines), selection).map(\.start) == [MadeLog.time(120)])
    }

    @Test func wholeSecondsKeepTheOrderOfTheLog() throws {
        let lines = [
            "START RequestId: r-1 Version: $LATEST", MadeLog.received(0.101, "m", request: "r-1"),
            "RequestId: r-1 Error: Runtime exited with error: signal: segmentation fault", "Runtime.ExitError",
            "END RequestId: r-1",
            "REPORT RequestId: r-1\tDuration: 500.00 ms\tMemory Size: 256 MB\tMax Memory Used: 30 MB",
        ]
        let told = try story(Day.bytes(lines.map { "2026-11-26T04:00:00 \($0)" }), messageId: "m")
        #expect(
            told.steps.map(\.title) == [
                "Lambda started the invocation", "Alexa asked for PowerController TurnOn of tuya:lamp",
                "Lambda: Runtime exited with error: signal: segmentation fault", "The log has: Runtime.ExitError",
                "Lambda ended the invocation after 500 ms",
            ])
    }

    @Test func callsSideBySideAreToldByTheirStart() throws {
        let lines = [
            MadeLog.received(0, "m"), MadeLog.call(0.5, "m", took: 100, "second"),
            MadeLog.call(0.6, "m", took: 500, "first"), MadeLog.call(0.7, "m", took: 200, "third"),
            MadeLog.answer(0.8, "m", ["duration_ms": 800]),
        ]
        let told = try story(Day.bytes(lines), messageId: "m")
        #expect(told.steps.map(\.offset) == [0, 100, 400, 500, 800])
    }

    @Test(arguments: ["a", "b"])
    func aDirectiveOfTheMinuteIsFoundByItsBeginning(_ id: String) {
        // It began at 04:02:56.
        let lines = [MadeLog.answer(0, "a"), MadeLog.answer(182, "b", ["duration_ms": 6000])]
        var selection = Selection()
        selection.since = MadeLog.time(id == "a" ? -60 : 120)
        selection.until = MadeLog.time(id == "a" ? 0 : 180)
        #expect(stories(Day.bytes(lines), selection).map(\.messageId) == [id])
        #expect(summary(Day.bytes(lines), selection).report.object["directives"]?.object?["directives"] == 1)
    }

    @Test func otherLinesDoNotNameTheEndpoint() throws {
        let lines = [
            MadeLog.own(
                0, "received", level: "DEBUG", ["message_id": "m", "namespace": "Alexa.Discovery", "name": "Discover"]),
            MadeLog.own(0.1, "discovery", level: "WARN", ["message_id": "m", "endpoint_id": "tuya:lamp"]),
            MadeLog.own(
                0.2, "directive",
                ["message_id": "m", "namespace": "Alexa.Discovery", "name": "Discover", "outcome": "ok"]),
        ]
        let told = try story(Day.bytes(lines), messageId: "m")
        #expect(told.endpointId == nil)
        var selection = Selection()
        selection.endpointId = "tuya:lamp"
        #expect(stories(Day.bytes(lines), selection).isEmpty)
    }
}
