import AlexaProtocol
import CoreMetrics
import Foundation
import Logging
import SimulatedHome
import Skill
import Synchronization
import Telemetry
import Testing
import Timing

/// No line has private data, even at level TRACE and with directives captured.
@Suite(.timeLimit(.minutes(1))) struct PrivacyTests {
    /// Every recorded directive, with a marker in place of each text that is not Alexa's own.
    static let paths = (FileManager.default.enumerator(atPath: "directives")?.allObjects as? [String] ?? [])
        .filter { $0.hasSuffix(".json") }.sorted()

    /// The markers: some look like words of Alexa's, ids or numbers.
    static let marks = [
        "Geheim 4711", "GEHEIM", "geheim_MARKE", "GEHEIM.MARKE.1", "0815geheim-0815", "geheim\n\u{202E}\"}",
    ]

    private static func marked(_ value: JSONValue, _ mark: String, key: String = "", keepsWords: Bool) -> JSONValue {
        switch value {
        case .null, .bool, .number: return value
        case .array(let elements):
            return .array(elements.map { marked($0, mark, key: key, keepsWords: keepsWords) })
        case .object(let object):
            let members = object.members.map { member in
                let isKept =
                    key == "header" && member.key != "correlationToken" || member.key == "endpointId"
                    || keepsWords && member.value.string.map(InterfaceCatalog.words.contains) == true
                return (
                    key == "cookie" ? "\(mark)\(member.key)" : member.key,
                    isKept ? member.value : marked(member.value, mark, key: member.key, keepsWords: keepsWords)
                )
            }
            return .object(JSONObject(members))
        case .string: return .string(mark)
        }
    }

    @Test(arguments: marks, [true, false]) func noLineShowsAMark(_ mark: String, keepsWords: Bool) async throws {
        #expect(Self.paths.count > 100)
        let lines = Mutex<[[UInt8]]>([])
        let write: @Sendable ([UInt8]) -> Void = { line in lines.withLock { $0.append(line) } }
        let now: @Sendable () -> Timestamp = { Timestamp(milliseconds: 1_767_268_800_000) }
        let logger = Logger(label: "tests") { _ in JSONLogHandler(level: .trace, now: now, write: write) }
        let metrics = EMFMetrics(namespace: "N", now: now, write: write)
        let time = ManualTime()
        var options = Skill.Options()
        options.capturesDirectives = true
        let skill = Skill(
            adapters: [SimulatedHome(HomeFile.sample, environment: time.environment)], grants: StubGrants(),
            environment: time.environment, logger: logger, options: options)
        var answered = 0
        try await withMetricsFactory(metrics) {
            for path in Self.paths {
                let bytes = Array(try Data(contentsOf: URL(filePath: "directives/\(path)")))
                guard let message = JSONDocument(parsing: bytes).value else { continue }
                let text = Self.marked(message, mark, keepsWords: keepsWords).encoded()
                _ = await skill.answer(to: text)
                // A damaged message, too.
                _ = await skill.answer(to: text.dropLast(text.count / 3))
                answered += 2
            }
        }
        metrics.flush()
        let written = lines.withLock(\.self).map { String(decoding: $0, as: UTF8.self) }
        #expect(written.count { $0.contains(#""event":"directive""#) } == answered)
        for line in written {
            #expect(!line.lowercased().contains("geheim"), "\(line)")
            #expect(!line.dropLast().contains("\n"))
        }
    }
}

extension Skill {
    fileprivate func answer(to bytes: ArraySlice<UInt8>) async -> Event { await answer(to: Array(bytes)) }
}
