import AlexaProtocol
import Explanation
import Logging
import Synchronization
import Telemetry
import TestSupport
import Testing

/// The same log in the format `text`, written by the real handler, has the same content.
@Suite struct TextFormTests {
    /// A line with these fields, written by the handler.
    private static func written(
        _ format: LogFormat, _ time: Timestamp, _ level: Logger.Level, _ event: String, _ fields: Logger.Metadata
    ) -> String {
        let line = Mutex("")
        let handler = JSONLogHandler(
            level: .trace, format: format, now: { time },
            write: { bytes in line.withLock { $0 = String(decoding: bytes.dropLast(), as: UTF8.self) } })
        Logger(label: "tests") { _ in handler }.log(level: level, "\(event)", metadata: fields)
        return line.withLock(\.self)
    }

    private static func metadata(_ value: JSONValue) -> Logger.MetadataValue {
        switch value {
        case .string(let text): .string(text)
        case .bool(let flag): .stringConvertible(flag)
        case .number(let number):
            Int(exactly: number).map { .stringConvertible($0) } ?? .stringConvertible(number)
        case .null, .array, .object: .stringConvertible(LoggedJSON(value))
        }
    }

    /// A line of the fixture, rewritten.
    private static func rewritten(_ line: Day.Line, _ format: LogFormat) -> Day.Line {
        guard let object = JSONDocument(parsing: Array(line.text.utf8)).value?.object,
            let event = object["event"]?.string,
            let level = object["level"]?.string.flatMap({ Logger.Level(lambdaWord: $0) }),
            let time = object["timestamp"]?.string.flatMap({ Timestamp($0) })
        else { return line }
        var fields: Logger.Metadata = [:]
        for member in object.members where !["timestamp", "level", "event"].contains(member.key) {
            fields[member.key] = metadata(member.value)
        }
        return Day.Line(time: line.time, text: written(format, time, level, event, fields))
    }

    static let lines = Day.lines.map { rewritten($0, .text) }

    /// The fields of a line, sorted by name; the line itself if it is not ours.
    private static func fields(_ line: Day.Line) -> [String] {
        guard let object = JSONDocument(parsing: Array(line.text.utf8)).value?.object else { return [line.text] }
        return object.members.map { "\($0.key)=\($0.value.text)" }.sorted()
    }

    @Test func theFixtureIsWrittenInBothForms() {
        #expect(Day.lines.map { Self.fields(Self.rewritten($0, .json)) } == Day.lines.map(Self.fields))
        #expect(Self.lines.count { !$0.text.hasPrefix("{") } > Day.lines.count { !$0.text.hasPrefix("{") } + 15)
    }

    @Test(arguments: LogForm.allCases)
    func everyFormHoldsTheSameLines(_ form: LogForm) {
        func words(_ lines: [LogLine]) -> [String] {
            lines.map { line in
                switch line.content {
                case .own(let own):
                    "\(own.event) \(own.level) \(own.text("message_id") ?? "") \(own.text("attempt") ?? "")"
                case .platform(let platform): "\(platform)"
                }
            }
        }
        let (lines, counts) = read(form.bytes(Self.lines))
        #expect(words(lines) == words(read(Day.raw).lines), "\(form)")
        #expect(counts.metrics == 1 && counts.foreign == 0 && counts.broken == 0 && counts.cut == 0, "\(counts)")
    }

    @Test(arguments: [
        (1, "failed"), (2, "out-of-memory"), (3, "timeout"), (4, "deferred"), (5, "deferred-without-end"),
        (6, "hostile"), (7, "without-end"), (8, "answered"),
    ])
    func storiesAreTheSame(_ number: Int, _ name: String) throws {
        let told = try story(LogForm.tailDetailed.bytes(Self.lines), messageId: Day.id(number))
        try expectGolden(told.text(isColoured: false, counts: LogCounts()), "\(name).txt")
        try expectGolden(
            String(decoding: told.json(counts: LogCounts()).encoded(style: .pretty), as: UTF8.self) + "\n",
            "\(name).json")
    }

    @Test func theSummaryIsTheSame() throws {
        let (report, counts) = summary(LogForm.tailDetailed.bytes(Self.lines))
        try expectGolden(report.text(isColoured: false, counts: counts), "summary.txt")
        try expectGolden(
            String(decoding: report.json(counts: counts).encoded(style: .pretty), as: UTF8.self) + "\n", "summary.json")
        try expectGolden(report.page(counts: counts), "summary.html")
    }

