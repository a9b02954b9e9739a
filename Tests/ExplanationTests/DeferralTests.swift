import AlexaProtocol
import Explanation
import Testing

/// Deferred answers: how they ended, and whether Alexa got the event.
@Suite struct DeferralTests {
    private static let begun = MadeLog.answer(
        5, "m", ["outcome": "deferred", "duration_ms": 5000, "answer_id": "ev"])
    private static let ended = MadeLog.answer(12, "m", ["deferred": true, "duration_ms": 12_000, "answer_id": "ev"])
    private static let failed = MadeLog.answer(
        12, "m", MadeLog.error("INTERNAL_ERROR", ["deferred": true, "duration_ms": 12_000, "answer_id": "ev"]))
    private static let deadLetter = MadeLog.own(
        20, "dead_letter", level: "ERROR", ["message_id": "ev", "reason": "given up after 4 attempts"])
    private static let dropped = MadeLog.own(
        20, "dropped", level: "WARN", ["message_id": "ev", "reason": "revoked"])
    private static let accepted = MadeLog.own(
        30, "gateway", ["message_id": "ev", "verdict": "accepted", "status": 202, "attempt": 1])

    /// The lines, the story's ending, whether it failed, and the counts: closed, failed, undelivered, good.
    private static let cases: [(lines: [String], ending: String, isFailure: Bool, counts: [JSONValue])] = [
        ([begun, ended, accepted], "deferred_ok", false, [1, 0, 0, 1]),
        ([begun, ended, deadLetter], "undelivered", true, [1, 0, 1, 0]),
        ([begun, ended, dropped], "undelivered", true, [1, 0, 1, 0]),
        ([begun, deadLetter], "undelivered", true, [1, 0, 1, 0]),
        ([begun, ended, deadLetter, accepted], "deferred_ok", false, [1, 0, 0, 1]),
        ([begun, failed, accepted], "deferred_failed", true, [1, 1, 0, 0]),
        ([begun, failed, deadLetter], "undelivered", true, [1, 0, 1, 0]),
        ([begun, accepted], "deferred_without_end", true, [1, 1, 0, 0]),
        ([begun], "deferred_without_end", true, [0, 0, 0, 1]),
    ]

    @Test(arguments: cases.indices)
    func whatBecameOfTheEventDecides(_ index: Int) throws {
        let (lines, ending, isFailure, counts) = Self.cases[index]
        let told = try story(Day.bytes(lines), messageId: "m")
        #expect(told.json(counts: LogCounts()).object?["ending"] == .string(ending))
        #expect(told.isFailure == isFailure)
        let report = summary(Day.bytes(lines)).report
        let deferred = try #require(report.object["deferred"]?.object)
        #expect([deferred["closed"], deferred["failed"], deferred["undelivered"]] == Array(counts.prefix(3)))
        #expect(report.words.contains("\(counts[3].text) answered without an error"), "\(report.words)")
        #expect(report.verdicts["availability"] == (counts[3] == 1 ? "kept" : "missed"))
    }

    @Test func anEventThatWasGivenUpIsAFailureToTell() {
        let lines = [Self.begun, Self.ended, Self.deadLetter] + MadeLog.fine(3)
        #expect(stories(Day.bytes(lines), Selection()).map(\.messageId) == ["m"])
    }

    @Test func theAdviceOnADeadLetterIsToRetryIt() throws {
        let told = try story(Day.bytes([Self.begun, Self.deadLetter]), messageId: "m")
        #expect(told.advice.contains { $0.contains("porchlight outbox retry") })
        #expect(!told.advice.contains { $0.contains("a running `porchlight relay` delivers it") })
    }

    /// A sweep delivers what another invocation has left, under its own request id.
    @Test func anotherInvocationMayDeliver() throws {
        let begun = MadeLog.answer(5, "m", request: "r-1", ["outcome": "deferred", "answer_id": "ev"])
        let attempt = MadeLog.own(
            60, "gateway",
            ["message_id": "ev", "request_id": "r-2", "verdict": "accepted", "status": 202, "attempt": 1])
        let told = try story(Day.bytes([begun, attempt]), messageId: "m")
        #expect(told.steps.map(\.kind) == [.deferral, .gateway])
        #expect(summary(Day.bytes([begun, attempt])).report.object["deferred"]?.object?["failed"] == 1)
    }

    @Test func errorsOfDeferredAnswersAreErrors() {
        let lines = (0..<12).flatMap { index in
            [
                MadeLog.answer(Double(index), "m-\(index)", ["outcome": "deferred"]),
                MadeLog.answer(Double(index) + 30, "m-\(index)", MadeLog.error("INTERNAL_ERROR", ["deferred": true])),
            ]
        }
        for order in [lines, lines.reversed()] {
            let report = summary(Day.bytes(order)).report
            #expect(report.words.contains("0 answered without an error, 12 with one; 12 deferred"))
            #expect(report.object["errors"]?.array?.first?.object?["count"] == 12)
            #expect(report.page(counts: LogCounts()).contains("<b>0 %</b>without an error"))
        }
    }

    @Test func aRequestFailsOnce() {
        let lines =
            [
                MadeLog.answer(9, "m", ["outcome": "deferred", "duration_ms": 9000]),
                MadeLog.answer(20, "m", MadeLog.error("INTERNAL_ERROR", ["deferred": true])),
            ] + MadeLog.fine(9, from: 21)
        #expect(summary(Day.bytes(lines)).report.words.contains("has 90 %"))
    }

    @Test func aDeferredAnswerIsNotAdvisedToBeDeferred() throws {
        let rule: JSONObject = ["rule": "skill.cloud_too_slow", "deferred": true]
        let error = MadeLog.answer(12, "m", MadeLog.error("INTERNAL_ERROR", rule))
        let advice = try story(Day.bytes([Self.begun, error]), messageId: "m").advice
        #expect(!advice.contains { $0.contains("With a store") })
    }

    @Test func theVerdictOfAnAttemptWithoutAnAnswerIsKnown() throws {
        let attempt = MadeLog.own(
            13, "gateway", level: "WARN",
            [
                "message_id": "ev", "attempt": 1, "verdict": "no_answer", "code": "couldNotConnect",
                "description": "No connection to its address", "wait_ms": 1200,
            ])
        let told = try story(Day.bytes([Self.begun, Self.ended, attempt]), messageId: "m")
        let step = try #require(told.steps.first { $0.kind == .gateway })
        #expect(step.title == "Event gateway, attempt 1: couldNotConnect, no answer came")
        #expect(step.details.first == "No connection to its address.")
    }
}
