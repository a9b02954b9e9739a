import AlexaProtocol
import Assembly
import EventGateway
import Foundation
import HTTPTransport
import LoopbackClouds
import LoopbackServer
import SQLiteStore
import Skill
import Synchronization
import TestSupport
import Testing
import Timing

/// Ann and Bob, whose accounts are in one store. At Tuya and at Amps their accounts have the same credentials and different
/// end users. Bob also has a control device of Realer's.
struct Neighbours {
    let tuya: FakeTuya
    let amps: FakeAmps
    /// The servers of Bob's control device.
    let realer: FakeRealer
    let urls: (tuya: String, amps: String, realer: String)
    let store: SQLiteStore
    /// The store as the skill sees it.
    let broken: BreakableStore
    let clock: TestClock
    let log = LogSpy()

    /// A customer of the test: their end users at Tuya and Amps.
    struct Resident {
        let id: CustomerID
        let tuya: String
        let amps: String
        var controlDevice: String?
    }

    static let ann = Resident(
        id: .ann, tuya: FakeTuya.userId, amps: "user-1")
    static let bob = Resident(id: .bob, tuya: "eu-bob", amps: "user-bob", controlDevice: FakeRealer.deviceId)

    static func run(_ body: (Neighbours) async throws -> Void) async throws {
        let clock = TestClock(deadlines: .milliseconds(400))
        let tuya = FakeTuya(clock: { clock.now.milliseconds })
        tuya.remove { $0.id != "plug1" }
        tuya.addUser(bob.tuya, home: 2002)
        var plug = FakeTuyaDevice("plugbob", "Bob's plug", "cz", [.init("switch_1", "Boolean", "{}", true)])
        plug.owner = bob.tuya
        var door = FakeTuyaDevice("lockbob", "Bob's lock", "ms", [.init("lock_motor_state", "Boolean", "{}", true)])
        door.owner = bob.tuya
        tuya.add([plug, door])
        let amps = FakeAmps(now: { clock.now })
        var battery = FakeAmpsDevice.battery("battery-bob")
        battery.owner = bob.amps
        amps.add(battery)
        let realer = FakeRealer()
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await SQLiteStore.open(at: folder.path + "/store.sqlite", key: .random(), before: .soon)
        try await LoopbackServer.run(tls: false, tuya.answer) { tuyaServer in
            try await LoopbackServer.run(tls: false, amps.answer) { ampsServer in
                try await LoopbackServer.run(tls: false, realer.answer) { realerServer in
                    let all = Neighbours(
                        tuya: tuya, amps: amps, realer: realer,
                        urls: (tuyaServer.url, ampsServer.url, realerServer.url), store: store,
                        broken: BreakableStore(store), clock: clock)
                    for resident in [ann, bob] { try await all.add(resident) }
                    try await body(all)
                    for secret in [FakeTuya.secret, amps.key, realer.clientSecret] {
                        #expect(all.log.all.allSatisfy { !$0.text.contains(secret) })
                    }
                }
            }
        }
        try await store.close()
    }

    /// Puts the accounts of a resident into the store.
    private func add(_ resident: Resident) async throws {
        func account(_ cloud: String, _ url: String, _ fields: [(String, String)]) -> StoredAccount {
            StoredAccount(
                cloud: cloud, name: "default",
                fields: (fields + [("base_url", url)]).map { .init($0.0, Secret($0.1)) })
        }
        var accounts = [
            account(
                "tuya", urls.tuya,
                [("client_id", FakeTuya.clientId), ("client_secret", FakeTuya.secret), ("user_id", resident.tuya)]),
            account("amps", urls.amps, [("api_key", amps.key), ("user_id", resident.amps)]),
        ]
        if let device = resident.controlDevice {
            accounts.append(
                account(
                    "realer", urls.realer,
                    [
                        ("client_id", FakeRealer.clientId), ("client_secret", realer.clientSecret),
                        ("device_id", device),
                    ]))
        }
        let isAdded = try await store.replace(
            CustomerAccounts(resident.id, accounts), forgettingHomesAt: [], before: .soon)
        #expect(isAdded)
    }

    /// A new process with the adapters of all clouds.
    func process() throws -> Process {
        let environment = clock.environment
        let settings = try AssemblySettings<SQLiteStore>(environment: [:])
        let directory = AccountDirectory(broken, environment: environment, logger: log.logger)
        let adapters = settings.clouds.adapters(
            try HTTPTransport(), accounts: directory, environment: environment, logger: log.logger)
        #expect(adapters.count == DeviceClouds.all.count)
        let promises = Promises(store, environment: environment) { _, _ throws(StoreFailure) in true }
        var policy = Deferral.Policy()
        policy.after = .zero
        return Process(
            skill: Skill(
                adapters: adapters, customers: TokenResolver(), grants: Grants(store: store), homes: directory,
                accounts: directory, deferral: Deferral(promises, policy: policy), environment: environment,
                logger: log.logger))
    }