    /// Texts that could be mistaken for other values.
    private static let texts = [
        "", "2001", "-1", "1e5", "1E400", "0", "00", "1.", ".5", "true", "false", "null", "nul", "-", "--", "a b",
        "a=b",
        "\"", "\\", "{", "{}", "[", "[1]", "{\"a\": 1}", "=", " ", "\n", "\u{1b}[31m", "\u{2028}", "é", "🏠", "a\u{0}b",
        "2026-01-01T12:00:00.000Z INFO directive a=b", "{\"timestamp\":1}", "1-5759e988-bd862e3fe1be46a994272793",
    ]

    private static func value(_ random: inout SplitMix64, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 3 ? 7 : 5), using: &random) {
        case 0: return .number(Double(Int.random(in: -100_000...100_000, using: &random)))
        case 1: return .number(Double(Int.random(in: -1000...1000, using: &random)) / 8)
        case 2: return .bool(.random(using: &random))
        case 3: return .null
        case 4: return .string(Self.texts.randomElement(using: &random) ?? "")
        case 5:
            return .array(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
        default:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0...3, using: &random)).map { number in
                        (
                            "k\(number) " + (Self.texts.randomElement(using: &random) ?? ""),
                            value(&random, depth: depth + 1)
                        )
                    }))
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var random = SplitMix64()
        for _ in 0..<500 * TestSize.factor {
            let fields = (0..<6).map { number in
                (number == 0 ? Self.texts.randomElement(using: &random) ?? "" : "field_\(number)", Self.value(&random))
            }
            let text = Self.written(
                .text, TestClock.start, .info, "directive",
                Logger.Metadata(fields.map { ($0, Self.metadata($1)) }) { first, _ in first })
            let (lines, counts) = read(Array((text + "\n").utf8))
            #expect(counts.own == 1 && counts.cut == 0 && counts.broken == 0, "seed \(random.seed): \(text)")
            guard case .own(let own)? = lines.first?.content else { continue }
            for (name, value) in fields.dropFirst() {
                #expect(own[name] == value, "seed \(random.seed): \(text)")
            }
        }
    }

    /// A truncated line is recognised as such, or its content is part of the whole line's.
    @Test func theBeginningOfALineTellsNothingElse() throws {
        let whole = try #require(Self.lines.first { $0.text.contains(" shape={\"directive\"") }).text
        guard case .own(let expected)? = read(Array(whole.utf8)).lines.first?.content else {
            Issue.record("not read")
            return
        }
        for length in 32..<whole.utf8.count {
            let (lines, counts) = read(Array(whole.utf8.prefix(length)) + [10])
            #expect(lines.count == 1 && counts.broken == 0)
            guard case .own(let own)? = lines.first?.content else { continue }
            if own["shape"] != nil { #expect(own["shape"] == expected["shape"]) }
            #expect(counts.cut + counts.own == 1)
        }
    }

    /// Only the first timestamp and level of a line make it one of ours.
    @Test func aLineWithinALineIsNone() {
        let inner = "2026-01-01T12:00:00.000Z ERROR alarm reason=invented"
        let outer = Self.written(
            .text, TestClock.start, .info, "directive", ["name": "x \(inner)", "shape": "{\"a\": \"\(inner)\"}"])
        for line in [
            outer, "host porchlight[1]: \(outer)", #"host {"level":"INFO","event":"directive","name":"x \#(inner)"}"#,
        ] {
            guard case .own(let own)? = read(Array(line.utf8)).lines.first?.content else {
                Issue.record("not read: \(line)")
                continue
            }
            #expect(own.event == "directive")
        }
    }

    @Test(arguments: [
        "2026-01-01T12:00:00.000Z INFO directive a=1  b=2", "2026-01-01T12:00:00.000Z INFO directive =1 b=2",
        "2026-01-01T12:00:00.000Z INFO directive a=\"x\"y", "2026-01-01T12:00:00.000Z INFO directive a={x} b=2",
    ])
    func whatIsNotOfTheFormIsDamaged(_ line: String) {
        let (lines, counts) = read(Array((line + "\n").utf8))
        #expect(lines.isEmpty && counts.broken == 1)
    }

    @Test(arguments: [
        "2026-01-01T12:00:00.000Z NOTICE directive a=1", "2026-01-01T12:00:00Z INFO directive a=1",
        "2026-01-01T12:00:00.000Z INFO", "2026-01-01 12:00:00.000Z INFO directive a=1",
    ])
    func otherLinesAreForeign(_ line: String) {
        let (lines, counts) = read(Array((line + "\n").utf8))
        #expect(lines.isEmpty && counts.own == 0)
    }
}
