import AlexaProtocol
import AmpsCloud
import DeviceCloud
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

@Suite(.serialized) struct AccountTests {
    private static func check(_ home: AmpsHome) async -> [AccountCheck] {
        await home.cloud.check(before: Deadline(in: .seconds(3600), home.clock.environment))
    }

    @Test func anAccountThatWorks() async throws {
        try await AmpsHome.run { home in
            #expect(await Self.check(home) == [AccountCheck(cloud: "amps", account: "home", .works)])
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let code: String
        let operation: String
        let verdict: AccountCheck.Verdict
        /// A word of the sentence.
        let word: String
        var testDescription: String { "\(code) \(operation)" }

        init(_ code: String, _ verdict: AccountCheck.Verdict, _ word: String, at operation: String = "*") {
            (self.code, self.operation, self.verdict, self.word) = (code, operation, verdict, word)
        }
    }

    @Test(arguments: [
        Case("INVALID_API_KEY", .fails, "api_key"), Case("UNAUTHORIZED", .fails, "api_key"),
        Case("EXPIRED_TOKEN", .fails, "expired"), Case("LIVE_ACCESS_DISABLED", .fails, "live access"),
        Case("INSUFFICIENT_PERMISSIONS", .fails, "permission"), Case("SERVICE_UNAVAILABLE", .fails, "down"),
        Case("INSUFFICIENT_PERMISSIONS", .limited, "ev-charger", at: "ev-charger.list"),
        Case("NO_DEVICES_FOUND", .limited, "no device"),
    ])
    func aFaultIsSaidInWords(_ test: Case) async throws {
        try await AmpsHome.run { home in
            let answers = Array(repeating: FakeAmps.refusal(test.code), count: test.operation == "*" ? 20 : 1)
            home.fake.answer(test.operation, answers)
            let check = try #require(await Self.check(home).first)
            #expect(check.verdict == test.verdict)
            #expect(check.sentences.contains { $0.contains(test.word) }, "\(check.sentences)")
            #expect(check.sentences.allSatisfy { !$0.contains("never-shown") })
        }
    }

    @Test func anAccountThatFailsCostsOnlyItsOwnEndpoints() async throws {
        try await AmpsHome.run { home in
            let account = try #require(home.settings.accounts.first)
            var identity = account.identity
            identity = AccountIdentity(name: "broken", baseURL: identity.baseURL)
            let broken = AmpsAccount(identity, key: Secret("sk_test_another-never-shown"), userId: "user-2")
            let cloud = AmpsCloud(
                AmpsSettings([broken, account]), transport: try HTTPTransport(), environment: home.environment,
                logger: home.log.logger)
            let failure = await #expect(throws: AdapterFailure.self) { try await cloud.discover(home.call()) }
            #expect(failure?.listed.count == 5)
            #expect(try await cloud.endpoint("amps:battery-1", home.call()) != nil)
            let skill = Skill(
                adapters: [cloud], grants: NoGrants(missing: "a store"), environment: home.environment,
                logger: home.log.logger)
            #expect(Reply(await skill.answer(to: TestDirective.discover.bytes)).endpoints.count == 5)
            #expect(Reply(await skill.answer(to: TestDirective.mode("charge").bytes)).verdict == "Response")
        }
    }

    @Test func aWrongKeyIsFoundOut() async throws {
        try await AmpsHome.run(sentKey: "sk_test_another-never-shown") { home in
            #expect(await Self.check(home).map(\.verdict) == [.fails])
            #expect(await home.discover().verdict == "Discover.Response")
            #expect(home.log.lines("alarm").count == 1)
        }
    }

    @Test func aCloudThatCannotBeReachedIsFoundOut() async throws {
        let clock = TestClock(deadlines: .seconds(5))
        let log = LogSpy()
        let account = AmpsAccount(
            AccountIdentity(name: "home", baseURL: try ServiceURL("http://127.0.0.1:1")), key: Secret("sk_test_1"))
        let cloud = AmpsCloud(
            AmpsSettings([account]), transport: try HTTPTransport(), environment: clock.environment, logger: log.logger)
        let check = await cloud.check(before: Deadline(in: .seconds(30), clock.environment))
        #expect(check.map(\.verdict) == [.fails] && check.first?.sentences.first?.contains("reached") == true)
    }

    @Test func customersSeeTheDevicesOfTheirAccountsOnly() async throws {
        let clock = TestClock(deadlines: .seconds(5))
        let log = LogSpy()
        let alices = FakeAmps(key: "sk_test_a", userId: "alice", now: { clock.now })
        let bobs = FakeAmps(key: "sk_test_b", userId: "bob", now: { clock.now })
        for device in ["car-1", "charger-1", "hvac-1", "solar-1"] { bobs.remove(device) }
        bobs.remove("battery-1")
        bobs.add(.battery("battery-b"))
        let script: LoopbackServer.Script = { request, body in
            let key = HTTPField.Name("x-api-key").flatMap { request.headerFields[$0] }
            return await (key == alices.key ? alices : bobs).answer(request, body)
        }
        try await LoopbackServer.run(tls: false, script) { loopback in
            let url = try ServiceURL(loopback.url)
            func account(_ fake: FakeAmps, _ customers: Set<CustomerID>) -> AmpsAccount {
                AmpsAccount(
                    AccountIdentity(name: fake.userId, baseURL: url, customers: customers), key: Secret(fake.key),
                    userId: fake.userId)
            }
            let cloud = AmpsCloud(
                AmpsSettings([
                    account(alices, [CustomerID("a"), CustomerID("both")]),
                    account(bobs, [CustomerID("b"), CustomerID("both")]),
                ]), transport: try HTTPTransport(), environment: clock.environment, logger: log.logger)
            func count(_ customer: String) async throws -> Int {
                let call = AdapterCall(
                    customer: CustomerID(customer), credential: nil,
                    answerBy: Deadline(in: .seconds(3600), clock.environment),
                    record: DirectiveRecord(logger: log.logger))
                return try await cloud.discover(call).count
            }
            #expect(try await count("a") == 5)
            #expect(try await count("b") == 1)
            #expect(try await count("both") == 6)
            #expect(try await count("nobody") == 0)
            // The state of one customer's account is not visible to another customer.
            let call = AdapterCall(
                customer: CustomerID("b"), credential: nil, answerBy: Deadline(in: .seconds(3600), clock.environment),
                record: DirectiveRecord(logger: log.logger))
            #expect(try await cloud.endpoint("amps:battery-1", call) == nil)
            #expect(try await cloud.endpoint("amps:battery-b", call)?.endpointId == "amps:battery-b")
        }
    }
}
