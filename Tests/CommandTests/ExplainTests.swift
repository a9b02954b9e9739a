import Foundation
import Testing

/// `porchlight explain` and `porchlight record`, as a user runs them.
@Suite struct ExplainTests {
    private static func line(_ id: String, _ fields: String) -> String {
        #"{"timestamp":"2026-11-26T04:00:01.000Z","level":"WARN","event":"directive","message_id":"\#(id)","namespace":"Alexa.PowerController","name":"TurnOn","endpoint_id":"tuya:plug","duration_ms":400,"budget_ms":8000,\#(fields)}"#
            + "\n"
    }

    private static let failed = line(
        "m-1",
        #""correlation":"2f77668a9dfb","cloud":"tuya","outcome":"error","error_namespace":"Alexa","error_type":"ENDPOINT_UNREACHABLE","rule":"tuya.2001","vendor_code":"2001","attempts":1"#
    )
    private static let fine = line("m-2", #""outcome":"ok""#)

    private static func explain(_ log: String, _ arguments: [String] = []) async throws -> Command.Result {
        try await Command(arguments: ["explain"] + arguments, input: Array(log.utf8)).run()
    }

    @Test func standardInputIsReadTwice() async throws {
        let result = try await Self.explain(Self.failed + Self.fine)
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("PowerController TurnOn of tuya:plug\n"))
        // The meaning is taken from Tuya's error table.
        #expect(result.output.contains("device offline (rule tuya.2001)"), "\(result.output)")
    }

    @Test func severalAreListed() async throws {
        let result = try await Self.explain(Self.failed + Self.fine, ["--endpoint", "tuya:plug"])
        #expect(result.status == 0)
        #expect(result.output.contains("2 directives match") && result.output.contains("--message-id ID"))
        let page = try await Self.explain(Self.failed + Self.fine, ["--endpoint", "tuya:plug", "--html", "-"])
        #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.output.contains("2 directives"))
    }

    @Test func whatIsNotFoundIsOne() async throws {
        for arguments in [["--message-id", "m-3"], ["--message-id", "m-3", "--json"], ["--since", "1m"]] {
            #expect(try await Self.explain(Self.failed, arguments).status == 1)
        }
        #expect(try await Self.explain("", []).status == 1)
        #expect(try await Self.explain("nothing of ours\n", ["--summary"]).status == 1)
    }

    @Test(arguments: [
        ["--time", "soon"], ["--since", "1x"], ["/nonexistent/log"], ["-", "-"], ["--html", "x", "--json"],
        ["--summary", "--message-id", "m"], ["--time", "2026-11-26T04:00", "--since", "1h"],
        ["--summary", "--html", "/nonexistent/x"],
    ])
    func whatCannotBeUsedIsTwo(_ arguments: [String]) async throws {
        let result = try await Self.explain(Self.failed, arguments)
        #expect(result.status == 2, "\(result.log)")
        #expect(result.log.hasPrefix("porchlight: ") && result.log.split(separator: "\n").count == 1)
    }

    @Test func aWholeCorrelationTokenIsHashedAndNeverShown() async throws {
        // The fingerprint of "s3cret-token".
        let log = Self.line("m-1", #""correlation":"\#("a81e611a041b")","outcome":"ok""#)
        let result = try await Self.explain(log, ["--correlation", "s3cret-token"])
        #expect(!(result.output + result.log).contains("s3cret"))
        #expect(try await Self.explain(log, ["--correlation", "a81e611a041b"]).status == 0)
    }

    @Test(
        arguments: [
            ("2026-11-26T04:00", 0), ("2026-11-26T05:00+01:00", 0), ("2026-11-26T04:00:03Z", 0),
            ("2026-11-26T04:00:20", 1), ("2026-11-26T04:01", 1),
        ] as [(String, Int32)])
    func aTimeIsAMinuteOrSomeSeconds(_ time: String, _ status: Int32) async throws {
        #expect(try await Self.explain(Self.failed, ["--time", time]).status == status)
    }

    @Test func capturedDirectivesAreRecordedAndPlayed() async throws {
        let capture =
            #"{"timestamp":"2026-11-26T04:00:00.000Z","level":"DEBUG","event":"capture","directive":{"directive":{"header":{"namespace":"Alexa.BrightnessController","name":"SetBrightness","payloadVersion":"3","messageId":"x","correlationToken":"s3cret"},"endpoint":{"endpointId":"s3cret","scope":{"type":"BearerToken","token":"s3cret"},"cookie":{}},"payload":{"brightness":VALUE}}}}"#
        let log = [42, 42, 43].map { capture.replacingOccurrences(of: "VALUE", with: "\($0)") + "\n" }.joined()
        try await withFolder { folder in
            let (directives, events) = (
                folder.appending(path: "a/directives").path, folder.appending(path: "events").path
            )
            let command = Command(arguments: ["record", "--into", directives], input: Array(log.utf8))
            let result = try await command.run()
            #expect(result.status == 0)
            #expect(
                result.output == """
                    wrote \(directives)/BrightnessController/SetBrightness.json
                    wrote \(directives)/BrightnessController/SetBrightness.brightness-43.json

                    """)
            let again = try await command.run()
            #expect(again.output.isEmpty && again.log.contains("0 written, 2 recorded already"))
            let replay = ["replay", "--directives", directives, "--events", events]
            #expect(try await Command(arguments: replay + ["--update"]).run().status == 0)
            #expect(try await Command(arguments: replay).run().status == 0)
            let event = try String(
                contentsOfFile: "\(events)/BrightnessController/SetBrightness.json", encoding: .utf8)
            // An endpoint of the sample home that declares the interface.
            #expect(event.contains(#""value": 42"#) && !event.contains("s3cret"))
        }
    }

    @Test func aLogWithoutCapturesIsOne() async throws {
        let result = try await Command(arguments: ["record", "--into", "/nonexistent"], input: Array(Self.fine.utf8))
            .run()
        #expect(result.status == 1 && result.log.contains("log.capture"))
    }
}
