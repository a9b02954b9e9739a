import AlexaProtocol
import Explanation
import Testing

/// The story of each directive of the fixture.
@Suite struct StoryTests {
    @Test(arguments: [
        (1, "failed"), (2, "out-of-memory"), (3, "timeout"), (4, "deferred"), (5, "deferred-without-end"),
        (6, "hostile"), (7, "without-end"), (8, "answered"),
    ])
    func storiesAreToldAsRecorded(_ number: Int, _ name: String) throws {
        let told = try story(LogForm.tailDetailed.bytes(Day.lines), messageId: Day.id(number))
        try expectGolden(told.text(isColoured: false, counts: LogCounts()), "\(name).txt")
        try expectGolden(
            String(decoding: told.json(counts: LogCounts()).encoded(style: .pretty), as: UTF8.self) + "\n",
            "\(name).json")
    }

    @Test func endingsAreTold() throws {
        let endings: [Story.Ending] = [
            .failed(Story.ErrorName(namespace: "Alexa", type: "ENDPOINT_UNREACHABLE", rule: "tuya.2001")), .outOfMemory,
            .timedOut, .deferred(final: nil), .deferredWithoutEnd,
            .failed(Story.ErrorName(namespace: "Alexa", type: "INTERNAL_ERROR", rule: "realer.http.500")), .withoutEnd,
            .answered,
        ]
        for (index, ending) in endings.enumerated() {
            #expect(try story(Day.raw, messageId: Day.id(index + 1)).ending == ending)
        }
    }

    @Test func theOrderOfLinesDoesNotMatter() throws {
        let lines = Day.lines
        let backwards = LogForm.tailDetailed.bytes(lines.reversed())
        for number in [1, 4, 8] {
            let forwards = try story(LogForm.tailDetailed.bytes(lines), messageId: Day.id(number))
            let other = try story(backwards, messageId: Day.id(number))
            #expect(forwards.ending == other.ending)
            #expect(forwards.steps.map(\.title) == other.steps.map(\.title))
        }
    }

    @Test func anotherInstanceBetweenDoesNotMatter() throws {
        // The same lines with other ids, interleaved as if from another log stream.
        var lines: [String] = []
        for line in Day.lines {
            lines.append("\(line.time) 2026/11/26/[$LATEST]aaaa \(line.text)")
            let other = line.text.split(separator: "6fb2692f", omittingEmptySubsequences: false).joined(
                separator: "7fb2692f"
            )
            .split(separator: "8f507ed8", omittingEmptySubsequences: false).joined(separator: "9f507ed8")
            lines.append("\(line.time) 2026/11/26/[$LATEST]bbbb \(other)")
        }
        let bytes = Day.bytes(lines)
        for number in 1...8 {
            let alone = try story(LogForm.tailDetailed.bytes(Day.lines), messageId: Day.id(number))
            let mixed = try story(bytes, messageId: Day.id(number))
            #expect(alone.ending == mixed.ending && alone.steps.map(\.title) == mixed.steps.map(\.title), "\(number)")
        }
    }

    @Test func aKillAfterTheAnswerIsNoFailure() throws {
        let id = "r-9"
        let bytes = Day.bytes([
            "START RequestId: \(id) Version: $LATEST",
            #"{"timestamp":"2026-11-26T04:00:00.100Z","level":"INFO","event":"directive","message_id":"m-9","request_id":"r-9","outcome":"ok","duration_ms":90,"budget_ms":8000}"#,
            "RequestId: \(id) Error: Runtime exited with error: signal: killed",
            "REPORT RequestId: \(id)\tDuration: 100.00 ms\tBilled Duration: 100 ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\t",
        ])
        let told = try story(bytes, messageId: "m-9")
        #expect(told.ending == .answered && !told.isFailure)
        #expect(told.reasons.contains("The process was killed for want of memory after the answer."))
    }

    @Test func aLateAnswerIsTold() throws {
        let bytes = Day.bytes([
            #"{"timestamp":"2026-11-26T04:00:09.100Z","level":"INFO","event":"directive","message_id":"m-9","outcome":"ok","duration_ms":9100,"budget_ms":8000,"cold":true}"#
        ])
        let told = try story(bytes, messageId: "m-9")
        #expect(told.reasons.contains { $0.contains("1,100 ms after Alexa had given up") })
    }

    @Test func aDeliveryAloneIsTold() throws {
        let told = try story(Day.raw, messageId: "ev-4")
        #expect(told.messageId == Day.id(4))
        let alone = Day.bytes(Day.lines.map(\.text).filter { $0.contains("\"gateway\"") })
        #expect(try story(alone, messageId: "ev-4").ending == .deliveryOnly)
    }

    @Test(arguments: Story.Step.Kind.allCases)
    func everyKindOfStepIsTold(_ kind: Story.Step.Kind) throws {
        let all = try (1...8).flatMap { try story(Day.raw, messageId: Day.id($0)).steps.map(\.kind) }
        // The fixture has no alarm of a directive, and no unknown line of one.
        guard kind != .note, kind != .alarm else { return }
        #expect(all.contains(kind))
    }
}
