import AlexaProtocol
import Foundation
import Logging
import Replay
import SimulatedHome
import Skill
import Synchronization
import TestSupport
import Testing
import Timing

/// All recorded directives, shuffled, sent to one sample home that keeps its state: no answer contradicts the next report.
@Suite struct RandomSequenceTests {
    private static let corpus = try! Corpus(
        directives: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../directives").path,
        events: "none")

    private final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_767_225_600_000)
        var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }
        func advance() { milliseconds.withLock { $0 += 1000 } }
    }

    /// The seed is the argument, which a failure prints.
    @Test(arguments: 0..<(4 * TestSize.factor)) func neverContradictThemselves(_ seed: Int) async throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let clock = Clock()
        let environment = SkillEnvironment(
            now: { clock.now }, uptime: { .zero }, sleep: { _ in }, makeMessageId: { "m" }, random: { 0 })
        let skill = Skill(
            adapters: [SimulatedHome(.sample, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        var devices = Dictionary(
            uniqueKeysWithValues: HomeFile.sample.devices.map {
                ($0.endpoint.endpointId, ObservedDevice($0.endpoint))
            })
        for path in Self.corpus.paths.shuffled(using: &generator) {
            let directive = try Self.corpus.directive(path)
            guard directive.count < 20_000,
                let endpointId = JSONDocument(parsing: directive).value?.object?["directive"]?.object?["endpoint"]?
                    .object?["endpointId"]?.string,
                devices[endpointId] != nil
            else { continue }
            clock.advance()
            let answer = await skill.answer(to: directive).encoded()
            let report = await skill.answer(to: Self.reportState(of: endpointId)).encoded()
            let problems = devices[endpointId]?.observe(answer, report: report, at: clock.now)
            #expect(problems == [], "\(path)")
        }
    }

    private static func reportState(of endpointId: String) -> [UInt8] {
        let directive: JSONValue = [
            "directive": [
                "header": [
                    "namespace": "Alexa", "name": "ReportState", "payloadVersion": "3", "messageId": "m-1",
                    "correlationToken": "c-1",
                ],
                "endpoint": [
                    "endpointId": .string(endpointId),
                    "scope": ["type": "BearerToken", "token": "account-linking-token"], "cookie": [:],
                ], "payload": [:],
            ]
        ]
        return directive.encoded()
    }
}
