import AlexaProtocol
import EventGateway
import HTTPTypes
import LoopbackServer
import SQLiteStore
import Synchronization
import TestSupport
import Testing
import Timing

@Suite struct GrantTokensTests {
    @Test func twentyConcurrentRefusalsShareOneRenewal() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.accept(onlyTokens: ["token-1"])
            let outcomes = await withTaskGroup(of: EventDelivery.Result.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        await post.delivery.deliver(Post.answer("m\(number)"), of: Post.customer, before: 0)
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(post.amazon.logins.count == 1)
            #expect(outcomes.count { if case .delivered = $0.disposition { true } else { false } } == 20)
            #expect(post.amazon.events.count { $0.scopeToken == "token-1" } == 20)
        }
    }

    /// Two processes that share only the store.
    @Test(arguments: [true, false]) func ofTwoProcessesOneRenews(isRevoked: Bool) async throws {
        try await Post.run { post in
            let grant = try await post.grant()
            if isRevoked { post.amazon.answerLogins([.loginError(400, "invalid_grant")]) }
            // The clocks stand still. Otherwise waiting would take no time, and the other process's renewal a long time.
            var environment = post.clock.environment
            environment.sleep = { _ in await Task.yield() }
            let outcomes = await withTaskGroup(of: Secret?.self) { group in
                for _ in 0..<8 {
                    let tokens = GrantTokens(
                        store: post.store, login: post.login, environment: environment, logger: Post.quiet)
                    group.addTask { try? await tokens.renewed(Credential(grant), of: Post.customer).token }
                }
                return await group.reduce(into: Set<Secret?>()) { $0.insert($1) }
            }
            #expect(outcomes == [isRevoked ? nil : Secret("token-1")])
            #expect(post.amazon.logins.count == 1)
        }
    }

    /// A change of the region, for example, does not affect the tokens.
    @Test func newTokensAreKeptWhateverElseHasChanged() async throws {
        try await Post.run { post in
            var grant = try await post.grant(lasting: .seconds(-10))
            grant.region = .fe
            let (moved, store) = (grant, post.store)
            post.amazon.answerLogins([.tokens("token-1", refresh: "refresh-1")])
            post.amazon.whenAskedForTokens {
                await #expect(throws: Never.self) { try await store.update(moved) }
            }
            let credential = try await post.tokens.credential(of: Post.customer)
            #expect((credential.token, credential.region) == (Secret("token-1"), .fe))
            #expect(try await post.store.grant(of: Post.customer)?.refreshToken == Secret("refresh-1"))
        }
    }

    @Test func aRenewalThatFailedLetsOthersTry() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(-10))
            post.amazon.answerLogins([.loginError(400, "what_is_this")])
            await #expect(throws: CredentialFailure.self) { try await post.tokens.credential(of: Post.customer) }
            let other = GrantTokens(
                store: post.store, login: post.login, environment: post.clock.environment, logger: Post.quiet)
            #expect(try await other.credential(of: Post.customer).token == Secret("token-2"))
            #expect(post.clock.uptime < .seconds(1))
        }
    }

    @Test(arguments: [
        (#""nan""#, 3600), (#""inf""#, 86_400), ("1e300", 86_400), ("-5", 0), (#""7200""#, 7200), ("null", 3600),
        (#""soon""#, 3600),
    ])
    func anyLifetimeIsSurvived(said: String, seconds: Int) async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(-10))
            let body = #"{"access_token": "a", "token_type": "bearer", "expires_in": \#(said)}"#
            post.amazon.answerLogins([LoopbackAnswer(.ok, body: Array(body.utf8))])
            _ = try await post.tokens.credential(of: Post.customer)
            let expiresAt = try await post.store.grant(of: Post.customer)?.expiresAt
            #expect(expiresAt == VirtualClock.start.advanced(by: .seconds(seconds)))
        }
    }

    @Test(arguments: [(Duration.seconds(301), 0), (.seconds(299), 1), (.seconds(-10), 1)])
    func renewsFiveMinutesEarly(lasting: Duration, renewals: Int) async throws {
        try await Post.run { post in
            try await post.grant(lasting: lasting)
            _ = try await post.tokens.credential(of: Post.customer)
            #expect(post.amazon.logins.count == renewals)
        }
    }

    @Test func keepsTheOldRefreshTokenIfThereIsNoNewOne() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(10))
            _ = try await post.tokens.credential(of: Post.customer)
            #expect(try await post.store.grant(of: Post.customer)?.refreshToken == Secret("refresh-0"))
            #expect(try await post.store.grant(of: Post.customer)?.accessToken == Secret("token-1"))
        }
    }

    @Test func takesANewRefreshToken() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(10))
            post.amazon.answerLogins([.tokens("a", refresh: "refresh-1")])
            _ = try await post.tokens.credential(of: Post.customer)
            #expect(try await post.store.grant(of: Post.customer)?.refreshToken == Secret("refresh-1"))
        }
    }

    @Test func aRevokedGrantIsForgottenWithItsEvents() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(-10))
            for number in 0..<3 { try await post.add(Post.answer("m\(number)", endpoint: "e\(number)")) }
            post.amazon.answerLogins([.loginError(400, "invalid_grant")])
            #expect(try await post.relay() == .empty)
            #expect(post.amazon.events.isEmpty)
            #expect(try await post.store.grant(of: Post.customer) == nil)
            #expect(try await post.store.census().dropped[.revoked] == 3)
        }
    }

    @Test(arguments: [
        LoopbackAnswer.loginError(500, "ServerError"), .loginError(503, "invalid_grant"),
        .loginError(401, "invalid_client"), .loginError(400, "unauthorized_client"),
        .loginError(400, "invalid_request"), .loginError(400, "what_is_this"), LoopbackAnswer(.ok), .hangUp,
        LoopbackAnswer(.ok, body: Array("<html>".utf8)),
    ])
    func anyOtherFailureKeepsTheGrant(answer: LoopbackAnswer) async throws {
        try await Post.run { post in
            let grant = try await post.grant(lasting: .seconds(-10))
            post.amazon.answerLogins(Array(repeating: answer, count: 9))
            await #expect(throws: CredentialFailure.self) {
                try await post.tokens.credential(of: Post.customer)
            }
            #expect(try await post.store.grant(of: Post.customer) == grant)
        }
    }

    @Test func aFailureIsNotRemembered() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(-10))
            post.amazon.answerLogins(Array(repeating: .loginError(500, "ServerError"), count: 3))
            await #expect(throws: CredentialFailure.self) { try await post.tokens.credential(of: Post.customer) }
            #expect(try await post.tokens.credential(of: Post.customer).token == Secret("token-4"))
        }
    }

    @Test func aLivingTokenIsUsedWhenItCannotBeRenewed() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(100))
            post.amazon.answerLogins(Array(repeating: .loginError(500, "ServerError"), count: 3))
            #expect(try await post.tokens.credential(of: Post.customer).token == Secret("token-0"))
        }
    }

    /// Grants in a store that can be made to fail.
    private final class FailingGrants: GrantStore {
        let base: SQLiteStore
        let fails = Mutex(false)

        init(_ base: SQLiteStore) {
            self.base = base
        }

        private func check() throws(StoreFailure) {
            if fails.withLock({ $0 }) { throw StoreFailure(.full, "no room") }
        }

        func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
            try check()
            return try await base.grant(of: customer, before: deadline)
        }

        func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool {
            try check()
            return try await base.accept(grant, before: deadline)
        }

        func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
            try check()
            return try await base.update(grant, before: deadline)
        }

        func claimRenewal(
            of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
        ) async throws(StoreFailure) -> Bool {
            try check()
            return try await base.claimRenewal(of: grant, at: now, until: until, before: deadline)
        }

        func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
            try check()
            return try await base.renew(grant, before: deadline)
        }

        func releaseRenewal(
            of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
        ) async throws(StoreFailure) {
            try check()
            try await base.releaseRenewal(of: grant, claimedUntil: claimedUntil, before: deadline)
        }

        func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int? {
            try check()
            return try await base.revoke(grant, before: deadline)
        }
    }

    @Test func aStoreThatFailsLeavesALivingTokenInUse() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(100))
            let store = FailingGrants(post.store)
            let tokens = GrantTokens(
                store: store, login: post.login, environment: post.clock.environment, logger: Post.quiet)
            post.amazon.answerLogins(Array(repeating: .loginError(500, "ServerError"), count: 9))
            #expect(try await tokens.credential(of: Post.customer).token == Secret("token-0"))
            store.fails.withLock { $0 = true }
            post.clock.pass(.seconds(60))
            #expect(try await tokens.credential(of: Post.customer).token == Secret("token-0"))
            post.clock.pass(.seconds(60))
            let failure = await #expect(throws: CredentialFailure.self) {
                try await tokens.credential(of: Post.customer)
            }
            guard case .store(let reason)? = failure else { return #expect(Bool(false), "\(failure as Any)") }
            #expect(reason.kind == .full)
        }
    }

    /// A token that was just obtained is used even if it expires soon.
    @Test func aTokenOfAShortLifeIsNotRenewedEachTime() async throws {
        try await Post.run { post in
            try await post.grant(lasting: .seconds(10))
            let body = #"{"access_token": "short", "token_type": "bearer", "expires_in": 120}"#
            post.amazon.answerLogins(Array(repeating: LoopbackAnswer(.ok, body: Array(body.utf8)), count: 9))
            for _ in 0..<8 {
                #expect(try await post.tokens.credential(of: Post.customer).token == Secret("short"))
                post.clock.pass(.seconds(10))
            }
            #expect(post.amazon.logins.count == 1)
            post.clock.pass(.seconds(15))
            _ = try await post.tokens.credential(of: Post.customer)
            #expect(post.amazon.logins.count == 2)
        }
    }
}
