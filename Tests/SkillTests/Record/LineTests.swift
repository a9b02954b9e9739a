import AlexaProtocol
import CoreMetrics
import EventGateway
import Foundation
import Logging
import SimulatedHome
import Skill
import Synchronization
import Telemetry
import Testing
import Timing

/// The lines other than the summary, and which of them are written.
@Suite(.timeLimit(.minutes(1))) struct LineTests {
    static let turnOn = SummaryTests.turnOn
    static let trace = XRayTrace("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")

    @Test func whatArrivedIsTold() async throws {
        let log = RecordedLog()
        var options = Skill.Options()
        options.capturesDirectives = true
        _ = await Skill([StubCloud()], log: log, options: options).answer(
            Self.turnOn.replacing("\"cookie\":{}", with: "\"cookie\":{\"room\":\"attic\"}"))
        let line = try #require(log.lines("received").first)
        #expect(line["level"] == "DEBUG" && line["message_id"] == "m-1" && line["budget_ms"] == 8000)
        #expect(
            line["namespace"] == "Alexa.PowerController" && line["name"] == "TurnOn" && line["endpoint_id"] == "lamp")
        #expect(line["bytes"]?.integer == Self.turnOn.utf8.count + "\"room\":\"attic\"".utf8.count)
        #expect(
            line["shape"]?.text
                == #"{"directive":{"header":{"namespace":"string","name":"string","payloadVersion":"string","messageId":"string","correlationToken":"string"},"endpoint":{"scope":{"type":"string","token":"string"},"endpointId":"string","cookie":"object"},"payload":{}}}"#
        )
        let captured = try #require(log.lines("capture").first)
        #expect(
            captured["directive"]?.text
                == #"{"directive":{"header":{"namespace":"Alexa.PowerController","name":"TurnOn","payloadVersion":"3","messageId":"message-id","correlationToken":"correlation-token"},"endpoint":{"scope":{"type":"BearerToken","token":"token"},"endpointId":"endpoint-\#(LogHash.of("lamp").prefix(6))","cookie":{}},"payload":{}}}"#
        )
        #expect(!log.text.contains("attic"))
    }

    /// A captured directive keeps the parts that are needed to replay it.
    @Test func whatACaptureKeeps() async throws {
        let log = RecordedLog()
        var options = Skill.Options()
        options.capturesDirectives = true
        let payload: JSONValue = [
            "targetSetpoint": ["value": 21.5, "scale": "CELSIUS"], "thermostatMode": ["value": "HEAT"], "flag": true,
            "mode": "Position.Up", "cookTime": "PT3M30S", "start": "2026-05-06T07:08:09Z", "name": "Anna",
            "authorization": ["type": "FOUR_DIGIT_PIN", "value": "4711"], "nothing": .null, "list": ["a", 1, "OFF"],
            "search": ["type": "Franchise", "value": "HEAT"], "a b c": "x",
            "pin": 4711, "code": ["4711"], "entry": ["authorization": ["type": "CODE", "value": 4711]],
        ]
        _ = await Skill([StubCloud()], log: log, options: options).answer(
            directive("Alexa.PowerController", "TurnOn", instance: "Blind.Lift", payload: payload))
        let captured = try #require(log.lines("capture").first?["directive"]?.object?["directive"]?.object)
        #expect(captured["header"]?.object?["instance"] == "Blind.Lift")
        #expect(
            captured["payload"]?.text
                == #"{"targetSetpoint":{"value":21.5,"scale":"CELSIUS"},"thermostatMode":{"value":"HEAT"},"flag":true,"mode":"Position.Up","cookTime":"PT3M30S","start":"2026-01-01T00:00:00Z","name":"text","authorization":{"type":"FOUR_DIGIT_PIN","value":"0000"},"nothing":null,"list":["text",1,"OFF"],"search":{"type":"Franchise","value":"text"},"(name)":"text","pin":"0000","code":"code","entry":{"authorization":{"type":"text","value":"0000"}}}"#
        )
    }

    /// At level INFO the message is not parsed a second time, and nothing is captured without the setting.
    @Test func onlyIfWanted() async {
        let log = RecordedLog()
        _ = await Skill([StubCloud()], log: log).answer(Self.turnOn)
        #expect(log.lines("capture").isEmpty && log.lines("received").count == 1)
    }

    @Test(arguments: ["", "null", "[1]", "{\"directive\":[{\"header\":\"x\"}]}", String(turnOn.dropLast(30)), "\u{0}"])
    func damagedMessages(_ text: String) async throws {
        let log = RecordedLog()
        var options = Skill.Options()
        options.capturesDirectives = true
        _ = await Skill([StubCloud()], log: log, options: options).answer(text)
        let shape = try #require(log.lines("received").first?["shape"])
        #expect(log.lines("capture").count == 1)
        #expect(!shape.text.contains("TurnOn") && !shape.text.contains("account-linking"))
    }

    /// Lines of nested and large messages have a bounded size.
    @Test func largeMessages() async throws {
        let log = RecordedLog()
        var options = Skill.Options()
        options.capturesDirectives = true
        let skill = Skill([StubCloud()], log: log, options: options)
        let deep = String(repeating: "{\"a\":[", count: 90) + String(repeating: "]}", count: 90)
        let wide = "[" + (0..<100_000).map { "{\"k\($0 % 1000)\":\($0)}" }.joined(separator: ",") + "]"
        let many =
            "{" + (0..<50_000).map { "\"k\($0)\":\"\(String(repeating: "v", count: 50))\"" }.joined(separator: ",")
            + "}"
        for payload in [deep, wide, many] {
            _ = await skill.answer(Self.turnOn.replacing("\"payload\":{}", with: "\"payload\":\(payload)"))
        }
        for line in log.text.split(separator: "\n") { #expect(line.utf8.count < 256 << 10) }
        #expect(log.lines("received").count == 3 && log.lines("capture").count == 3 && log.summaries.count == 3)
    }

    /// The host's ids are task-local; the work of a deferred directive has them too.
    @Test func everyLineHasTheIds() async throws {
        let log = RecordedLog()
        let time = ManualTime()
        let environment = time.environment
        let cloud = StubCloud(
            onDiscover: { _ in [DeferralPolicyTests.lock] },
            onPerform: { _, call in
                await environment.sleep(.seconds(10))
                call.record.noteCloudCall(
                    CloudCall(cloud: "stub", operation: "devices.command", status: 200, duration: .seconds(10)))
                return Outcome([])
            })
        let promises = MemoryPromises()
        let skill = Skill([cloud], deferral: promises.deferral(time), time: time, log: log)
        let lock = Array(directive("Alexa.LockController", "Lock").utf8)
        let host = LogContext(requestId: "r-1", trace: Self.trace)
        _ = await LogContext.$current.withValue(host) { await skill.answer(to: lock) }
        await skill.finishDeferred()
        #expect(log.lines("cloud").count == 1 && log.lines("received").count == 1)
        // The order varies: the work may end before the DeferredResponse is returned.
        let lines = log.summaries.sorted { ($0["outcome"]?.string ?? "") < ($1["outcome"]?.string ?? "") }
        #expect(lines.map { $0["outcome"]?.string } == ["deferred", "ok"])
        #expect(lines.map { $0["deferred"]?.bool } == [nil, true])
        // Both name the final event.
        #expect(lines[0]["answer_id"] == lines[1]["answer_id"] && lines[0]["answer_id"] != nil)
        #expect(log.lineCount == 4)
        for event in ["received", "cloud", "directive"] {
            for line in log.lines(event) {
                #expect(line["request_id"] == "r-1" && line["message_id"] == "m-1")
                #expect(line["correlation"]?.string == LogHash.of("token+/=="))
                #expect(line["trace_id"] == "1-5759e988-bd862e3fe1be46a994272793")
            }
        }
    }

    /// Directives outside the sample: errors, deferred and slow answers have a line, other successes none.
    @Test(
        arguments: [
            (0.0, Duration.zero, "TurnOn", []), (0, .milliseconds(2500), "TurnOn", []),
            (0, .milliseconds(2501), "TurnOn", ["ok"]), (0, .zero, "TurnSideways", ["error"]),
            (1, .zero, "TurnOn", ["ok"]),
        ] as [(Double, Duration, String, [String])])
    func sampling(_ share: Double, _ duration: Duration, _ name: String, _ outcomes: [String]) async {
        let log = RecordedLog()
        let time = ManualTime()
        var options = Skill.Options()
        options.logShare = share
        options.capturesDirectives = true
        let cloud = StubCloud(onPerform: { _, call in
            time.pass(duration)
            call.record.noteCloudCall(CloudCall(cloud: "stub", operation: "devices.command", duration: duration))
            return Outcome([])
        })
        _ = await Skill([cloud], time: time, log: log, options: options)
            .answer(directive("Alexa.PowerController", name))
        #expect(log.summaries.map { $0["outcome"]?.string } == outcomes)
        #expect(log.summaries.allSatisfy { $0["sample"]?.number == (share < 1 ? share : nil) })
        #expect(log.lines("cloud").count == (share == 1 ? 1 : 0))
        #expect(log.lines("received").count == (share == 1 ? 1 : 0))
    }

    @Test func deferredDirectivesAreAlwaysTold() async {
        let log = RecordedLog()
        let time = ManualTime()
        var options = Skill.Options()
        options.logShare = 0
        let environment = time.environment
        let cloud = StubCloud(
            onDiscover: { _ in [DeferralPolicyTests.lock] },
            onPerform: { _, _ in
                await environment.sleep(.seconds(10))
                return Outcome([])
            })
        let skill = Skill([cloud], deferral: MemoryPromises().deferral(time), time: time, log: log, options: options)
        _ = await skill.answer(directive("Alexa.LockController", "Lock"))
        await skill.finishDeferred()
        #expect(Set(log.summaries.map { $0["outcome"]?.string }) == ["deferred", "ok"])
    }

    /// The dimensions under which each directive is counted.
    @Test func metrics() async throws {
        let lines = Mutex<[[UInt8]]>([])
        let metrics = EMFMetrics(
            namespace: "N", now: { Timestamp(milliseconds: 1_767_268_800_000) },
            write: { line in lines.withLock { $0.append(line) } })
        let skill = Skill([StubCloud()])
        await withMetricsFactory(metrics) {
            for text in [
                Self.turnOn, directive("Alexa.PowerController", "TurnSideways"), directive("Alexa.Teleporter", "Beam"),
                "{",
            ] { _ = await skill.answer(text) }
        }
        metrics.flush()
        func sum(_ name: String, _ dimensions: JSONObject) -> Double {
            lines.withLock(\.self).compactMap { JSONDocument(parsing: $0).value?.object }
                .filter { line in dimensions.members.allSatisfy { line[$0.key] == $0.value } }
                .compactMap { $0[name]?.number }.reduce(0, +)
        }
        #expect(sum("Directives", ["Interface": "Alexa.PowerController", "Outcome": "ok"]) == 1)
        #expect(sum("Directives", ["Interface": "Alexa.PowerController", "Outcome": "error"]) == 1)
        #expect(sum("Directives", ["Interface": "other", "Outcome": "error"]) == 2)
        #expect(sum("Errors", ["ErrorType": "INVALID_DIRECTIVE", "Cloud": "none"]) == 3)
        #expect(sum("ColdStarts", [:]) == 1)
    }
}
