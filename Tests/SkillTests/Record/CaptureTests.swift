import AlexaProtocol
import Explanation
import Foundation
import Skill
import Testing

/// The capture of a directive in the log, and the recording that `porchlight record` makes of it.
@Suite(.timeLimit(.minutes(1))) struct CaptureTests {
    /// The recordings of these directives, either captured by the skill or taken unchanged.
    private static func recordings(_ lines: [JSONValue]) -> [JSONValue] {
        var (reader, recorder) = (LogReader(), Recorder { _, _ in nil })
        let log = lines.map { directive in
            JSONValue.object([
                "timestamp": "2026-01-01T00:00:00.000Z", "level": "DEBUG", "event": "capture", "directive": directive,
            ]).text + "\n"
        }
        reader.read(log.joined().utf8) { recorder.read($0) }
        reader.finish { recorder.read($0) }
        return recorder.recordings.map(\.essence)
    }

    private static func captured(_ directives: [JSONValue]) async -> [JSONValue] {
        let log = RecordedLog()
        var options = Skill.Options()
        options.capturesDirectives = true
        let skill = Skill([StubCloud()], log: log, options: options)
        for directive in directives { _ = await skill.answer(to: directive.encoded()) }
        return log.lines("capture").compactMap { $0["directive"] }
    }

    /// Capturing and recording replace the same parts.
    @Test func everyRecordedDirectiveSurvivesBoth() async throws {
        let directives = try PrivacyTests.paths.compactMap {
            JSONDocument(parsing: Array(try Data(contentsOf: URL(filePath: "directives/\($0)")))).value
        }
        #expect(directives.count > 100)
        let captured = await Self.captured(directives)
        #expect(captured.count == directives.count)
        for (directive, captured) in zip(directives, captured) {
            let (direct, throughCapture) = (Self.recordings([directive]), Self.recordings([captured]))
            // A directive without a usable name, or with too much nesting, is not recorded unchanged.
            if direct.isEmpty { continue }
            #expect(direct.map(\.text) == throughCapture.map(\.text))
        }
    }

    static let texts: [(key: String, text: String, isPublic: Bool)] = [
        ("scale", "CELSIUS", true), ("input", "HDMI 1", true), ("name", "BASS", true), ("mode", "Position.Up", true),
        ("cookTime", "PT20M", true), ("duration", "PT1H30M", true), ("note", "", true),
        // Texts that look like Alexa's words but are not.
        ("mode", "ANNA", false), ("mode", "Annas.Room", false), ("type", "ANNA_BELL", false),
        ("input", "ANNA 1", false),
        ("cookTime", "P47110815", false), ("cookTime", "anna", false), ("scale", "anna", false),
        ("name", "Anna", false),
        // Spoken: "play something with Heat".
        ("value", "HEAT", true), ("spoken", "HEAT", false),
    ]

    /// Both keep or replace a text independently of its member's name.
    @Test(arguments: texts) func bothHaveOneVocabulary(_ key: String, _ text: String, _ isPublic: Bool) async throws {
        let member: JSONValue =
            key == "spoken"
            ? ["entity": ["type": "Actor", "value": .string(text)]] : ["wrapped": .object([key: .string(text)])]
        let payload = JSONObject([("list", .array([member])), ("direct", member)])
        let message = try #require(
            JSONDocument(
                parsing: Array(directive("Alexa.PowerController", "TurnOn", payload: .object(payload)).utf8)
            ).value)
        let captured = await Self.captured([message])
        for value in captured + Self.recordings([message]) + Self.recordings(captured) {
            let shown = value.object?["directive"]?.object?["payload"]?.text ?? ""
            #expect(shown.contains("\"\(text)\"") == isPublic, "\(shown)")
        }
    }
}
