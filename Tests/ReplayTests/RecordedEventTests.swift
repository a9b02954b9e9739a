import AlexaProtocol
import Foundation
import Testing

/// Every recorded event keeps the rules of envelopes and errors. `.ci/conformance` checks more where it can.
@Suite struct RecordedEventTests {
    private static let events = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../events")
        .standardizedFileURL

    private static let paths: [String] = {
        let all = FileManager.default.enumerator(atPath: events.path)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(".json") }.sorted()
    }()

    @Test func thereAreEvents() {
        #expect(Self.paths.count > 800)
    }

    @Test func allKeepTheRules() throws {
        for path in Self.paths {
            let event = Array(try Data(contentsOf: Self.events.appending(path: path)))
            #expect(EventRules.violations(event) == [], "\(path)")
        }
    }

    /// Alexa would take every one of them whole. A directive without a correlation token is answered without one.
    @Test func noneWouldBeRefused() throws {
        for path in Self.paths {
            let document = JSONDocument(parsing: Array(try Data(contentsOf: Self.events.appending(path: path))))
            let judgement = try #require(document.value.flatMap { Judgement(of: $0) }, "\(path)")
            let found = judgement.findings.filter { finding in
                finding.rule.severity != .poor && finding.rule.id != "ev-correlation-copied"
            }
            #expect(found.map(\.message) == [], "\(path)")
        }
    }
}