    /// The requests to the clouds about Bob since the last call of this function.
    func callsAboutBob() -> [String] {
        defer { tuya.forgetCalls() }
        let names = ["bob", "2002", "user-bob", FakeRealer.deviceId]
        func isAboutBob(_ text: String) -> Bool { names.contains { text.contains($0) } }
        let (ampsCalls, realerCalls) = (amps.calls, realer.calls)
        let old = seen.with { seen -> Seen in
            defer { seen = Seen(amps: ampsCalls.count, realer: realerCalls.count) }
            return seen
        }
        let paths =
            tuya.calls.map { "\($0.path) \($0.query) \($0.body?.text ?? "")" }
            + ampsCalls.dropFirst(old.amps).map { "\($0.path) \($0.query)" }
            + realerCalls.dropFirst(old.realer).map(\.path)
        return paths.filter(isAboutBob)
    }

    /// The number of calls of each fake that were already checked.
    private struct Seen {
        var amps = 0
        var realer = 0
    }

    private let seen = Shared(Seen())

    /// The token of a directive is the customer's id.
    private struct TokenResolver: CustomerResolver {
        func customer(of credential: Scope?, deadline: Deadline) -> CustomerID { CustomerID(credential?.token ?? "") }
    }

    /// Stores a grant whose tokens equal the code.
    private struct Grants: GrantReceiver {
        let store: SQLiteStore

        func accept(
            _ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline
        ) async throws(AlexaError) {
            do throws(StoreFailure) {
                _ = try await store.accept(.of(customer, access: grant.code))
            } catch {
                throw .internalError("\(error)")
            }
        }
    }
}

/// A running skill.
struct Process {
    let skill: Skill

    /// The answer to a customer's directive: its name, and the type if it is an error.
    func ask(
        _ customer: CustomerID, _ endpoint: String, _ namespace: String = "Alexa.PowerController",
        _ name: String = "TurnOn", payload: JSONValue = [:], cookie: JSONValue = [:]
    ) async -> String {
        let directive: JSONValue = [
            "directive": [
                "header": [
                    "namespace": .string(namespace), "name": .string(name), "messageId": "m-1",
                    "correlationToken": "corr", "payloadVersion": "3",
                ],
                "endpoint": [
                    "endpointId": .string(endpoint), "cookie": cookie,
                    "scope": ["type": "BearerToken", "token": .string(customer.rawValue)],
                ],
                "payload": payload,
            ]
        ]
        let event = await event(directive)
        let type = event["payload"]?.object?["type"]?.string
        return (event["header"]?.object?["name"]?.string ?? "?") + (type.map { " \($0)" } ?? "")
    }

    /// The ids and cookies of a customer's endpoints.
    func discover(_ customer: CustomerID) async -> [(id: String, cookie: JSONValue)] {
        let directive: JSONValue = [
            "directive": [
                "header": [
                    "namespace": "Alexa.Discovery", "name": "Discover", "messageId": "m-1", "payloadVersion": "3",
                ],
                "payload": ["scope": ["type": "BearerToken", "token": .string(customer.rawValue)]],
            ]
        ]
        let event = await event(directive)
        #expect(event["header"]?.object?["name"] == "Discover.Response")
        let endpoints = event["payload"]?.object?["endpoints"]?.array ?? []
        return endpoints.compactMap(\.object).map { ($0["endpointId"]?.string ?? "?", $0["cookie"] ?? [:]) }
    }

    /// Accepts a grant of a customer.
    func accept(_ customer: CustomerID, code: String) async -> String {
        let directive: JSONValue = [
            "directive": [
                "header": [
                    "namespace": "Alexa.Authorization", "name": "AcceptGrant", "messageId": "m-1",
                    "payloadVersion": "3",
                ],
                "payload": [
                    "grant": ["type": "OAuth2.AuthorizationCode", "code": .string(code)],
                    "grantee": ["type": "BearerToken", "token": .string(customer.rawValue)],
                ],
            ]
        ]
        return await event(directive)["header"]?.object?["name"]?.string ?? "?"
    }

    private func event(_ directive: JSONValue) async -> JSONObject {
        let bytes = await skill.answer(to: directive.encoded()).encoded()
        return JSONDocument(parsing: bytes).value?.object?["event"]?.object ?? [:]
    }
}

/// A store that fails on request.
final class BreakableStore: AccountStore {
    private let base: SQLiteStore
    let isBroken = Mutex(false)
    let reads = Mutex(0)

    init(_ base: SQLiteStore) {
        self.base = base
    }

    private func check() throws(StoreFailure) {
        reads.withLock { $0 += 1 }
        if isBroken.withLock(\.self) { throw StoreFailure(.busy, "The test has broken the store.") }
    }

    func accounts(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> CustomerAccounts {
        try check()
        return try await base.accounts(of: customer, before: .soon)
    }

    func accountsAndHomes(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
        try check()
        return try await base.accountsAndHomes(of: customer, before: .soon)
    }

    func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        try check()
        return try await base.homes(of: customer, before: .soon)
    }

    func keep(
        _ home: StoredHome, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        if isBroken.withLock(\.self) { throw StoreFailure(.busy, "The test has broken the store.") }
        try await base.keep(home, of: customer, before: .soon)
    }
}
