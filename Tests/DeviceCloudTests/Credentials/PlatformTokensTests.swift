import AlexaProtocol
import DeviceCloud
import Skill
import Synchronization
import TestSupport
import Testing
import Timing

struct PlatformTokensTests {
    /// A login that blocks until it is released.
    final class Login: Sendable {
        private struct State {
            var count = 0
            var results: [Result<PlatformToken, CloudFailure>] = []
            var isHeld = false
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        private let state = Mutex(State())

        var count: Int { state.withLock { $0.count } }
        func hold() { state.withLock { $0.isHeld = true } }
        func give(_ results: [Result<PlatformToken, CloudFailure>]) { state.withLock { $0.results = results } }

        func release() {
            let waiting = state.withLock { state in
                state.isHeld = false
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }

        @Sendable func fetch() async throws(CloudFailure) -> PlatformToken {
            let number = state.withLock { state in
                state.count += 1
                return state.count
            }
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isHeld { state.waiting.append(continuation) }
                    return !state.isHeld
                }
                if goesOn { continuation.resume() }
            }
            let result = state.withLock { $0.results.isEmpty ? nil : $0.results.removeFirst() }
            return try (result ?? .success(PlatformToken(Secret("token-\(number)"), lifetime: .seconds(7200)))).get()
        }
    }

    private static func failure(_ rule: String) -> CloudFailure {
        CloudFailure(
            AdapterFailure(.internalError(rule), rule: rule), ErrorRow(rule, "a fault", .internalError))
    }

    private static let late = failure("late")

    /// The token, or the failure.
    private static func text(
        _ ask: () async throws(CloudFailure) -> PlatformToken
    ) async -> String {
        do throws(CloudFailure) {
            return try await ask().secret.exposed
        } catch {
            return error.failure.rule
        }
    }

    private static func token(
        _ tokens: PlatformTokens, _ environment: SkillEnvironment, for duration: Duration = .seconds(3600)
    ) async -> String {
        await text { () async throws(CloudFailure) in
            try await tokens.token(before: Deadline(in: duration, environment), late: late)
        }
    }

    @Test func manyWhoWaitCauseOneRenewal() async {
        let environment = SkillEnvironment.live
        let login = Login()
        login.hold()
        let tokens = PlatformTokens(environment, fetch: login.fetch)
        let texts = await withTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { await Self.token(tokens, environment) } }
            while login.count == 0 { await Task.yield() }
            login.release()
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(texts == ["token-1"])
        #expect(login.count == 1)
    }

    @Test func aRenewalGoesOnWhenWhoeverAskedStopsWaiting() async {
        let environment = SkillEnvironment.live
        let login = Login()
        login.hold()
        let tokens = PlatformTokens(environment, fetch: login.fetch)
        #expect(await Self.token(tokens, environment, for: .milliseconds(20)) == "late")
        let cancelled = Task { await Self.token(tokens, environment, for: .milliseconds(50)) }
        cancelled.cancel()
        #expect(await cancelled.value == "late")
        let patient = Task { await Self.token(tokens, environment) }
        login.release()
        #expect(await patient.value == "token-1")
        #expect(login.count == 1)
    }

    @Test func failuresAreNotKept() async {
        let clock = TestClock()
        let login = Login()
        login.give([.failure(Self.failure("acme.down"))])
        let tokens = PlatformTokens(clock.environment, fetch: login.fetch)
        #expect(await Self.token(tokens, clock.environment) == "acme.down")
        #expect(await Self.token(tokens, clock.environment) == "token-2")
        #expect(await Self.token(tokens, clock.environment) == "token-2")
        #expect(login.count == 2)
    }

    @Test func aRefusedTokenIsRenewedOnceAndNotByThoseWhoComeLate() async {
        let clock = TestClock()
        let environment = clock.environment
        let login = Login()
        let tokens = PlatformTokens(environment, fetch: login.fetch)
        #expect(await Self.token(tokens, environment) == "token-1")
        let refused = PlatformToken(Secret("token-1"), lifetime: .seconds(7200))
        for _ in 0..<3 {
            let text = await Self.text { () async throws(CloudFailure) in
                try await tokens.token(
                    insteadOf: refused, before: Deadline(in: .seconds(3600), environment), late: Self.late)
            }
            #expect(text == "token-2")
        }
        #expect(login.count == 2)
    }

    @Test func isRenewedAheadOfItsEndWithoutAnybodyWaiting() async {
        let clock = TestClock()
        let environment = clock.environment
        let login = Login()
        login.give([.success(PlatformToken(Secret("first"), lifetime: .seconds(3600), renewAfter: .seconds(3000)))])
        let tokens = PlatformTokens(environment, fetch: login.fetch)
        #expect(await Self.token(tokens, environment) == "first")
        clock.pass(.seconds(2999))
        #expect(await Self.token(tokens, environment) == "first")
        #expect(login.count == 1)
        login.hold()
        clock.pass(.seconds(2))
        for _ in 0..<5 { #expect(await Self.token(tokens, environment) == "first") }
        login.release()
        while await Self.token(tokens, environment) == "first" { await Task.yield() }
        #expect(await Self.token(tokens, environment) == "token-2")
        #expect(login.count == 2)
    }

    @Test func anEarlyRenewalThatFailsIsNotRepeatedWithEachRequest() async {
        let clock = TestClock()
        let environment = clock.environment
        let login = Login()
        login.give([
            .success(PlatformToken(Secret("first"), lifetime: .seconds(3600), renewAfter: .seconds(3000))),
            .failure(Self.failure("acme.down")),
        ])
        let tokens = PlatformTokens(environment, fetch: login.fetch)
        #expect(await Self.token(tokens, environment) == "first")
        clock.pass(.seconds(3000))
        #expect(await Self.token(tokens, environment) == "first")
        while login.count < 2 { await Task.yield() }
        for _ in 0..<20 { #expect(await Self.token(tokens, environment) == "first") }
        #expect(login.count == 2)
        clock.pass(.seconds(600))
        #expect(await Self.token(tokens, environment) == "token-3")
    }

    @Test(arguments: [
        (Duration.seconds(7200), Duration?.none, Duration.seconds(7140)), (.seconds(100), nil, .seconds(75)),
        (.seconds(3600), .seconds(1800), .seconds(1800)), (.seconds(60), .seconds(90), .seconds(60)),
    ])
    func isRenewedAMinuteBeforeItsEndUnlessTheCloudSaysWhen(
        _ lifetime: Duration, _ renewAfter: Duration?, _ expected: Duration
    ) {
        #expect(PlatformToken(Secret("t"), lifetime: lifetime, renewAfter: renewAfter).renewAfter == expected)
    }
}
