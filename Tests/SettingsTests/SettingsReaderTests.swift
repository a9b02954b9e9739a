import Foundation
import Settings
import Testing

@Suite struct SettingsReaderTests {
    private static let name = SettingKey("a.name", "a name")
    private static let secret = SettingKey("a.secret", "a secret", isSecret: true)
    private static let time = SettingKey("b.time_seconds", "a time")
    private static let words = SettingKey("b.words", "words")
    private static let keys = [name, secret, time, words]

    private static func withFile<Value>(_ text: String, _ body: (String) throws -> Value) throws -> Value {
        let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    private static func problems(
        _ environment: [String: String], reading: (inout SettingsReader) -> Void = { _ in }
    ) -> [String] {
        var reader = SettingsReader(environment, keys: keys)
        reading(&reader)
        do throws(SettingsProblems) {
            try reader.finish()
            return []
        } catch {
            return error.problems
        }
    }

    @Test func variablesFollowFromNames() {
        #expect(Self.time.variable == "PORCHLIGHT_B_TIME_SECONDS")
    }

    @Test func theEnvironmentPrecedesTheFile() throws {
        try Self.withFile(#"{"a": {"name": "from the file", "secret": "also"}}"#) { path in
            let reader = SettingsReader(["PORCHLIGHT_CONFIG": path, "PORCHLIGHT_A_NAME": "from here"], keys: Self.keys)
            #expect(reader.text(Self.name) == "from here")
            #expect(reader.text(Self.secret) == "also")
            #expect(reader.text(Self.time) == nil)
        }
    }

    @Test(arguments: [#"{"a": {"name": null}}"#, #"{"a": null}"#, #"{"a": {"name": ""}}"#, "{}"])
    func nullAndEmptyAreNotSet(file: String) throws {
        try Self.withFile(file) { path in
            #expect(SettingsReader(["PORCHLIGHT_CONFIG": path], keys: Self.keys).text(Self.name) == nil)
            #expect(Self.problems(["PORCHLIGHT_CONFIG": path]) == [])
        }
    }

    @Test(arguments: [
        ("2.5", Duration.milliseconds(2500)), ("0", .zero), ("9", nil), ("-1", nil), ("nan", nil), ("x", nil),
    ])
    func secondsAreCheckedAgainstTheRange(text: String, expected: Duration?) {
        var read: Duration?
        let problems = Self.problems([Self.time.variable: text]) { read = $0.seconds(Self.time, in: 0...6.5) }
        #expect(read == expected)
        #expect(
            problems
                == (expected == nil
                    ? ["b.time_seconds (PORCHLIGHT_B_TIME_SECONDS) must be a number of seconds from 0.0 to 6.5"] : []))
    }

    @Test func wordsComeFromAListOrFromText() throws {
        let read = try Self.withFile(#"{"b": {"words": ["one", "two"]}}"#) { path in
            var reader = SettingsReader(["PORCHLIGHT_CONFIG": path], keys: Self.keys)
            return reader.words(Self.words, of: "a word") { _ in true }
        }
        #expect(read == ["one", "two"])
        var reader = SettingsReader([Self.words.variable: "one, two,,"], keys: Self.keys)
        #expect(reader.words(Self.words, of: "a word") { _ in true } == ["one", "two"])
    }

    @Test func everyUnknownWordIsReported() {
        let problems = Self.problems([Self.words.variable: "one,two,three"]) {
            _ = $0.words(Self.words, of: "a word") { $0 == "two" }
        }
        #expect(
            problems == [
                "b.words (PORCHLIGHT_B_WORDS) names one, which is not a word",
                "b.words (PORCHLIGHT_B_WORDS) names three, which is not a word",
            ])
    }

    @Test func choicesIgnoreCase() {
        var reader = SettingsReader([Self.name.variable: "eu"], keys: Self.keys)
        #expect(reader.choice(Self.name, of: ["NA", "EU"]) == "EU")
        let problems = Self.problems([Self.name.variable: "US"]) { _ = $0.choice(Self.name, of: ["NA", "EU"]) }
        #expect(problems == ["a.name (PORCHLIGHT_A_NAME) must be one of NA, EU"])
    }

    @Test func unknownOnesAreReportedWithTheWrongOnes() throws {
        let problems = try Self.withFile(#"{"a": {"nam": 1, "name": "x"}, "b": {"time_seconds": "-"}, "c": true}"#) {
            path in
            Self.problems(["PORCHLIGHT_CONFIG": path, "PORCHLIGHT_A_NAMES": "x", "OTHER": "y"]) {
                _ = $0.seconds(Self.time, in: 0...1)
            }
        }
        #expect(problems.count == 4)
        for part in [
            "PORCHLIGHT_A_NAMES is not a setting", ": a.nam is not a setting", ": c is not a setting", "b.time_seconds",
        ] {
            #expect(problems.count { $0.contains(part) } == 1, "\(part)")
        }
    }

    @Test(arguments: ["", "[]", "{", #"{"a": {"nme": "x"}}"#, #"{"a": "x"}"#])
    func aFileThatIsWrongIsReported(text: String) throws {
        let problems = try Self.withFile(text) { Self.problems(["PORCHLIGHT_CONFIG": $0]) }
        #expect(problems.count == 1)
    }
}
