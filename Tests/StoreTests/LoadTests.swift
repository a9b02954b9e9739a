import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTypes
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// The cost of a directive does not depend on the number of customers: requests are counted in front of the engine, and the size
/// of stored items is measured. `scripts/scale.json` has these figures, and `scripts/scale` computes with them.
@Suite(.serialized, .timeLimit(.minutes(20))) struct LoadTests {
    /// Numbers of customers. `CUSTOMERS=1,10,30,100` sets them, uses ministack only, and prints a table: moto copies the whole
    /// table in each transaction, so that with many customers its answers are late and requests are repeated.
    private static let wanted = ProcessInfo.processInfo.environment["CUSTOMERS"]
    private static let counts =
        wanted.map { $0.split(separator: ",").compactMap { Int($0) } } ?? [1, 3]
    private static let engines = wanted == nil ? StoreEngine.dynamoDB : Array(StoreEngine.dynamoDB.suffix(1))

    @Test(arguments: engines) func aDirectiveCostsTheSameWithAnyNumberOfCustomers(engine: StoreEngine) async throws {
        let expected = try Figures.ofTheRepository()
        for count in Self.counts {
            let figures = try await Load(customers: count).run(engine)
            for (kind, operations) in figures.operations {
                #expect(Set(operations).count == 1, "\(kind) of \(count) customers: \(Set(operations))")
                #expect(
                    operations.first == expected.operations[kind]?.first, "\(kind), scripts/scale.json is out of date")
            }
            #expect(Set(figures.operations.keys) == Set(expected.operations.keys))
            #expect(Set(figures.bytes.keys) == Set(expected.bytes.keys))
            for (item, bytes) in figures.bytes {
                // Numbers are stored in as many bytes as they need, and some of them are random.
                let usual = expected.bytes[item] ?? 0
                #expect(abs(bytes - usual) * 50 <= usual, "\(item): \(bytes) bytes, in scripts/scale.json \(usual)")
            }
            if Self.wanted != nil { print(figures.row(count)) }
        }
    }
}

/// The counts and sizes of a run.
private struct Figures {
    /// By kind of directive: the number of calls of each operation, for each customer.
    var operations: [String: [[String: Int]]] = [:]
    /// By item: the size of the largest one, in bytes.
    var bytes: [String: Int] = [:]

    mutating func note(_ kind: String, _ asked: [String]) {
        operations[kind, default: []].append(Dictionary(grouping: asked) { $0 }.mapValues(\.count))
    }

    static func ofTheRepository() throws -> Figures {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../scripts/scale.json")
        let json = JSONDocument(parsing: Array(try Data(contentsOf: path.standardizedFileURL))).value?.object
        var figures = Figures()
        for member in json?["operations"]?.object?.members ?? [] {
            let counts = (member.value.object?.members ?? []).map { ($0.key, $0.value.integer ?? 0) }
            figures.operations[member.key] = [Dictionary(uniqueKeysWithValues: counts)]
        }
        for member in json?["bytes"]?.object?.members ?? [] { figures.bytes[member.key] = member.value.integer }
        return figures
    }

    /// A row of the table in docs/scale.md: requests for each directive of a kind, on average.
    func row(_ customers: Int) -> String {
        let sums = Load.kinds.map { kind -> String in
            let asked = operations[kind]?.map { $0.values.reduce(0, +) } ?? []
            let average = Double(asked.reduce(0, +)) / Double(max(1, asked.count))
            return average == average.rounded() ? "\(Int(average))" : "\(average)"
        }
        let sizes = Load.items.map { "\(bytes[$0] ?? 0)" }
        return "| " + (["\(customers)"] + sums + sizes).joined(separator: " | ") + " |"
    }
}

/// Customers who each have a grant and a home of ten devices, and perform the same actions.
private struct Load {
    static let kinds = [
        "grant", "discovery", "plain, cold", "plain, warm", "deferred, cold", "deferred, warm",
        "deferred, token renewed",
        "deferred, token and home renewed", "deferred, left", "delivery by doorbell", "doorbell, nothing due",
    ]
    static let items = ["grant", "home", "outbox, empty", "outbox, one event", "body"]

    let customers: Int

    private var tokens: [String] { (0..<customers).map { "Atza|customer-\($0 + 100_000)" } }

