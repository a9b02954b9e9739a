import AlexaProtocol
import Crypto
import EventGateway
import Skill
import Testing
import Timing

/// The summary line: one for every input, two for a deferred directive.
@Suite(.timeLimit(.minutes(1))) struct SummaryTests {
    static let turnOn = directive("Alexa.PowerController", "TurnOn")

    static func hash(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func aSuccess() async throws {
        let log = RecordedLog()
        var options = Skill.Options()
        options.build = "1.2.3 (abc)"
        let time = ManualTime()
        let cloud = StubCloud(onPerform: { _, call in
            time.pass(.milliseconds(250))
            call.record.noteCloudCall(
                CloudCall(
                    cloud: "stub", operation: "devices.command", status: 200, vendorTrace: "trace-1", attempt: 1,
                    duration: .milliseconds(250)))
            return Outcome([])
        })
        let skill = Skill([cloud], time: time, log: log, options: options)
        for requestId in ["r-1", nil] {
            _ = await skill.answer(to: Array(Self.turnOn.utf8), requestId: requestId)
        }
        let lines = log.summaries
        #expect(lines.count == 2)
        let expected: JSONObject = [
            "timestamp": "1970-01-01T00:00:00.000Z", "level": "INFO", "event": "directive", "answer_id": "message-1",
            "attempts": 1,
            "budget_ms": 8000, "build": "1.2.3 (abc)", "cloud": "stub", "cloud_ms": 250, "cold": true,
            "correlation": .string(Self.hash("token+/==")), "customer": .string(Self.hash("household")),
            "duration_ms": 250, "endpoint_id": "lamp", "http_status": 200, "message_id": "m-1", "name": "TurnOn",
            "namespace": "Alexa.PowerController", "outcome": "ok", "request_id": "r-1", "vendor_trace": "trace-1",
        ]
        #expect(lines.first == expected)
        #expect(lines.last?["cold"] == false)
        #expect(lines.last?["request_id"] == nil)
        #expect(!log.text.contains("token+/=="))
        #expect(!log.text.contains("household"))
        #expect(!log.text.contains("account-linking-token"))
        let call = try #require(log.lines("cloud").first)
        #expect(call["operation"] == "devices.command" && call["ms"] == 250 && call["level"] == "DEBUG")
    }

    @Test func theVendorsCodeAndTraceAreNotDropped() async {
        let log = RecordedLog()
        let cloud = StubCloud(onPerform: { _, _ throws(AdapterFailure) in
            throw AdapterFailure(
                AlexaError(.generic(.endpointBusy), "busy"), rule: "stub.1106",
                facts: FailureFacts(vendorCode: "1106", vendorTrace: "t-9", httpStatus: 200))
        })
        _ = await Skill([cloud], log: log).answer(Self.turnOn)
        let line = log.summaries.first ?? [:]
        #expect(line["outcome"] == "error" && line["level"] == "WARN")
        #expect(line["error_namespace"] == "Alexa" && line["error_type"] == "ENDPOINT_BUSY")
        #expect(line["rule"] == "stub.1106" && line["vendor_code"] == "1106" && line["vendor_trace"] == "t-9")
        #expect(line["http_status"] == 200 && line["cloud"] == "stub")
    }

    /// Every input has one line, and the line of every error names its rule.
    @Test(
        arguments: [
            ("", "error", "skill.unreadable"), ("{}", "error", "skill.unreadable"),
            ("{\"directive\": {\"header\": {}}}", "error", "skill.unreadable"),
            (String(turnOn.dropLast(10)), "error", "skill.unreadable"),
            (directive("Alexa.Teleporter", "Beam"), "error", "skill.unknown_interface"),
            (directive("Alexa.PowerController", "TurnSideways"), "error", "skill.unknown_directive"),
            (directive("Alexa.PowerController", "TurnOn", version: "2"), "error", "skill.payload_version"),
            (directive("Alexa.PowerController", "TurnOn", endpoint: nil), "error", "skill.needs_endpoint"),
            (directive("Alexa.PowerController", "TurnOn", endpoint: "none"), "error", "skill.no_such_endpoint"),
            (directive("Alexa.LockController", "Lock"), "error", "skill.undeclared_interface"),
            (directive("Alexa.PowerController", "TurnOn", instance: "X"), "error", "skill.undeclared_instance"),
            (directive("Alexa.PowerController", "TurnOn", payload: []), "error", "skill.payload"),
            (directive("Alexa.Authorization", "AcceptGrant", endpoint: nil), "error", "skill.payload"),
            (turnOn, "ok", nil), (directive("Alexa", "ReportState"), "ok", nil),
            (directive("Alexa.Discovery", "Discover", endpoint: nil), "ok", nil),
        ] as [(String, String, String?)])
    func everyInputHasOneLine(_ input: String, _ outcome: String, _ rule: String?) async {
        let log = RecordedLog()
        _ = await Skill([StubCloud()], log: log).answer(input)
        #expect(log.summaries.count == 1)
        #expect(log.summaries.first?["outcome"]?.string == outcome)
        #expect(log.summaries.first?["rule"]?.string == rule)
    }

    @Test func tooLargeAndLate() async {
        let log = RecordedLog()
        let cloud = StubCloud(onPerform: { _, _ in
            await HostileCloudTests.never()
            return Outcome([])
        })
        let skill = Skill([cloud], log: log)
        let cookie = String(repeating: "x", count: 7_000_000)
        _ = await skill.answer(Self.turnOn.replacing("\"cookie\":{}", with: "\"cookie\":{\"k\":\"\(cookie)\"}"))
        _ = await skill.answer(Self.turnOn)
        #expect(log.summaries.map { $0["rule"]?.string } == ["skill.too_large", "skill.cloud_too_slow"])
        #expect(log.summaries.map { $0["message_id"]?.string } == ["m-1", "m-1"])
        #expect(log.summaries.map { $0["duration_ms"]?.integer } == [0, 7000])
        #expect(log.summaries.map { $0["error_type"]?.string } == ["INVALID_DIRECTIVE", "ENDPOINT_UNREACHABLE"])
    }

    @Test func aDeferredDirectiveHasTwoLines() async {
        let log = RecordedLog()
        let time = ManualTime()
        let cloud = StubCloud(
            onDiscover: { _ in [DeferralPolicyTests.lock] },
            onPerform: { _, _ in
                await HostileCloudTests.never()
                return Outcome([])
            })
        let skill = Skill([cloud], deferral: MemoryPromises().deferral(time), time: time, log: log)
        _ = await skill.answer(directive("Alexa.LockController", "Lock"))
        await skill.finishDeferred()
        #expect(Set(log.summaries.map { $0["outcome"]?.string ?? "" }) == ["deferred", "error"])
        let end = log.summaries.first { $0["outcome"] == "error" } ?? [:]
        #expect(end["rule"] == "skill.cloud_too_slow" && end["error_type"] == "ENDPOINT_UNREACHABLE")
        #expect(log.summaries.count == 2)
        #expect(log.summaries.allSatisfy { $0["message_id"] == "m-1" })
    }

    /// Without a grant nothing can be deferred, and the log says so.
    @Test func nothingIsDeferredWithoutAGrant() async {
        let log = RecordedLog()
        let time = ManualTime()
        let cloud = StubCloud(
            onDiscover: { _ in [DeferralPolicyTests.lock] },
            onPerform: { _, _ in
                await HostileCloudTests.never()
                return Outcome([])
            })
        let promises = Promises(MemoryPromises(), environment: time.environment) { _, _ in false }
        let answer = await Skill([cloud], deferral: Deferral(promises), time: time, log: log)
            .answer(directive("Alexa.LockController", "Lock"))
        #expect(answer.verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
        #expect(log.lines("not_deferred").first?["reason"]?.string?.contains("no grant") == true)
    }

    /// External texts are cut and cannot break a line.
    @Test(arguments: [
        String(repeating: "m", count: 5000), "a\nb\r\n{\"event\":\"directive\"}", "\u{0}\u{1B}[31m\"\\", "💡\u{2028}é",
        String(repeating: "👩‍👩‍👧", count: 300),
    ])
    func aMessageIdCannotBreakALine(_ id: String) async {
        let log = RecordedLog()
        let text = JSONValue.string(id).text
        _ = await Skill([StubCloud()], log: log).answer(
            Self.turnOn.replacing("\"messageId\":\"m-1\"", with: "\"messageId\":\(text)"))
        #expect(log.summaries.count == 1)
        #expect(log.summaries.first?["message_id"]?.string == String(id.prefix(128)))
        #expect(log.text.split(separator: "\n", omittingEmptySubsequences: true).count == log.lineCount)
    }

    /// Every error whose namespace cannot answer the directive is replaced by a generic one.
    @Test func noErrorOfAnotherNamespace() async {
        for kind in ErrorCatalog.kinds {
            let fields: JSONObject = [
                "validRange": ["minimumValue": 1, "maximumValue": 2], "currentDeviceMode": "OTHER", "reason": "OTHER",
                "currentChargeState": "CHARGED", "endpoints": [], "percentageState": 5,
                "minimumTemperatureDelta": ["value": 1, "scale": "CELSIUS"], "maxCookTime": "PT1M",
            ]
            guard let type = kind.error(fields: fields) else { continue }
            let cloud = StubCloud(onPerform: { _, _ throws(AdapterFailure) in
                throw AdapterFailure(AlexaError(type, "fault"), rule: "stub.fault")
            })
            let log = RecordedLog()
            let answer = await Skill([cloud], log: log).answer(Self.turnOn)
            let namespace = answer["event"]?.object?["header"]?.object?["namespace"]?.string ?? ""
            let universal = ["Alexa", "Alexa.Safety", "Alexa.AuthorizationController"]
            #expect(universal.contains(namespace), "\(kind.header.namespace) \(kind.type)")
            let isReplaced = !universal.contains(kind.header.namespace)
            #expect(log.lines("error_replaced").count == (isReplaced ? 1 : 0))
            #expect(log.summaries.first?["error_namespace"]?.string == namespace)
        }
    }
}
