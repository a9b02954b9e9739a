import AlexaProtocol
import Foundation
import Logging
import Replay
import SimulatedHome
import Skill
import TestSupport
import Testing

/// For any loaded home, discovery, reports and Alexa's rules agree.
@Suite struct DamagedHomeTests {
    private static let sample: [JSONValue] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/SimulatedHome/Sample/sample-home.json")
        return JSONDocument(parsing: Array(try! Data(contentsOf: file))).value!.object!["endpoints"]!.array!
    }()

    /// The properties that an endpoint of a discovery answer declares: interface, instance and name.
    private static func declared(_ endpoint: JSONObject) -> Set<[String]> {
        var keys: Set<[String]> = []
        for capability in (endpoint["capabilities"]?.array ?? []).compactMap(\.object) {
            let properties = capability["properties"]?.object
            for name in (properties?["supported"]?.array ?? []).compactMap({ $0.object?["name"]?.string }) {
                keys.insert([
                    capability["interface"]?.string ?? "", capability["instance"]?.string ?? "", name,
                ])
            }
        }
        return keys
    }

    private static func serious(_ event: [UInt8]) throws -> [String] {
        let judgement = try #require(Judgement(of: JSONDocument(parsing: event).value ?? .null))
        return judgement.findings.filter { $0.rule.severity != .poor }.map {
            "\($0.rule.id) at \($0.path): \($0.problem)"
        }
    }

    private static func directive(_ namespace: String, _ name: String, _ endpointId: String?) -> [UInt8] {
        let scope: JSONValue = ["type": "BearerToken", "token": "account-linking-token"]
        var directive: JSONObject = [
            "header": [
                "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3", "messageId": "m-1",
                "correlationToken": "c-1",
            ],
            "payload": endpointId == nil ? ["scope": scope] : [:],
        ]
        directive["endpoint"] = endpointId.map { ["endpointId": .string($0), "scope": scope, "cookie": [:]] }
        return JSONValue.object(["directive": .object(directive)]).encoded()
    }

    /// The seed is the argument, which a failure prints.
    @Test(arguments: 0..<(40 * TestSize.factor)) func discoveryAndReportsAgree(_ seed: Int) async throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let kinds: [Mutation] = [.replaceValue, .removeMember, .duplicateMember, .renameMember]
        // One at a time, so that an endpoint that the home file refuses does not hide the others.
        for endpoint in Self.sample.shuffled(using: &generator).prefix(20) {
            var bytes = JSONValue.object(["endpoints": .array([endpoint])]).encoded()
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let kind = kinds.randomElement(using: &generator) ?? .replaceValue
                bytes = kind.apply(to: bytes, using: &generator)
            }
            guard let home = try? HomeFile(bytes) else { continue }
            let environment = VirtualTime().environment
            let skill = Skill(
                adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
                environment: environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
            let discovered = await skill.answer(to: Self.directive("Alexa.Discovery", "Discover", nil)).encoded()
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(try Self.serious(discovered) == [], "\(text)")
            let payload = JSONDocument(parsing: discovered).value?.object?["event"]?.object?["payload"]?.object
            for endpoint in (payload?["endpoints"]?.array ?? []).compactMap(\.object) {
                let id = endpoint["endpointId"]?.string ?? ""
                let report = await skill.answer(to: Self.directive("Alexa", "ReportState", id)).encoded()
                #expect(try Self.serious(report) == [], "\(text)")
                let context = JSONDocument(parsing: report).value?.object?["context"]?.object
                let declared = Self.declared(endpoint)
                for property in (context?["properties"]?.array ?? []).compactMap(\.object) {
                    let key = ["namespace", "instance", "name"].map { property[$0]?.string ?? "" }
                    #expect(declared.contains(key), "\(key) in the report of \(text)")
                }
            }
        }
    }
}
