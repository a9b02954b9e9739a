import AlexaProtocol
import Foundation
import Testing

/// Every recorded event obeys the rules of envelopes and errors. `.ci/conformance` checks more where possible.
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

    /// Alexa would accept every one of them completely. A directive without a correlation token is answered without one.
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

    /// Each answer fits its directive, and reports what the sample home declares.
    @Test func allFitTheirDirectives() throws {
        let root = Self.events.deletingLastPathComponent()
        func read(_ path: String) throws -> JSONValue? {
            JSONDocument(parsing: Array(try Data(contentsOf: root.appending(path: path)))).value
        }
        let home = try #require(try read("Sources/SimulatedHome/Sample/sample-home.json"))
        // An event for the gateway has no separate directive.
        let paths = Self.paths.filter { path in
            ![".async.json", ".interim.json"].contains(where: path.hasSuffix) && !path.hasPrefix("Malformed/")
        }
        for path in paths {
            guard let directive = try read("directives/" + path), let event = try read("events/" + path) else {
                continue
            }
            var conversation = Conversation(home: home)
            _ = conversation.judge(directive)
            let answer = conversation.judge(event)
            let judgement = try #require(answer, "\(path)")
            let found = judgement.findings.filter { finding in
                // A directive without a correlation token is answered without one. A camera offers the formats that it has.
                let isExpected = ["ev-correlation-copied", "camera-formats"].contains(finding.rule.id)
                let isComparison = finding.rule.severity != .poor || Self.comparing.contains(finding.rule.id)
                return isComparison && !isExpected
            }
            #expect(found.map(\.message) == [], "\(path)")
        }
    }

    /// Rules of the severity `poor` that compare an answer with its directive or its endpoint.
    private static let comparing: Set<String> = [
        "prop-declared", "resp-all-in", "resp-value-matches", "state-all-retrievable", "val-mode", "val-range",
        "val-input", "err-already", "err-range", "err-temp-range", "ev-message-id-new",
    ]
}
