import Foundation
import Replay
import SimulatedHome
import Testing

/// The whole corpus: every recorded directive must be answered with exactly the recorded event.
@Suite struct CorpusTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let corpus = try! Corpus(
        directives: root.appending(path: "directives").path, events: root.appending(path: "events").path)
    private static let replayer = Replayer(corpus, home: .sample)

    @Test(arguments: corpus.paths)
    func isAnsweredAsRecorded(_ path: String) async throws {
        let outcome = try await Self.replayer.replay(path)
        for event in [outcome.event, outcome.interim, outcome.later] {
            let diff = UnifiedDiff(
                old: String(decoding: event.recorded ?? [], as: UTF8.self),
                new: String(decoding: event.actual ?? [], as: UTF8.self))
            #expect(diff.lines.isEmpty, "\(event.path): \(diff.lines)")
        }
    }

    @Test func everyEventHasItsDirective() {
        #expect(Self.corpus.orphans == [])
    }
}
