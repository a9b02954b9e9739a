import AlexaProtocol
import Explanation
import Testing

/// Logs that do not have all answers, and lines of other programs.
@Suite struct PartialLogTests {
    private static let all = ["p90_latency", "success_rate", "availability"]

    @Test(
        arguments: [
            (MadeLog.fine(20, ["sample": 0.05]), "The log has 5 % of the directives"),
            (MadeLog.fine(20, MadeLog.error("ENDPOINT_UNREACHABLE")), "The log has no line below level WARN"),
        ])
    func aLogWithoutAllAnswersIsNotJudged(_ lines: [String], _ remark: String) {
        let report = summary(Day.bytes(lines)).report
        for id in Self.all { #expect(report.verdicts[id] == "not_judged") }
        #expect(report.words.contains(remark))
        #expect(report.object["partial"] != nil)
    }

    @Test func aLogWithAllAnswersIsJudged() {
        let report = summary(Day.bytes(MadeLog.fine(20, ["sample": 1]))).report
        #expect(report.verdicts.values.allSatisfy { $0 == "kept" } && report.object["partial"] == nil)
    }

    @Test(arguments: [
        #"{"event":"REQUEST","level":"ERROR","request_id":"r","reason":"Bearer s3cret"}"#,
        #"{"event":"login","level":"error","request_id":"r","reason":"Bearer s3cret"}"#,
        #"{"event":"login","request_id":"r","reason":"Bearer s3cret"}"#,
    ])
    func linesOfOtherProgramsAreLeftOut(_ line: String) throws {
        let bytes = Day.bytes([MadeLog.answer(0, "m", request: "r"), line])
        #expect(read(bytes).counts.foreign == 1)
        #expect(try !story(bytes, messageId: "m").text(isColoured: false, counts: LogCounts()).contains("s3cret"))
    }
}
