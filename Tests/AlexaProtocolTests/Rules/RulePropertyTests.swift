import AlexaProtocol
import TestSupport
import Testing

@Suite("Rules: whatever a home declares")
struct RulePropertyTests {
    /// The endpoints of all rule cases, broken and unbroken.
    private static let endpoints: [JSONObject] = RuleTests.cases.flatMap { row -> [JSONObject] in
        switch row.subject {
        case .members, .capability, .capabilities:
            return [row.broken, row.fine].flatMap { text in
                (row.document(text).object?["endpoints"]?.array ?? []).compactMap(\.object)
            }
        case .endpoints, .event, .directive, .compared: return []
        }
    }

    /// Some endpoints, each with the capabilities of three.
    private func home(_ generator: inout SplitMix64) -> [JSONValue] {
        var devices: [JSONValue] = []
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            var endpoint = Self.endpoints.randomElement(using: &generator) ?? [:]
            var capabilities = endpoint["capabilities"]?.array ?? []
            for _ in 0..<2 {
                let other = Self.endpoints.randomElement(using: &generator) ?? [:]
                capabilities += other["capabilities"]?.array ?? []
            }
            capabilities.shuffle(using: &generator)
            endpoint["capabilities"] = .array(Array(capabilities.prefix(90)))
            devices.append(.object(endpoint))
        }
        return devices
    }

    private func serious(_ document: JSONValue) throws -> [String] {
        let judgement = try #require(Judgement(of: document))
        return judgement.findings.filter { $0.rule.severity != .poor }.map {
            "\($0.rule.id) at \($0.path): \($0.problem)"
        }
    }

    @Test("what discovery sends breaks no rule that costs anything", arguments: UInt64(0)..<16)
    func sent(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for round in 0..<25 {
            let devices = home(&generator)
            let verdict = DiscoveryRules.check(devices.compactMap { Endpoint($0) })
            let bytes = Event(messageId: "m", .discoverResponse(verdict.discovered)).encoded()
            let found = try serious(JSONDocument(parsing: bytes).value ?? .null)
            #expect(found == [], "seed \(seed), round \(round): \(JSONValue.array(devices).text)")
        }
    }

    @Test("what is mended breaks no rule that costs anything", arguments: UInt64(100)..<116)
    func mended(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for round in 0..<25 {
            let document = JSONValue.object(["endpoints": .array(home(&generator))])
            let judgement = try #require(Judgement(of: document))
            let found = try serious(judgement.mended)
            #expect(found == [], "seed \(seed), round \(round): \(document.text)")
        }
    }
}
