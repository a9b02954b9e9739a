import AlexaProtocol
import Foundation
import Logging
import Replay
import SimulatedHome
import Skill
import TestSupport
import Testing

/// Thousands of damaged directives: each must be answered with one valid event that discloses no token.
@Suite struct MutationTests {
    private static let corpus = try! Corpus(
        directives: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../directives").path,
        events: "none")
    /// The placeholder for a customer's credential in every recorded directive.
    private static let secrets = ["account-linking-token"]

    /// The seed is the argument, which a failure prints.
    @Test(arguments: 0..<(4 * TestSize.factor)) func everyDamagedDirectiveIsAnswered(_ seed: Int) async throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let environment = VirtualTime().environment
        let skill = Skill(
            adapters: [SimulatedHome(.sample, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        for path in Self.corpus.paths {
            let directive = try Self.corpus.directive(path)
            guard directive.count < 20_000 else { continue }
            let damaged = Mutation.random(using: &generator).apply(to: directive, using: &generator)
            let answer = await skill.answer(to: damaged).encoded()
            let violations = EventRules.violations(answer)
            let text = String(decoding: answer, as: UTF8.self)
            #expect(violations == [], "\(path): \(String(decoding: damaged, as: UTF8.self)) -> \(text)")
            for secret in Self.secrets where !text.contains("\"correlationToken\":\"\(secret)\"") {
                #expect(!text.contains(secret), "\(path): \(text)")
            }
        }
    }
}

/// A way to damage a message.
enum Mutation: CaseIterable {
    case cut, flip, insert, remove, repeatPart, replaceValue, removeMember, duplicateMember, renameMember

    static func random(using generator: inout SplitMix64) -> Mutation {
        allCases[Int.random(in: 0..<allCases.count, using: &generator)]
    }

    func apply(to bytes: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var damaged = bytes
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        let length = Int.random(in: 1...20, using: &generator)
        let end = min(position + length, bytes.count)
        switch self {
        case .cut: return Array(bytes[..<position])
        case .flip: damaged[position] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
        case .insert: damaged.insert(UInt8.random(in: 0...255, using: &generator), at: position)
        case .remove: damaged.removeSubrange(position..<end)
        case .repeatPart: damaged.insert(contentsOf: bytes[position..<end], at: position)
        case .replaceValue, .removeMember, .duplicateMember, .renameMember:
            guard let value = JSONDocument(parsing: bytes, maximumDepth: 200).value else { return bytes }
            var budget = Int.random(in: 0..<max(1, Self.size(value)), using: &generator)
            return changed(value, &budget, &generator).encoded()
        }
        return damaged
    }

    private static func size(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.reduce(1) { $0 + size($1) }
        case .object(let object): object.members.reduce(1) { $0 + size($1.value) }
        case .null, .bool, .number, .string: 1
        }
    }

    /// Changes the node at which `budget` reaches zero, counting in document order.
    private func changed(_ value: JSONValue, _ budget: inout Int, _ generator: inout SplitMix64) -> JSONValue {
        budget -= 1
        if budget == -1, self == .replaceValue || value.object?.isEmpty != false { return Self.surprise(&generator) }
        if case .array(let elements) = value { return .array(elements.map { changed($0, &budget, &generator) }) }
        guard case .object(var object) = value else { return value }
        if budget == -1, let index = object.members.indices.randomElement(using: &generator) {
            switch self {
            case .removeMember: object.members.remove(at: index)
            case .duplicateMember:
                object.members.append(.init(key: object.members[index].key, value: Self.surprise(&generator)))
            default: object.members[index].key += "X"
            }
            return .object(object)
        }
        for index in object.members.indices {
            object.members[index].value = changed(object.members[index].value, &budget, &generator)
        }
        return .object(object)
    }

    private static func surprise(_ generator: inout SplitMix64) -> JSONValue {
        let surprises: [JSONValue] = [
            .null, true, false, 0, -1, 0.5, 1e300, -1e300, 9_007_199_254_740_993, "", "x", "25", "Alexa", "ON",
            "\u{0}\u{1F4A1}", [], [[]], [1, "a"], [:], ["value": 1], ["value": "A", "scale": "CELSIUS"],
            ["value": 1e300, "scale": "KELVIN"], .string(String(repeating: "long", count: 100)),
        ]
        return surprises[Int.random(in: 0..<surprises.count, using: &generator)]
    }
}
