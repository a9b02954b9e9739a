import AlexaProtocol
import DeviceCloud
import Foundation
import HTTPTypes
import Logging
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// One client over real HTTP, in virtual time: pauses take no time.
struct CloudClientTests {
    @Test func signsWhatItSends() async throws {
        try await Acme.run { acme in
            var request = CloudRequest.get(
                "devices.list", "/devices/\("a/b?c")/\("ü")", query: [("user", "a b"), ("ids", "1,2")], for: .discovery)
            #expect(await acme.send(request).verdict == "ok")
            #expect(acme.server.calls.last?.path == "/api/devices/a%2Fb%3Fc/%C3%BC")
            #expect(acme.server.calls.last?.query == "user=a%20b&ids=1%2C2")
            request = Acme.absolute
            request.body = .form(["b": "ü", "a": "1 2"])
            #expect(await acme.send(request).verdict == "ok")
            #expect(acme.server.calls.last.map { String(decoding: $0.body, as: UTF8.self) } == "a=1%202&b=%C3%BC")
            #expect(acme.server.logins.count == 1)
        }
    }

    @Test(arguments: ["", ".", "..", "..."])
    func anIdCannotNameAnotherResource(_ id: String) async throws {
        try await Acme.run(tokens: false) { acme in
            let request = CloudRequest.post(
                "devices.command", "/devices/\(id)/commands", .none, for: .command, effect: .once)
            #expect(await acme.send(request).verdict == "INTERNAL_ERROR acme.transport.refusedByUs")
            #expect(acme.server.calls.isEmpty)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let request: CloudRequest
        let answers: [LoopbackAnswer]
        let verdict: String
        /// The number of requests that reach the cloud.
        let calls: Int
        var pauses: [Duration] = []
        var mayHaveBeenCarriedOut = false

        init(
            _ name: String, _ request: CloudRequest, _ answers: [LoopbackAnswer], _ verdict: String, calls: Int,
            pauses: [Duration] = [], carriedOut: Bool = false
        ) {
            self.name = name
            self.request = request
            self.answers = answers
            self.verdict = verdict
            self.calls = calls
            self.pauses = pauses
            mayHaveBeenCarriedOut = carriedOut
        }

        var testDescription: String { name }
    }

    private static let large = LoopbackAnswer.text(200, String(repeating: " ", count: 2 << 20))
    private static let garbage = LoopbackAnswer.text(200, #"{"ok":true}"#, [.contentEncoding: "gzip"])
    private static let html = LoopbackAnswer.text(200, "<html>maintenance</html>")

    static let cases: [Case] = [
        // The vendor's code, whatever the status.
        Case("offline", Acme.absolute, [.refusal(code: 2001)], "ENDPOINT_UNREACHABLE acme.2001", calls: 1),
        Case(
            "code as text, with 404", Acme.step, [.refusal(404, code: "2001")], "ENDPOINT_UNREACHABLE acme.2001",
            calls: 1),
        Case("code of success", Acme.read, [.refusal(code: 0)], "INTERNAL_ERROR acme.0", calls: 1),
        // Transient: resent if that is safe.
        Case("busy, then done", Acme.absolute, [.refusal(code: 5000)], "ok", calls: 2, pauses: [.milliseconds(200)]),
        Case(
            "busy step, surely not done", Acme.step, [.refusal(code: 5000)], "ok", calls: 2,
            pauses: [.milliseconds(200)]),
        Case(
            "busy for ever", Acme.absolute, Array(repeating: .refusal(code: 5000), count: 9),
            "ENDPOINT_UNREACHABLE acme.5000", calls: 3, pauses: [.milliseconds(200), .milliseconds(400)]),
        Case(
            "busy, and it says how long", Acme.step, [.refusal(code: 5000, ["wait_ms": 1500])], "ok", calls: 2,
            pauses: [.milliseconds(1700)]),
        Case(
            "perhaps done, absolute", Acme.absolute, [.refusal(code: 5001)], "ok", calls: 2,
            pauses: [.milliseconds(200)]),
        Case(
            "perhaps done, a step", Acme.step, [.refusal(code: 5001)], "ENDPOINT_UNREACHABLE acme.5001", calls: 1,
            carriedOut: true),
        // Statuses without a code.
        Case("503", Acme.read, [.text(503, "")], "ok", calls: 2, pauses: [.milliseconds(200)]),
        Case(
            "503 to a step", Acme.step, [.text(503, "")], "ENDPOINT_UNREACHABLE acme.http.503", calls: 1,
            carriedOut: true),
        Case("404", Acme.step, [.text(404, "")], "INTERNAL_ERROR acme.http.404", calls: 1),
        Case(
            "302", Acme.absolute, [.text(302, "", [.location: "https://example.com/"])], "INTERNAL_ERROR acme.http.302",
            calls: 1),
        Case(
            "429 with a time", Acme.absolute, [.text(429, "", [.retryAfter: "2"])], "ok", calls: 2,
            pauses: [.milliseconds(2200)]),
        Case("429 without a time", Acme.absolute, [.text(429, "")], "RATE_LIMIT_EXCEEDED acme.http.429", calls: 1),
        // Answers without a clear result: success is never assumed.
        Case("empty", Acme.absolute, [.text(200, "")], "INTERNAL_ERROR acme.http.200", calls: 1, carriedOut: true),
        Case("html", Acme.absolute, [html], "INTERNAL_ERROR acme.http.200", calls: 1, carriedOut: true),
        Case("html with 502", Acme.read, [.text(502, "<html>")], "ok", calls: 2, pauses: [.milliseconds(200)]),
        Case(
            "half a JSON", Acme.absolute, [.text(200, #"{"ok":true,"data":tr"#)], "INTERNAL_ERROR acme.http.200",
            calls: 1, carriedOut: true),
        Case("JSON of another shape", Acme.read, [.text(200, "[1]")], "INTERNAL_ERROR acme.http.200", calls: 1),
        Case(
            "no code", Acme.step, [.text(200, #"{"ok":false}"#)], "INTERNAL_ERROR acme.http.200", calls: 1,
            carriedOut: true),
        // No answer.
        Case("dropped, absolute", Acme.absolute, [.hangUp], "ok", calls: 2, pauses: [.milliseconds(200)]),
        Case(
            "dropped step", Acme.step, [.hangUp], "ENDPOINT_UNREACHABLE acme.transport.connectionLost", calls: 1,
            carriedOut: true),
        Case(
            "dropped, then refused", Acme.absolute, [.hangUp, .refusal(code: 2001)], "ENDPOINT_UNREACHABLE acme.2001",
            calls: 2,
            pauses: [.milliseconds(200)], carriedOut: true),
        Case(
            "a step answered with garbage", Acme.step, [garbage], "ENDPOINT_UNREACHABLE acme.transport.connectionLost",
            calls: 1,
            carriedOut: true),
        Case("too large", Acme.absolute, [large], "INTERNAL_ERROR acme.transport.tooLarge", calls: 1, carriedOut: true),
        Case("too large a read", Acme.read, [large], "INTERNAL_ERROR acme.transport.tooLarge", calls: 1),
        // Signed again, once.
        Case("signature, then done", Acme.step, [.refusal(code: 1004)], "ok", calls: 2),
        Case(
            "signature twice", Acme.step, [.refusal(code: 1004), .refusal(code: 1004)], "INTERNAL_ERROR acme.1004",
            calls: 2),
        // Unknown codes, with and without a family.
        Case("a plan of tomorrow", Acme.step, [.refusal(code: 9099)], "INTERNAL_ERROR acme.90xx", calls: 1),
        Case("unknown", Acme.step, [.refusal(code: "SURPRISE")], "INTERNAL_ERROR acme.unknown", calls: 1),
        Case(
            "unknown with 503", Acme.absolute, [.refusal(503, code: 42)], "ok", calls: 2, pauses: [.milliseconds(200)]),
    ]

    @Test(arguments: cases)
    func answersAreReadAndCommandsRepeatedOnlyWhereThatIsSafe(_ test: Case) async throws {
        var policy = CloudPolicy()
        // Only the content of the answer matters here, however slow the machine is.
        policy.resend.share = 1
        try await Acme.run(policy: policy, tokens: false) { acme in
            acme.server.answer(test.answers)
            let (failure, verdict) = await acme.send(test.request)
            #expect(verdict == test.verdict)
            #expect(acme.server.calls.count == test.calls)
            #expect(acme.clock.sleeps == test.pauses)
            let mayHaveBeenCarriedOut = failure?.failure.facts.mayHaveBeenCarriedOut ?? false
            #expect(mayHaveBeenCarriedOut == test.mayHaveBeenCarriedOut)
            if let failure { #expect(!failure.failure.error.message.contains("never-shown")) }
        }
    }

    @Test func factsAndRecordNameTheVendorsCodeAndTrace() async throws {
        try await Acme.run(tokens: false) { acme in
            acme.server.answer([.refusal(403, code: 2010)])
            let failure = try #require(await acme.send(Acme.read).failure)
            let facts = failure.failure.facts
            #expect(facts.vendorCode == "2010" && facts.vendorTrace == "trace-1" && facts.httpStatus == 403)
            #expect(!facts.isTransient && facts.deadCredential == nil)
            #expect(failure.row.recovery.isConfirmedByList)
            let line = try #require(acme.log.lines("cloud").first)
            #expect(line.level == .debug)
            #expect(line.fields["operation"] == "devices.state" && line.fields["attempt"] == "1")
            #expect(line.fields["status"] == "403" && line.fields["vendor_code"] == "2010")
            #expect(line.fields["vendor_trace"] == "trace-1")
        }
    }

    @Test func aDemandMakesTheErrorMoreSpecific() async throws {
        try await Acme.run(tokens: false) { acme in
            var request = Acme.absolute
            request.demand = .number(120, within: ValidRange(0...100))
            acme.server.answer([.refusal(code: 1101), .refusal(code: 1101, ["min": 10, "max": 90])])
            for range in [0.0...100, 10...90] {
                let error = try #require(await acme.send(request).failure?.failure.error)
                #expect(error.type == .generic(.valueOutOfRange(ValidRange(range))))
            }
            // Within the bounds, the cloud refuses the value itself.
            request.demand = .number(50, within: ValidRange(0...100))
            acme.server.answer([.refusal(code: 1101)])
            #expect(await acme.send(request).failure?.failure.error.type == .generic(.invalidValue))
        }
    }

    @Test func aCallEndsBeforeItsDeadline() async throws {
        try await Acme.run(live: true, tokens: false) { acme in
            let silence = LoopbackAnswer.success(true, after: .seconds(90))
            acme.server.answer([silence, silence, silence, silence])
            let start = ContinuousClock.now
            let step = await acme.send(Acme.step, acme.call(for: .seconds(3)))
            #expect(step.verdict == "ENDPOINT_UNREACHABLE acme.transport.timedOutWaiting")
            #expect(step.failure?.failure.facts.mayHaveBeenCarriedOut == true)
            let absolute = await acme.send(Acme.absolute, acme.call(for: .seconds(5)))
            #expect(absolute.verdict == "ENDPOINT_UNREACHABLE acme.transport.timedOutWaiting")
            #expect(ContinuousClock.now - start < .seconds(60))
            #expect(acme.server.commands.count >= 2)
            let late = await acme.send(Acme.read, acme.call(for: .zero))
            #expect(late.failure != nil)
        }
    }

    @Test func aCancelledCallIsNotSentAgain() async throws {
        try await Acme.run(live: true, tokens: false) { acme in
            acme.server.answer(Array(repeating: .success(true, after: .seconds(30)), count: 3))
            let work = Task { await acme.send(Acme.absolute) }
            await acme.server.waitForCall()
            work.cancel()
            #expect(await work.value.verdict == "ENDPOINT_UNREACHABLE acme.transport.cancelled")
            #expect(acme.server.calls.count == 1)
        }
    }

    @Test func unknownCodesAreCountedAndLoggedOnce() async throws {
        try await Acme.run(tokens: false) { acme in
            acme.server.answer([
                .refusal(code: "SURPRISE"), .refusal(code: "SURPRISE"), .refusal(code: 77), .refusal(code: 2001),
            ])
            for _ in 0..<4 { _ = await acme.send(Acme.step) }
            #expect(acme.client.unknownCodes == ["SURPRISE": 2, "77": 1])
            let lines = acme.log.lines("unknown_code")
            #expect(lines.map { $0.fields["vendor_code"] } == ["SURPRISE", "77"])
            #expect(lines.allSatisfy { $0.level == .warning && $0.fields["vendor_trace"] == "trace-1" })
        }
    }

    @Test func aFloodOfInventedCodesFillsNeitherMemoryNorLog() async throws {
        try await Acme.run(tokens: false) { acme in
            acme.server.answer((0..<520).map { .refusal(code: .string("X\($0)" + String(repeating: "y", count: 200))) })
            for _ in 0..<520 { _ = await acme.send(Acme.step) }
            #expect(acme.client.unknownCodes.count == 500)
            #expect(acme.log.lines("unknown_code").count == 500)
            #expect(acme.client.unknownCodes.keys.allSatisfy { $0.count == 64 })
        }
    }

    @Test func whatIsAcceptedFirstIsFollowedToItsEnd() async throws {
        try await Acme.run(tokens: false) { acme in
            let call = acme.call(for: .seconds(10))
            let pause = Pause(first: .seconds(1), longest: .seconds(2))
            var questions = 0
            let result = try await acme.client.follow(Acme.step, call, every: pause) {
                () async throws(CloudFailure) -> String? in
                questions += 1
                return questions == 3 ? "completed" : nil
            }
            #expect(result == "completed")
            #expect(acme.clock.sleeps == [.seconds(1), .seconds(2), .seconds(2)])

            var failure: CloudFailure?
            do throws(CloudFailure) {
                _ = try await acme.client.follow(Acme.step, call, every: pause) {
                    () async throws(CloudFailure) -> String? in nil
                }
            } catch {
                failure = error
            }
            #expect(failure?.failure.rule == "acme.pending")
            #expect(failure?.failure.facts.mayHaveBeenCarriedOut == true)
            #expect(call.workUntil.timeLeft > .zero)

            // The code of an action that failed later is mapped like any other.
            let offline = acme.client.failure(Reading.Refusal("2001"), of: Acme.step, trace: "action-1", call)
            #expect(offline.failure.rule == "acme.2001" && offline.failure.facts.vendorTrace == "action-1")
        }
    }
}
