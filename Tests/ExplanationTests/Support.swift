import AlexaProtocol
import Explanation
import Foundation
import Testing

/// The lines of `Fixtures/day.log`, which has each kind of event once.
enum Day {
    struct Line: Sendable {
        let time: Timestamp
        let text: String
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static let lines: [Line] = {
        let file = folder.appending(path: "Fixtures/day.log")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            return Timestamp(String(parts[0])).map { Line(time: $0, text: String(parts[1])) }
        }
    }()

    /// The lines as the program wrote them.
    static var raw: [UInt8] { bytes(lines.map(\.text)) }

    static func bytes(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }

    /// The message id of the n-th directive of the day, from 1.
    static func id(_ number: Int) -> String { "6fb2692f-1411-49fa-9455-17e3434a81d\(number)" }
}

extension ErrorReference {
    /// A few codes.
    static let few = ErrorReference { cloud, code in
        switch (cloud, code) {
        case ("tuya", "2001"):
            Code(meaning: "device offline", note: "the device's own record says so", isForOperator: false)
        case ("tuya", "1111"): Code(meaning: "system busy", note: "", isForOperator: false)
        default: nil
        }
    }
}

/// A log that is read completely.
func read(_ bytes: [UInt8], pieces: [Int] = []) -> (lines: [LogLine], counts: LogCounts) {
    var reader = LogReader()
    var lines: [LogLine] = []
    var rest = bytes[...]
    for length in pieces {
        reader.read(rest.prefix(length)) { lines.append($0) }
        rest = rest.dropFirst(length)
    }
    reader.read(rest) { lines.append($0) }
    reader.finish { lines.append($0) }
    return (lines, reader.counts)
}

/// The stories that a selection finds.
func stories(_ bytes: [UInt8], _ selection: Selection) -> [Story] {
    let lines = read(bytes).lines
    var finder = Finder(selection)
    for line in lines { finder.read(line) }
    return finder.matches.map { match in
        var reader = StoryReader(match)
        for line in lines { reader.read(line) }
        return reader.story(.few)
    }
}

func story(_ bytes: [UInt8], messageId: String) throws -> Story {
    var selection = Selection()
    selection.messageId = messageId
    return try #require(stories(bytes, selection).first)
}

func summary(_ bytes: [UInt8], _ selection: Selection = Selection()) -> (report: SummaryReport, counts: LogCounts) {
    let (lines, counts) = read(bytes)
    var summary = LogSummary(selection)
    for line in lines { summary.read(line) }
    return (summary.report(.few), counts)
}

/// Compares with a file in `Golden`; with UPDATE_GOLDEN=1 writes it.
func expectGolden(_ text: String, _ name: String) throws {
    let file = Day.folder.appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try Data(text.utf8).write(to: file)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "UPDATE_GOLDEN=1 writes \(name) anew; look at the difference")
}
