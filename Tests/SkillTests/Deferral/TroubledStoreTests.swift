import AlexaProtocol
import EventGateway
import Logging
import Skill
import Synchronization
import Testing
import Timing

/// Deferral over a store that is slow, or that fails for a while.
@Suite(.timeLimit(.minutes(1))) struct TroubledStoreTests {
    /// Defers commands to lamps, too.
    private static let policy: Deferral.Policy = {
        var policy = Deferral.Policy()
        policy.interfaces.insert("Alexa.PowerController")
        return policy
    }()

    /// A store that is full.
    private struct FullStore: PromiseStore {
        func promise(
            _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp,
            expiresAt: Timestamp, before deadline: Deadline
        ) throws(StoreFailure) {
            throw StoreFailure(.full, "no room")
        }

        func enqueue(
            _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
            before deadline: Deadline
        ) throws(StoreFailure) {
            throw StoreFailure(.full, "no room")
        }

        func fulfil(
            _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
        ) throws(StoreFailure) -> Bool {
            throw StoreFailure(.full, "no room")
        }

        func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline) {
            Issue.record("nothing was promised")
        }
    }

    @Test func aPromiseThatCannotBeKeptIsNotMade() async {
        let time = ManualTime()
        let skill = Skill(
            adapters: [DeferralTests.neverPerforms], grants: StubGrants(),
            deferral: Deferral(
                Promises(FullStore(), environment: time.environment) { _, _ in true }, policy: Self.policy),
            environment: time.environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        let answer = await skill.answer(DeferralTests.turnOn)
        #expect(answer.verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
        #expect(time.environment.uptime() == .seconds(7))
        await skill.finishDeferred()
    }

    /// Counts its calls.
    private final class CountingResolver: CustomerResolver {
        let calls = Mutex(0)
        let fails: Bool

        init(fails: Bool) { self.fails = fails }

        func customer(of credential: Scope?, deadline: Deadline) throws(CustomerFailure) -> CustomerID {
            calls.withLock { $0 += 1 }
            if fails { throw .expiredToken("expired") }
            return .household
        }
    }

    @Test(arguments: [
        (false, true, "Alexa.Response"), (false, false, "Alexa.Response"),
        (true, true, "Alexa.ErrorResponse EXPIRED_AUTHORIZATION_CREDENTIAL"),
    ])
    func whoseItIsIsAskedOnce(fails: Bool, isPossible: Bool, verdict: String) async {
        let time = ManualTime()
        let customers = CountingResolver(fails: fails)
        let skill = Skill(
            adapters: [StubCloud()], customers: customers, grants: StubGrants(),
            deferral: Deferral(
                Promises(FullStore(), environment: time.environment) { _, _ in isPossible }, policy: Self.policy),
            environment: time.environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        #expect(await skill.answer(DeferralTests.turnOn).verdict == verdict)
        #expect(customers.calls.withLock(\.self) == 1)
    }

    /// A store whose call to store a promise blocks until `gate` opens.
    private final class StuckStore: PromiseStore {
        let gate = DeferralTests.Gate()
        let calls = Mutex<[String]>([])
        /// How often fulfilling a promise fails first.
        let failures = Mutex(0)

        func promise(
            _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp,
            expiresAt: Timestamp, before deadline: Deadline
        ) async {
            await gate.wait()
            calls.withLock { $0.append("promise \(fallback.messageId)") }
        }

        func enqueue(
            _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
            before deadline: Deadline
        ) throws(StoreFailure) {
            throw StoreFailure(.full, "no room")
        }

        func fulfil(
            _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
        ) throws(StoreFailure) -> Bool {
            let fails = failures.withLock { failures in
                defer { failures -= 1 }
                return failures > 0
            }
            if fails { throw StoreFailure(.full, "no room") }
            calls.withLock { $0.append("fulfil \(event.messageId)") }
            return true
        }

        func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline) {
            calls.withLock { $0.append("withdraw \(messageId)") }
        }
    }

    @Test func aStoreThatIsStuckDoesNotDelayTheAnswer() async {
        let store = StuckStore()
        let time = ManualTime()
        let skill = Skill(
            adapters: [DeferralTests.neverPerforms], grants: StubGrants(),
            deferral: Deferral(Promises(store, environment: time.environment) { _, _ in true }, policy: Self.policy),
            environment: time.environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        let answer = await skill.answer(DeferralTests.turnOn)
        #expect(answer.verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
        #expect(time.environment.uptime() == .seconds(7))
        store.gate.open()
        await skill.finishDeferred()
        let id = answer["event"]?.object?["header"]?.object?["messageId"]?.string ?? ""
        #expect(store.calls.withLock(\.self) == ["promise \(id)", "withdraw \(id)"])
    }

    /// Storing the outcome is retried until the fallback is due, 24 s after the directive.
    @Test(arguments: [(1, true), (20, true), (100, false)])
    func aFullDiskIsWaitedFor(failures: Int, isKept: Bool) async {
        let store = StuckStore()
        store.gate.open()
        store.failures.withLock { $0 = failures }
        let time = ManualTime { $0 == .seconds(1) }
        var policy = Self.policy
        policy.slowInterfaces = ["Alexa.PowerController"]
        let skill = Skill(
            adapters: [StubCloud()], grants: StubGrants(),
            deferral: Deferral(Promises(store, environment: time.environment) { _, _ in true }, policy: policy),
            environment: time.environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        #expect(await skill.answer(DeferralTests.turnOn).verdict == "Alexa.DeferredResponse")
        await skill.finishDeferred()
        #expect(store.calls.withLock { $0.contains { $0.hasPrefix("fulfil") } } == isKept)
        #expect(time.environment.uptime() == .seconds(min(failures, 24)))
    }
}
