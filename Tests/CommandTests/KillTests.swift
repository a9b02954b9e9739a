import AlexaProtocol
import Foundation
import GRDB
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing

/// No promised event is lost, whenever the processes are killed.
@Suite struct KillTests {
    /// The events that the gateway has accepted: the message ids by correlation token.
    private final class Taken: Sendable {
        private let ids = Mutex<[String: [String]]>([:])

        @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
            guard request.path == "/v3/events" else {
                return LoopbackAnswer(
                    .ok,
                    body: Array(#"{"access_token": "access", "refresh_token": "refresh", "expires_in": 3600}"#.utf8))
            }
            let header = JSONDocument(parsing: body).value?.object?["event"]?.object?["header"]?.object
            let token = header?["correlationToken"]?.string ?? ""
            ids.withLock { $0[token, default: []].append(header?["messageId"]?.string ?? "") }
            return LoopbackAnswer(.accepted)
        }

        var all: [String: [String]] { ids.withLock { $0 } }
        var count: Int { ids.withLock { $0.values.reduce(0) { $0 + $1.count } } }
    }

    private static let total = 250 * TestSize.factor
    private static let locks = 25

    private static var home: JSONValue {
        let capabilities: JSONValue = [
            ["type": "AlexaInterface", "interface": "Alexa", "version": "3"],
            ["type": "AlexaInterface", "interface": "Alexa.LockController", "version": "3"],
        ]
        return [
            "endpoints": .array(
                (0..<locks).map { number in
                    [
                        "endpointId": .string("lock-\(number)"), "manufacturerName": "Porchlight",
                        "friendlyName": "Lock", "description": "Lock", "displayCategories": ["SMARTLOCK"],
                        "capabilities": capabilities, "simulation": ["latencyMs": 2],
                    ]
                })
        ]
    }

    private static func lock(_ number: Int) -> String {
        let scope: JSONValue = ["type": "BearerToken", "token": "t"]
        let directive: JSONValue = [
            "header": [
                "namespace": "Alexa.LockController", "name": "Lock", "payloadVersion": "3",
                "messageId": .string("m-\(number)"), "correlationToken": .string("corr-\(number)"),
            ],
            "endpoint": ["endpointId": .string("lock-\(number % locks)"), "scope": scope, "cookie": [:]],
            "payload": [:],
        ]
        return JSONValue.object(["directive": directive]).text + "\n"
    }

    private static let acceptGrant = JSONValue.object([
        "directive": [
            "header": [
                "namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3", "messageId": "g",
            ],
            "payload": [
                "grant": ["type": "OAuth2.AuthorizationCode", "code": "c"],
                "grantee": ["type": "BearerToken", "token": "t"],
            ],
        ]
    ]).text

    /// Retried, because a busy machine may take longer than Alexa waits.
    static func giveGrant(_ environment: [String: String]) async throws {
        for _ in 0..<20 {
            let grant = try await Command(
                arguments: ["handle", "-"], environment: environment, input: Array(acceptGrant.utf8)
            ).run()
            if grant.output.contains("AcceptGrant.Response") { return }
        }
        throw Unprepared()
    }

    private struct Unprepared: Error {}

    /// Sends directives to one process, reads `count` answers, and kills it. Returns the tokens of the answered directives.
    private static func answer(
        _ numbers: [Int], upTo count: Int, _ environment: [String: String], home: String
    ) async throws -> [String] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    let (input, output) = (Pipe(), Pipe())
                    let process = Command(
                        arguments: ["handle", "--stream", "--home", home], environment: environment
                    ).process(output: output, log: FileHandle.nullDevice, input: input)
                    try process.run()
                    Thread.detachNewThread {
                        for number in numbers {
                            guard (try? input.fileHandleForWriting.write(contentsOf: Data(lock(number).utf8))) != nil
                            else { break }
                        }
                        try? input.fileHandleForWriting.close()
                    }
                    var text = Data()
                    while text.count(where: { $0 == UInt8(ascii: "\n") }) < count {
                        let chunk = output.fileHandleForReading.availableData
                        if chunk.isEmpty { break }
                        text += chunk
                    }
                    kill(process.processIdentifier, SIGKILL)
                    text += output.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(returning: tokens(in: text))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }

