import AlexaProtocol
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing

/// Members of an error other than its code, unknown codes, and answers that are not errors.
struct RefusalShapeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let answer: LoopbackAnswer
        let command: String
        /// How often the report is sent if it always gets this answer.
        var sent = 1

        init(_ name: String, _ answer: LoopbackAnswer, _ command: String, sent: Int = 1) {
            self.name = name
            self.answer = answer
            self.command = command
            self.sent = sent
        }

        var testDescription: String { name }
    }

    private static func body(_ status: Int, _ json: JSONValue) -> LoopbackAnswer { .realerJSON(status, json) }

    static let cases: [Case] = [
        // The code takes precedence over the HTTP status.
        Case("4002 with 403", .realer(4002, .newest, status: 403), "PARTNER_APPLICATION_REDIRECTION"),
        Case("4013 with 403", .realer(4013, .oldest), "INTERNAL_ERROR"),
        Case("4029 with 200", .realer(4029, .newest, status: 200), "RATE_LIMIT_EXCEEDED"),
        Case("5003 with 201", .realer(5003, .newest, status: 201), "ENDPOINT_UNREACHABLE", sent: 3),
        Case("code as text", body(402, ["code": "4002", "error": "x"]), "PARTNER_APPLICATION_REDIRECTION"),
        // Types in both spellings, without a code.
        Case(
            "unauthorized", body(401, ["error": ["type": "unauthorized"]]), "PARTNER_APPLICATION_REDIRECTION", sent: 2),
        Case("payment_required", body(403, ["error": ["type": "payment_required"]]), "PARTNER_APPLICATION_REDIRECTION"),
        Case("not_found", body(200, ["error": ["type": "not_found"]]), "ENDPOINT_UNREACHABLE"),
        Case("conflict", body(409, ["error": ["type": "conflict"]]), "INTERNAL_ERROR"),
        Case("type as text", body(422, ["error": "validation_failed"]), "INVALID_VALUE"),
        // Causes that are only in the type or the details.
        Case(
            "scope", .realer(4003, .newest, type: "insufficient_scope"), "INSUFFICIENT_PERMISSIONS", sent: 2),
        Case(
            "another device", .realer(4003, .newest, details: ["device_id": "cdv_of_somebody_else"]), "INTERNAL_ERROR"),
        Case(
            "this device", .realer(4003, .newest, details: ["device_id": .string(FakeRealer.deviceId)]),
            "INSUFFICIENT_PERMISSIONS"),
        Case("a field of ours", .realer(4022, .newest, details: ["field": "message_id"]), "INTERNAL_ERROR"),
        Case(
            "a field of ours, as key", .realer(4022, .middle, details: ["value_received_at": "late"]), "INTERNAL_ERROR"),
        Case("the value", .realer(4022, .newest, details: ["field": "value"]), "INVALID_VALUE"),
        Case("bounds", .realer(4022, .newest, details: ["minimum": 0, "maximum": "50.0"]), "VALUE_OUT_OF_RANGE"),
        Case("bounds that hold it", .realer(4022, .newest, details: ["min": 0, "max": 90]), "INVALID_VALUE"),
        // Values of `status` that do not mean success.
        Case("rejected", body(200, ["code": 2000, "status": "rejected"]), "NOT_SUPPORTED_IN_CURRENT_MODE"),
        Case("stale", body(200, ["status": "stale"]), "ENDPOINT_BUSY"),
        // Codes that Realer may add: first the type decides, then the status of the same class, then the class.
        Case("4777", .realer(4777, .oldest, status: 400), "INTERNAL_ERROR"),
        Case("4777 with 429", .realer(4777, .oldest, status: 429), "RATE_LIMIT_EXCEEDED"),
        Case("4777 with 503", .realer(4777, .oldest, status: 503), "INTERNAL_ERROR"),
        Case("4777 with a type", .realer(4777, .newest, type: "conflict", status: 400), "INTERNAL_ERROR"),
        Case("5777 with 503", .realer(5777, .oldest, status: 503), "ENDPOINT_UNREACHABLE", sent: 3),
        Case("5777 with 200", .realer(5777, .oldest, status: 200), "INTERNAL_ERROR", sent: 3),
        Case(
            "an Alexa type as code", body(401, ["code": "EXPIRED_AUTHORIZATION_CREDENTIAL"]),
            "PARTNER_APPLICATION_REDIRECTION", sent: 2),
        // No code: the registry's row of the status. Three statuses blame customer or device, so they need a body of Realer's.
        Case("401", .realerText(401, ""), "PARTNER_APPLICATION_REDIRECTION", sent: 2),
        Case("402 of Realer's", body(402, ["request_id": "r"]), "PARTNER_APPLICATION_REDIRECTION"),
        Case("403 of Realer's", body(403, ["error": ["message": "no"]]), "INSUFFICIENT_PERMISSIONS"),
        Case("404 of Realer's", body(404, [:]), "ENDPOINT_UNREACHABLE"),
        Case("402 of a proxy", .realerText(402, ""), "INTERNAL_ERROR"),
        Case("403 of a proxy", .realerText(403, "<html>"), "INTERNAL_ERROR"),
        Case("404 of a proxy", .realerText(404, ""), "INTERNAL_ERROR"),
        Case("403 with half a JSON", .realerText(403, #"{"code": 4003, "er"#), "INTERNAL_ERROR"),
        Case("409", .realerText(409, ""), "INTERNAL_ERROR"),
        Case("413", .realerText(413, ""), "INTERNAL_ERROR"),
        Case("415", .realerText(415, ""), "INTERNAL_ERROR"),
        Case("422", body(422, [:]), "INVALID_VALUE"),
        Case("429", .realerText(429, ""), "RATE_LIMIT_EXCEEDED"),
        Case("503", .realerText(503, "<html>"), "ENDPOINT_UNREACHABLE", sent: 3),
        Case("502", .realerText(502, "<html>"), "ENDPOINT_UNREACHABLE", sent: 3),
        Case("500", .realerText(500, "<html>"), "INTERNAL_ERROR", sent: 3),
        Case("301", .realerText(301, ""), "INTERNAL_ERROR"),
        // Answers without a clear result: success is never assumed.
        Case("empty", .realerText(200, ""), "INTERNAL_ERROR"),
        Case("HTML", .realerText(200, "<html>welcome</html>"), "INTERNAL_ERROR"),
        Case("half a JSON", .realerText(200, #"{"code": 2000, "status": "cre"#), "INTERNAL_ERROR"),
        Case("an array", body(200, [1, 2]), "INTERNAL_ERROR"),
        Case("nothing in it", body(200, [:]), "INTERNAL_ERROR"),
        Case("another word", body(200, ["status": "wonderful"]), "INTERNAL_ERROR"),
        Case("success with 500", body(500, ["code": 2000]), "INTERNAL_ERROR", sent: 3),
        Case("not gzip", compressed, "ENDPOINT_UNREACHABLE", sent: 3),
        Case("dropped", .hangUp, "ENDPOINT_UNREACHABLE", sent: 3),
    ]

    private static let compressed = LoopbackAnswer(.ok, [.contentEncoding: "gzip"], body: Array(#"{"code":2000}"#.utf8))

    @Test(arguments: cases)
    func aCommand(_ test: Case) async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.feedData, Array(repeating: test.answer, count: 12))
            #expect(await realer.answer(Realer.set(70)).description == "ErrorResponse \(test.command)")
            #expect(realer.server.calls(.feedData).count == test.sent)
        }
    }

    @Test(arguments: cases)
    func discoveryIsNeverAnError(_ test: Case) async throws {
        try await Realer.run { realer in
            let first = await realer.answer(Realer.discover)
            for operation in [FakeRealer.Operation.bootstrap, .commands] {
                realer.server.answer(operation, Array(repeating: test.answer, count: 12))
            }
            let second = await realer.answer(Realer.discover)
            #expect(second.description == "Discover.Response")
            #expect(second.endpoints == first.endpoints)
        }
    }

    @Test func boundsAreToldInTheDirectivesUnit() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(
                .feedData, [.realer(4022, .newest, details: ["range": ["min": "0.0", "max": "50.0"]])])
            let answer = await realer.answer(Realer.set(70))
            #expect(answer.validRange == ["minimumValue": 0, "maximumValue": 50])
        }
    }

    @Test func anUnknownCodeIsLoggedOnceWithItsTrace() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            for message in ["m-1", "m-2"] {
                realer.server.answer(.feedData, [.realer(4777, .newest, status: 400)])
                _ = await realer.answer(Realer.set(70, message: message))
            }
            let lines = realer.log.lines("unknown_code")
            #expect(lines.count == 1)
            #expect(lines.first?.fields["vendor_code"] == "4777")
            #expect(lines.first?.fields["vendor_trace"] == "req-never-the-same")
        }
    }

    @Test func aSlowAnswerIsNotWaitedForBeyondTheDeadline() async throws {
        try await Realer.run(live: true) { realer in
            _ = await realer.answer(Realer.discover)
            var slow = LoopbackAnswer.realerJSON(201, ["code": 2000, "status": "created"])
            slow.delay = .seconds(30)
            realer.server.answer(.feedData, Array(repeating: slow, count: 4))
            let start = ContinuousClock.now
            let answer = Answered(await realer.skill.answer(to: Realer.turn(true), timeLeft: .milliseconds(1700)))
            #expect(answer.description == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(ContinuousClock.now - start < .seconds(10))
        }
    }
}
