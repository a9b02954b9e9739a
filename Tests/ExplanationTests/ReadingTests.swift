import AlexaProtocol
import Explanation
import TestSupport
import Testing

/// The same lines are read from every log format.
@Suite struct ReadingTests {
    /// A line's content without its collector's time and source.
    private static func words(_ lines: [LogLine]) -> [String] {
        lines.map { line in
            switch line.content {
            case .own(let own): "\(own.event) \(own.text("message_id") ?? "") \(own.text("attempt") ?? "")"
            case .platform(let platform): "\(platform)"
            }
        }
    }

    private static let expected = words(read(Day.raw).lines)

    @Test func theFixtureIsRead() {
        let (lines, counts) = read(Day.raw)
        #expect(lines.count == Day.lines.count - 1)
        #expect(counts.metrics == 1 && counts.foreign == 0 && counts.broken == 0 && counts.cut == 0)
        #expect(counts.own + counts.platform == lines.count)
    }

    @Test(arguments: LogForm.allCases)
    func everyFormHoldsTheSameLines(_ form: LogForm) {
        let (lines, counts) = read(form.bytes(Day.lines))
        #expect(Self.words(lines) == Self.expected, "\(form)")
        #expect(counts.metrics == 1 && counts.foreign == 0 && counts.broken == 0 && counts.cut == 0, "\(counts)")
    }

    @Test(arguments: LogForm.allCases)
    func piecesDoNotMatter(_ form: LogForm) {
        var random = SplitMix64()
        let bytes = form.bytes(Day.lines)
        for _ in 0..<5 * TestSize.factor {
            let pieces = (0..<60).map { _ in Int.random(in: 0...400, using: &random) }
            #expect(Self.words(read(bytes, pieces: pieces).lines) == Self.expected, "seed \(random.seed)")
        }
    }

    @Test(arguments: [
        LogForm.s3, .tailDetailed, .filterPretty, .insightsResults, .consoleCSV, .kubernetes, .journalJSON, .filterText,
        .getText,
    ])
    func timesOfCollectorsAreTaken(_ form: LogForm) {
        for line in read(form.bytes(Day.lines)).lines { #expect(line.time != nil) }
    }

    @Test(arguments: [LogForm.tailDetailed, .coloured, .filterPretty, .filterCompact, .insightsResults, .filterText])
    func logStreamsAreTaken(_ form: LogForm) {
        for line in read(form.bytes(Day.lines)).lines { #expect(line.source == "2026/11/26/[$LATEST]0f3a7c5be1") }
    }

    @Test func overlappingExportsCountOnce() {
        let (lines, counts) = read(LogForm.s3.bytes(Day.lines) + LogForm.s3.bytes(Day.lines))
        #expect(Self.words(lines) == Self.expected)
        #expect(counts.duplicates == lines.count)
    }

    /// Equal calls side by side are several, and an export that overlaps has all of them twice.
    @Test func equalLinesOfOneMillisecondCount() {
        let calls = [
            MadeLog.call(1, "m", took: 5, "a"), MadeLog.call(1, "m", took: 5, "b"), MadeLog.call(1, "m", took: 5, "a"),
            MadeLog.call(2, "m", took: 5, "a"),
        ]
        #expect(read(Day.bytes(calls)).lines.count == 4)
        let (lines, counts) = read(Day.bytes(calls + calls))
        #expect(lines.count == 4 && counts.duplicates == 4)
        let answers = [MadeLog.answer(1, "m"), MadeLog.answer(1, "m")]
        #expect(read(Day.bytes(answers)).lines.count == 1)
    }

    /// The console copies a line that is open as it is and laid out.
    @Test func aLineThatIsLaidOutAgainCountsOnce() throws {
        let line = MadeLog.answer(0, "m")
        let value = try #require(JSONDocument(parsing: Array(line.utf8)).value)
        let (lines, counts) = read(Day.bytes([line]) + value.encoded(style: .pretty) + [10])
        #expect(lines.count == 1 && counts.duplicates == 1)
    }

    @Test(arguments: [([0x1F, 0x8B, 8], "zcat"), ([0xFF, 0xFE, 0x7B, 0], "iconv")] as [([UInt8], String)])
    func aFileThatIsNoTextIsNamed(_ bytes: [UInt8], _ command: String) {
        #expect(read(bytes).counts.hint?.contains(command) == true)
        #expect(read(Day.raw).counts.hint == nil)
    }

    @Test(arguments: ["@logStream,@timestamp,@message", "\"@log\",\"@message\"", "@ptr,@message"])
    func theColumnsOfATableHaveAnyOrder(_ header: String) {
        let columns = header.split(separator: ",").map { column in
            switch column.filter({ $0 != "\"" }) {
            case "@message": "\"\(MadeLog.answer(0, "m").replacing("\"", with: "\"\""))\""
            case "@timestamp": "2026-11-26 04:00:00.000"
            default: "x"
            }
        }
        let (lines, counts) = read(Day.bytes([header, columns.joined(separator: ",")]))
        #expect(lines.count == 1 && counts.own == 1)
    }

    @Test func aCutLineIsCountedAndItsBeginningTold() {
        let whole = Day.lines[0].text
        let (lines, counts) = read(
            Array(#"{"timestamp":"2026-11-26T04:00:00.000Z","level":"WARN","event":"directive","na"#.utf8) + [10]
                + Array(whole.utf8) + [10])
        #expect(counts.cut == 1 && lines.count == 2 && lines.first?.isCut == true)
    }

    @Test func aDocumentThatBreaksOffCostsOnlyItself() {
        let broken = "{\n  \"events\": [\n    {\n      \"message\": \"x\n"
        let (lines, counts) = read(Array(broken.utf8) + Day.raw)
        #expect(Self.words(lines) == Self.expected)
        #expect(counts.cut == 1)
    }

    @Test func longLinesAreDropped() {
        let noise = [UInt8](repeating: 0x41, count: 5 << 20)
        let json = Array(#"{"a":""#.utf8) + noise + Array("\"}\n".utf8)
        let (lines, counts) = read(noise + [10] + json + Day.raw)
        #expect(Self.words(lines) == Self.expected)
        #expect(counts.foreign == 2)
    }

    @Test(
        arguments: [
            ("2026-11-26T04:00:00Z", 1_795_665_600_000), ("2026-11-26 04:00:00.5", 1_795_665_600_500),
            ("2026-11-26T05:00+01:00", 1_795_665_600_000), ("2026-11-26T04:00:00,123456+0000", 1_795_665_600_123),
            ("2026-11-26T04:00", 1_795_665_600_000),
        ] as [(String, Int64)])
    func timesAreRead(_ text: String, _ milliseconds: Int64) {
        #expect(LineTime.whole(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "2026-13-01T00:00", "2026-11-26", "yesterday", "2026-11-26T04:00:00+99:00", "2026-11-26T04:00:00.Z",
        "2026-02-30T00:00",
    ])
    func whatIsNoTimeIsNone(_ text: String) {
        #expect(LineTime.whole(text) == nil)
    }
}