    func run(_ engine: StoreEngine) async throws -> Figures {
        let folder = try TemporaryFolder()
        try Self.home.write(to: URL(filePath: folder.path + "/home.json"))
        let amazon = AmazonScript()
        var figures = Figures()
        try await LoopbackServer.run(tls: false, { await Self.answer($0, $1, amazon) }) { server in
            try await FaultyEngine.run(engine, hasQueue: true) { faulty, location in
                let settings = [
                    "PORCHLIGHT_HOME": folder.path + "/home.json", "PORCHLIGHT_CUSTOMER_RESOLVER": "amazon_profile",
                    "PORCHLIGHT_LWA_PROFILE_URL": "\(server.url)/user/profile",
                ]
                func process(later duration: Duration) throws -> SkillProcess {
                    try SkillProcess(
                        location, amazon: server.url, environment: .live.later(by: duration), settings: settings)
                }
                func lock(_ kind: String, _ process: SkillProcess, _ token: String) async {
                    let answer = await process.invoke(
                        "Alexa.LockController", "Lock", "device-0", token: token, messageId: "\(UUID())")
                    #expect(answer == "DeferredResponse")
                    figures.note(kind, faulty.operations())
                }
                let first = try process(later: .zero)
                for token in tokens {
                    await first.invoke("Alexa.Authorization", "AcceptGrant", nil, token: token)
                    figures.note("grant", faulty.operations())
                    await first.invoke("Alexa.Discovery", "Discover", nil, token: token)
                    figures.note("discovery", faulty.operations())
                }
                let second = try process(later: .zero)
                for token in tokens {
                    for kind in ["plain, cold", "plain, warm"] {
                        let answer = await second.invoke("Alexa.PowerController", "TurnOn", "device-1", token: token)
                        #expect(answer == "Response")
                        figures.note(kind, faulty.operations())
                    }
                    await lock("deferred, cold", second, token)
                    await lock("deferred, warm", second, token)
                }
                // A token is valid for an hour, the list of a home for twelve hours.
                let third = try process(later: .seconds(57 * 60))
                for token in tokens { await lock("deferred, token renewed", third, token) }
                let fourth = try process(later: .seconds(13 * 3600))
                for token in tokens {
                    await lock("deferred, token and home renewed", fourth, token)
                    // Without a pause, because a grant is cached for five seconds.
                    amazon.answerEvents(with: .unavailable(retryAfter: 30))
                    await lock("deferred, left", fourth, token)
                }
                #expect(amazon.taken.count == 4 * customers)
                figures.bytes = try await Self.sizes(engine, location, whileWaiting: true)

                let late = SkillEnvironment.live.later(by: .seconds(13 * 3600 + 31))
                let fifth = try process(later: .seconds(13 * 3600 + 31))
                for token in tokens {
                    let key = fifth.store.key(of: CustomerID("amzn1.account.\(token.suffix(6))"))
                    for kind in ["delivery by doorbell", "doorbell, nothing due"] {
                        #expect(await fifth.delivery.deliver(to: [key], before: Deadline(in: .seconds(20), late)) == [])
                        figures.note(kind, faulty.operations())
                    }
                }
                #expect(amazon.taken.count == 5 * customers)
                figures.bytes.merge(try await Self.sizes(engine, location, whileWaiting: false)) { max($0, $1) }
            }
        }
        return figures
    }

    /// Login with Amazon, with profiles and with tokens of a realistic length, and the event gateway.
    private static func answer(_ request: HTTPRequest, _ body: [UInt8], _ amazon: AmazonScript) async -> LoopbackAnswer
    {
        if request.path == "/user/profile" {
            let customer = (request.headerFields[.authorization] ?? "").suffix(6)
            return LoopbackAnswer(
                .ok, body: JSONValue.object(["user_id": .string("amzn1.account.\(customer)")]).encoded())
        }
        guard request.path == "/auth/o2/token" else { return await amazon.answer(request, body) }
        let tokens: JSONValue = [
            "access_token": .string("Atza|" + String(repeating: "a", count: 345)),
            "refresh_token": .string("Atzr|" + String(repeating: "r", count: 595)), "token_type": "bearer",
            "expires_in": 3600,
        ]
        return LoopbackAnswer(.ok, body: tokens.encoded())
    }

    /// A lock and nine dimmable lamps.
    private static let home: Data = {
        func capability(_ interface: String, _ property: String) -> JSONValue {
            [
                "type": "AlexaInterface", "interface": .string(interface), "version": "3",
                "properties": [
                    "supported": [["name": .string(property)]], "proactivelyReported": true, "retrievable": true,
                ],
            ]
        }
        let devices = (0..<10).map { number -> JSONValue in
            let capabilities =
                number == 0
                ? [capability("Alexa.LockController", "lockState")]
                : [
                    capability("Alexa.PowerController", "powerState"),
                    capability("Alexa.BrightnessController", "brightness"),
                ]
            return [
                "endpointId": .string("device-\(number)"), "friendlyName": .string("Living room device \(number)"),
                "description": "Simulated by Porchlight", "manufacturerName": "Porchlight",
                "displayCategories": [number == 0 ? "SMARTLOCK" : "LIGHT"],
                "capabilities": .array(
                    [["type": "AlexaInterface", "interface": "Alexa", "version": "3"]] + capabilities
                        + [capability("Alexa.EndpointHealth", "connectivity")]),
            ]
        }
        return Data(JSONValue.object(["endpoints": .array(devices)]).encoded())
    }()

    /// The size of the largest item of each kind.
    private static func sizes(
        _ engine: StoreEngine, _ location: DynamoDBStoreSettings.Location, whileWaiting: Bool
    ) async throws -> [String: Int] {
        let service = try await EngineProcess.of(engine).dynamoDB()
        var sizes: [String: Int] = [:]
        var start: JSONValue?
        repeat {
            var request: JSONObject = ["TableName": .string(location.table)]
            if let start { request["ExclusiveStartKey"] = start }
            let page = try await service.call("Scan", .object(request), before: .soon)
            for item in page["Items"]?.array?.compactMap(\.object) ?? [] {
                guard let kind = item["sk"]?.object?["S"]?.string?.split(separator: "#").first else { continue }
                let name = kind == "outbox" ? (whileWaiting ? "outbox, one event" : "outbox, empty") : String(kind)
                sizes[name] = max(sizes[name] ?? 0, size(of: item))
            }
            start = page["LastEvaluatedKey"]
        } while start != nil
        return sizes
    }

    /// The bytes of an item as DynamoDB counts them. Source: Amazon DynamoDB, "DynamoDB item sizes and formats".
    private static func size(of item: JSONObject) -> Int {
        item.members.reduce(0) { sum, member in
            let value = member.value.object
            if let text = value?["S"]?.string { return sum + member.key.utf8.count + text.utf8.count }
            // Two digits a byte, and one byte more.
            if let digits = value?["N"]?.string { return sum + member.key.utf8.count + (digits.utf8.count + 1) / 2 + 1 }
            let bytes = value?["B"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data()
            return sum + member.key.utf8.count + bytes.count
        }
    }
}
