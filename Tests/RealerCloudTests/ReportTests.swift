import AlexaProtocol
import LoopbackClouds
import LoopbackServer
import RealerCloud
import TestSupport
import Testing

/// A directive causes one physical event at Realer, however often it or its report is sent.
struct ReportTests {
    @Test func aDirectiveBecomesAReport() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            let answer = await realer.answer(Realer.turn(true))
            #expect(answer.description == "Response")
            #expect(answer.state == ["PowerController": "ON", "EndpointHealth": ["value": "OK"]])
            let call = try #require(realer.server.calls(.feedData).first)
            #expect(
                String(decoding: call.body, as: UTF8.self)
                    == #"{"message_id":"4ae0afd7-03ef-8f08-9ceb-58a10eeb6829","command_id":"cmd_pump","value":"1.0","#
                    + #""value_received_at":"2026-01-01T00:00:01.000Z"}"#)
            #expect(realer.server.value(of: "cmd_pump") == "1.0")
            let off = await realer.answer(Realer.turn(false, message: "m-2"))
            #expect(off.description == "Response" && off.state["PowerController"] == "OFF")
            #expect(realer.server.reports.map(\.value) == ["1.0", "0.0"])
        }
    }

    @Test func theMessageIdIsAUUIDOfTheDirective() async throws {
        var ids: [String] = []
        for message in ["m-1", "m-2", String(repeating: "x", count: 127), "ü"] {
            try await Realer.run { realer in
                _ = await realer.answer(Realer.discover)
                _ = await realer.answer(Realer.turn(true, message: message))
                _ = await realer.answer(Realer.set(20, message: message))
                ids += realer.server.reports.map(\.messageId)
            }
        }
        #expect(Set(ids).count == 8)
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
    }

    @Test(arguments: FakeRealer.Edition.allCases)
    func createdIdempotentAndProcessedAreSuccess(_ edition: FakeRealer.Edition) async throws {
        for word in ["created", "idempotent", "processed"] {
            try await Realer.run(change: { $0.speak(edition) }) { realer in
                _ = await realer.answer(Realer.discover)
                realer.server.answer(.feedData, [.realerTaken(word == "created" ? 201 : 200, word, "id", edition)])
                #expect(await realer.answer(Realer.turn(true)).description == "Response")
            }
        }
    }

    static let commands: [(name: String, directive: [UInt8], value: String)] = [
        ("on", Realer.turn(true), "1.0"), ("off", Realer.turn(false), "0.0"), ("set", Realer.set(42), "42.0"),
        ("adjust", Realer.adjust(10), "50.0"), ("adjust down", Realer.adjust(-15), "25.0"),
    ]

    @Test(arguments: commands)
    func aLostAnswerNeverActsTwice(_ test: (name: String, directive: [UInt8], value: String)) async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.script(.feedData, [.loseAnswer])
            #expect(await realer.answer(test.directive).description == "Response")
            #expect(realer.server.reports.map(\.value) == [test.value])
            #expect(realer.server.reports.first?.sent == 2)
        }
    }

    @Test(arguments: commands)
    func everyAnswerLost(_ test: (name: String, directive: [UInt8], value: String)) async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.script(.feedData, Array(repeating: .loseAnswer, count: 3))
            #expect(await realer.answer(test.directive).description == "ErrorResponse ENDPOINT_UNREACHABLE")
            // Alexa sends the same directive again: the same bytes.
            #expect(await realer.answer(test.directive).description == "Response")
            #expect(realer.server.reports.map(\.value) == [test.value])
            #expect(Set(realer.server.calls(.feedData).map(\.body)).count == 1)
        }
    }

    @Test(arguments: commands)
    func theSameDirectiveAgainActsOnce(_ test: (name: String, directive: [UInt8], value: String)) async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            for _ in 0..<3 { #expect(await realer.answer(test.directive).description == "Response") }
            #expect(realer.server.reports.map(\.value) == [test.value])
        }
    }

    /// A process is killed after Realer has accepted the report, and another process gets the directive again.
    @Test(arguments: commands, [true, false])
    func theSameDirectiveInAnotherProcessActsOnce(
        _ test: (name: String, directive: [UInt8], value: String), _ adopts: Bool
    ) async throws {
        try await Realer.run(change: { $0.adoptReports(adopts) }) { realer in
            _ = await realer.answer(Realer.discover)
            #expect(await realer.answer(test.directive).description == "Response")
            realer.clock.pass(.seconds(3))
            let other = try realer.restarted()
            let answer = await other.answer(test.directive)
            #expect(realer.server.reports.map(\.value) == [test.value])
            // Realer refuses the second report with 4009. If Realer shows the requested value, the first report was the same one.
            // For an adjustment nothing is proven, because the second process computes another value.
            let isProven = test.name == "off" || adopts && !test.name.contains("adjust")
            #expect(answer.description == (isProven ? "Response" : "ErrorResponse INTERNAL_ERROR"))
            #expect(realer.log.lines("alarm").count == (isProven ? 0 : 1))
            if isProven {
                // The third is answered from memory.
                let calls = realer.server.calls(.feedData).count
                #expect(await other.answer(test.directive).state == answer.state)
                #expect(realer.server.calls(.feedData).count == calls)
            }
        }
    }

    @Test func duplicatesAtTheSameTimeActOnce() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            let answers = await withTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { await realer.answer(Realer.adjust(10)).description } }
                return await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers == ["Response"])
            #expect(realer.server.reports.map(\.value) == ["50.0"])
        }
    }

    @Test func adjustmentsAtTheSameTimeAddUp() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<5 {
                    group.addTask { _ = await realer.answer(Realer.adjust(10, message: "a-\(number)")) }
                }
            }
            #expect(realer.server.reports.map(\.value) == ["50.0", "60.0", "70.0", "80.0", "90.0"])
        }
    }

    @Test func aConflictIsOurFaultUnlessTheSameWasSentBefore() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            // The answer is lost, and the resent report gets a conflict: the value is the requested one.
            realer.server.script(.feedData, [.loseAnswer, .answer(.realer(4009, .newest))])
            #expect(await realer.answer(Realer.turn(true)).description == "Response")
            #expect(realer.log.lines("alarm").isEmpty)
            // A conflict about a report that was never sent before.
            realer.server.answer(.feedData, [.realer(4009, .newest)])
            #expect(
                await realer.answer(Realer.turn(false, message: "m-2")).description == "ErrorResponse INTERNAL_ERROR")
            #expect(realer.log.lines("alarm").count == 1)
            // Another report under a used message id: never success.
            #expect(await realer.answer(Realer.turn(true, message: "m-3")).description == "Response")
            #expect(
                await realer.answer(Realer.turn(false, message: "m-3")).description == "ErrorResponse INTERNAL_ERROR")
            #expect(realer.server.value(of: "cmd_pump") == "1.0")
        }
    }

    @Test func aDirectiveWithoutMessageIdGetsAFreshOne() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            let directive = Array(
                String(decoding: Realer.turn(true), as: UTF8.self).replacing(#""messageId": "m-1","#, with: "").utf8)
            _ = await realer.answer(directive)
            _ = await realer.answer(directive)
            #expect(Set(realer.server.reports.map(\.messageId)).count == 2)
        }
    }

    @Test func theCadenceIsObeyed() async throws {
        try await Realer.run(change: { $0.setCadence(2.5) }) { realer in
            _ = await realer.answer(Realer.discover)
            #expect(await realer.answer(Realer.turn(true, message: "m-1")).description == "Response")
            #expect(realer.clock.sleeps.isEmpty)
            #expect(await realer.answer(Realer.turn(false, message: "m-2")).description == "Response")
            #expect(realer.clock.sleeps == [.milliseconds(2500)])
            realer.clock.pass(.seconds(3))
            #expect(await realer.answer(Realer.turn(true, message: "m-3")).description == "Response")
            #expect(realer.clock.sleeps.count == 1)
        }
    }

    @Test func whatTheCadenceLeavesNoTimeForIsRefused() async throws {
        try await Realer.run(change: { $0.setCadence(30) }) { realer in
            _ = await realer.answer(Realer.discover)
            #expect(await realer.answer(Realer.turn(true, message: "m-1")).description == "Response")
            #expect(
                await realer.answer(Realer.set(10, message: "m-2")).description == "ErrorResponse RATE_LIMIT_EXCEEDED")
            #expect(realer.server.calls(.feedData).count == 1)
            #expect(realer.log.lines("directive").last?.fields["rule"] == "realer.own_cadence")
        }
    }

    @Test func afterARateLimitTheAccountRests() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.feedData, [.realer(4029, .newest)])
            #expect(await realer.answer(Realer.turn(true)).description == "ErrorResponse RATE_LIMIT_EXCEEDED")
            #expect(await realer.answer(Realer.report()).description == "StateReport")
            realer.clock.pass(.seconds(1))
            #expect(await realer.answer(Realer.turn(true)).description == "ErrorResponse RATE_LIMIT_EXCEEDED")
            #expect(realer.server.calls(.feedData).count == 1)
            realer.clock.pass(.seconds(6))
            #expect(await realer.answer(Realer.turn(true)).description == "Response")
        }
    }

    @Test func afterARateLimitTheNextReportWaitsForOneInterval() async throws {
        try await Realer.run(change: { $0.setCadence(3) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.feedData, [.realer(4029, .newest)])
            #expect(await realer.answer(Realer.turn(true)).description == "ErrorResponse RATE_LIMIT_EXCEEDED")
            #expect(await realer.answer(Realer.turn(true)).description == "Response")
            #expect(realer.clock.sleeps == [.seconds(3)])
        }
    }
}