    /// The correlation tokens of the DeferredResponses in whole lines.
    private static func tokens(in text: Data) -> [String] {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        return lines.compactMap { line in
            let header = JSONDocument(parsing: Array(line)).value?.object?["event"]?.object?["header"]?.object
            #expect(header?["name"]?.string == "DeferredResponse")
            return header?["correlationToken"]?.string
        }
    }

    /// Runs relays, one after the other; each is killed when it has delivered a few events.
    private static func relays(_ taken: Taken, _ environment: [String: String], until isOver: @Sendable () -> Bool)
        async throws
    {
        var generator = SplitMix64()
        while !isOver() {
            let process = Command(arguments: ["relay"], environment: environment)
                .process(output: FileHandle.nullDevice, log: FileHandle.nullDevice, input: Pipe())
            try process.run()
            let goal = taken.count + Int.random(in: 1...120, using: &generator)
            while taken.count < goal, !isOver() { try await Task.sleep(for: .milliseconds(1)) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try endLeases(environment["PORCHLIGHT_STORE_PATH"] ?? "")
        }
    }

    /// Ends the leases of a killed relay, as a wait of three minutes would.
    private static func endLeases(_ path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE queues SET held_until = 1, due = 1 WHERE held_entry IS NOT NULL;
                    UPDATE customers SET due = 1 WHERE id IN (SELECT customer FROM queues WHERE due = 1);
                    """)
        }
        try database.close()
    }

    @Test func everyDeferredAnswerArrives() async throws {
        let taken = Taken()
        try await LoopbackServer.run(tls: true, taken.answer) { server in
            try await withFolder { folder in
                let authority = folder.appending(path: "ca.pem")
                try Data(server.certificateAuthority.utf8).write(to: authority)
                let home = folder.appending(path: "home.json")
                try Data(Self.home.encoded()).write(to: home)
                let environment = [
                    "PORCHLIGHT_STORE_PATH": folder.appending(path: "store").path,
                    "PORCHLIGHT_STORE_KEY": String(repeating: "0a", count: 32),
                    "PORCHLIGHT_LWA_CLIENT_ID": "client", "PORCHLIGHT_LWA_CLIENT_SECRET": "client-secret",
                    "PORCHLIGHT_LWA_URL": server.url + "/auth/o2/token",
                    "PORCHLIGHT_GATEWAY_URL": server.url + "/v3/events", "PORCHLIGHT_TLS_CA_FILE": authority.path,
                    "PORCHLIGHT_DEFERRAL_SLOW_INTERFACES": "Alexa.LockController",
                    "PORCHLIGHT_DEFERRAL_LIMIT_SECONDS": "1",
                ]
                try await Self.giveGrant(environment)

                let isOver = Atomic<Bool>(false)
                async let relays: Void = Self.relays(taken, environment) { isOver.load(ordering: .relaxed) }
                var promised: Set<String> = []
                var kills = 0
                var generator = SplitMix64()
                while promised.count < Self.total {
                    let left = (0..<Self.total).filter { !promised.contains("corr-\($0)") }
                    promised.formUnion(
                        try await Self.answer(
                            left, upTo: Int.random(in: 0...40, using: &generator), environment, home: home.path))
                    kills += 1
                }
                isOver.store(true, ordering: .relaxed)
                try await relays
                let last = try await Command(arguments: ["relay", "--once"], environment: environment).run()
                #expect(last.status == 0, "\(last.log.suffix(500))")
                #expect(kills > 5)

                let arrived = taken.all
                #expect(promised.filter { arrived[$0] == nil }.isEmpty, "seed \(generator.seed)")
                // If a kill loses the answer of a directive, the directive is sent again and treated as a new one. All other
                // duplicates have the message id of the first.
                let extra = arrived.values.reduce(0) { $0 + Set($1).count - 1 }
                #expect(extra <= kills)
                let store = try await Command(arguments: ["outbox", "list"], environment: environment).run()
                #expect(store.output.contains("0 waiting, 0 promised, 0 dead"))
            }
        }
    }
}
