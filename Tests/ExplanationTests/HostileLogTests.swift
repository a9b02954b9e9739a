import AlexaProtocol
import Explanation
import Foundation
import TestSupport
import Testing

/// Any input: no crash, no terminal control characters, no markup.
@Suite struct HostileLogTests {
    /// Changes some bytes: cuts, doubles, replaces, and inserts hostile text.
    private static func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        let hostile = [
            "\u{1B}[2J", "<script>alert(1)</script>", "\u{202E}", "\u{0}", "\"", "\\u001b]0;x\\u0007", "\\ud800", "}",
            "{", "]", "[",
            "\\u202e<img src=x onerror=alert(1)>", "1e999", "-", "null", "\n", "START RequestId: ",
            "REPORT RequestId: x\tDuration: ",
        ]
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            guard !bytes.isEmpty else { return bytes }
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 0...60, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(contentsOf: Array((hostile.randomElement(using: &random) ?? "").utf8), at: start)
            default: bytes = Array(bytes.prefix(max(200, end)))
            }
        }
        return bytes
    }

    private static func isHarmless(_ text: String) -> Bool {
        !text.unicodeScalars.contains { scalar in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
                || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                || [0x61C, 0x200B, 0xFEFF, 0xE0041].contains(scalar.value)
        }
    }

    private static func isMarkupSafe(_ page: String) -> Bool {
        let lower = page.lowercased()
        return !lower.contains("<script") && !lower.contains("<img") && !lower.contains("javascript:")
            && isHarmless(page)
    }

    @Test(arguments: LogForm.allCases)
    func damagedLogsAreHarmless(_ form: LogForm) {
        var random = SplitMix64()
        let whole = form.bytes(Day.lines)
        for _ in 0..<15 * TestSize.factor {
            let bytes = Self.mutated(whole, &random)
            let (report, counts) = summary(bytes)
            #expect(Self.isHarmless(report.text(isColoured: false, counts: counts)), "seed \(random.seed)")
            #expect(Self.isMarkupSafe(report.page(counts: counts)), "seed \(random.seed)")
            var selection = Selection()
            selection.since = Timestamp(milliseconds: 0)
            var found = stories(bytes, selection)
            found += stories(bytes, Selection())
            for story in found {
                #expect(Self.isHarmless(story.text(isColoured: false, counts: counts)), "seed \(random.seed)")
                let json = story.json(counts: counts).encoded()
                #expect(JSONDocument(parsing: json).problem == nil, "seed \(random.seed)")
            }
            #expect(Self.isMarkupSafe(Story.page(found, counts: counts, more: 0)), "seed \(random.seed)")
        }
    }

    /// Every number of a line exceeds the range of Int.
    @Test(arguments: ["1e19", "-1e19", "1e300", "9223372036854775807", "nan", "inf", "-inf"])
    func impossibleNumbersAreHarmless(_ number: String) {
        let json = Double(number).map(\.isFinite) == true ? number : "\"\(number)\""
        let fields = ["durationMs", "initDurationMs", "restoreDurationMs", "memorySizeMB", "maxMemoryUsedMB"]
        let metrics = fields.map { "\"\($0)\": \(json)" }.joined(separator: ", ")
        let time = #""2026-11-26T04:00:00.000Z""#
        let platform = [
            "initReport", "restoreReport", "start", "runtimeDone", "report", "logsDropped",
        ].map {
            #"{"time": \#(time), "type": "platform.\#($0)", "record": {"requestId": "r1", "status": "success", "droppedRecords": \#(json), "metrics": {\#(metrics)}}}"#
        }
        let numbers = [
            "duration_ms", "budget_ms", "attempts", "ms", "wait_ms", "remaining_ms", "attempt", "status", "init_ms",
            "timestamp",
        ].map { "\"\($0)\": \(json)" }.joined(separator: ", ")
        let own = ["directive", "cloud", "gateway", "alarm", "cold_start", "received"].flatMap { event in
            [time, json].map {
                #"{"timestamp": \#($0), "level": "WARN", "event": "\#(event)", "message_id": "m1", "request_id": "r1", "namespace": "Alexa", "name": "ReportState", "outcome": "error", \#(numbers)}"#
            }
        }
        let text = [
            "REPORT RequestId: r1\tDuration: \(number) ms\tMemory Size: \(number) MB\tMax Memory Used: \(number) MB\tInit Duration: \(number) ms",
            "2026-11-26T04:00:00.000Z r1 Task timed out after \(number) seconds",
            "INIT_REPORT Init Duration: \(number) ms",
        ]
        let lines = platform + own + text
        let bytes = Array((lines + lines).joined(separator: "\n").utf8)
        let (report, counts) = summary(bytes)
        #expect(Self.isHarmless(report.text(isColoured: false, counts: counts)))
        #expect(Self.isMarkupSafe(report.page(counts: counts)))
        var selection = Selection()
        selection.since = Timestamp(milliseconds: 0)
        let found = stories(bytes, selection) + stories(bytes, Selection())
        #expect(!found.isEmpty)
        for story in found {
            #expect(Self.isHarmless(story.text(isColoured: false, counts: counts)))
            #expect(JSONDocument(parsing: story.json(counts: counts).encoded()).problem == nil)
        }
        #expect(Self.isMarkupSafe(Story.page(found, counts: counts, more: 0)))
    }

    /// A summary line in which every text is hostile.
    private static func line(_ text: String) -> [UInt8] {
        let keys = [
            "message_id", "request_id", "correlation", "trace_id", "namespace", "name", "endpoint_id", "customer",
            "cloud",
            "error_namespace", "error_type", "rule", "vendor_code", "vendor_trace", "build",
        ]
        var json: JSONObject = ["timestamp": "2026-11-26T04:00:00.000Z", "level": "WARN", "event": "directive"]
        for key in keys { json[key] = .string(text) }
        json["outcome"] = "error"
        json["duration_ms"] = 5
        json["attempts"] = 2
        var alarm = json
        alarm["event"] = "alarm"
        alarm["reason"] = .string(text)
        var other = json
        other["event"] = .string(text)
        return JSONValue.object(json).encoded() + [10] + JSONValue.object(alarm).encoded() + [10]
            + JSONValue.object(other).encoded() + [10]
    }

    @Test(arguments: [
        "</title></style><script>alert(1)</script>", "\u{1B}]0;title\u{7}\u{1B}[31m", "\u{202E}txt.exe\u{2066}",
        "a\u{61C}b\u{200B}c\u{FEFF}d\u{E0041}",
        "' onload='x", "\" data-x=\"",
        "&lt;script&gt;", "javascript:alert(1)", "line\nbreak\r\nand\u{2028}more", String(repeating: "<b>", count: 400),
    ])
    func hostileTextIsShownAsText(_ text: String) throws {
        let bytes = Self.line(text)
        let (report, counts) = summary(bytes)
        let story = try #require(stories(bytes, Selection()).first)
        for shown in [report.text(isColoured: false, counts: counts), story.text(isColoured: false, counts: counts)] {
            #expect(Self.isHarmless(shown))
        }
        for page in [report.page(counts: counts), story.page(counts: counts)] {
            #expect(Self.isHarmless(page))
            #expect(!page.contains("<script") && !page.contains("<b><b>") && !page.contains("href=\"javascript"))
            #expect(!page.contains("\" data-x=\"") && !page.contains("' onload='x"))
            #expect(page.contains("default-src 'none'") && !page.contains("src="))
        }
    }

    @Test func hugeTextIsCut() throws {
        let bytes = Self.line(String(repeating: "x", count: 1 << 18))
        // A line of more than 2 MB is not one of ours: it is read as a document of one event, or dropped.
        let (report, counts) = summary(bytes)
        #expect(report.text(isColoured: false, counts: counts).utf8.count < 100_000)
        let large = Self.line(String(repeating: "x", count: 60_000))
        let story = try #require(stories(large, Selection()).first)
        #expect(story.page(counts: counts).utf8.count < 100_000)
        #expect(story.text(isColoured: false, counts: counts).utf8.count < 100_000)
    }
}
