import AlexaProtocol
import EventGateway
import HTTPTypes
import LoopbackServer
import TestSupport
import Testing

/// One test for each row of the table of status codes, over TLS and HTTP/2 against a server.
@Suite struct SenderTests {
    private static let answer = Post.answer("m1")

    @Test func anAcceptedEventIsSentOnce() async throws {
        try await Post.run { post in
            try await post.grant()
            #expect(await post.send(Self.answer) == .accepted)
            let call = try #require(post.amazon.events.first)
            #expect(post.amazon.events.count == 1)
            #expect(call.authorization == "Bearer token-0")
            #expect(call.scopeToken == "token-0")
            #expect(call.contentType == "application/json")
            #expect(call.json["event"]?.object?["header"]?.object?["correlationToken"]?.string == "corr")
        }
    }

    @Test(arguments: [
        [(429, "THROTTLING_EXCEPTION")], [(500, "INTERNAL_SERVICE_EXCEPTION")],
        [(503, "SERVICE_UNAVAILABLE_EXCEPTION")], [(502, "X")],
        [(503, "X"), (429, "X"), (500, "X")],
    ])
    func sendsTheSameBytesAgain(failures: [(Int, String)]) async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.answerEvents(failures.map { .refusal($0.0, $0.1) })
            #expect(await post.send(Self.answer) == .accepted)
            #expect(post.amazon.events.count == failures.count + 1)
            #expect(Set(post.amazon.events.map(\.body)).count == 1)
            #expect(post.attempts.all.map(\.status) == failures.map(\.0) + [202])
            #expect(post.attempts.all.compactMap(\.wait) == [1, 2, 4].prefix(failures.count).map { .seconds($0) })
        }
    }

    /// The body of the reply exceeds the limit.
    @Test(arguments: [(202, Sender.Outcome.accepted), (400, nil), (404, nil)])
    func theStatusDecides(status: Int, outcome: Sender.Outcome?) async throws {
        try await Post.run { post in
            try await post.grant()
            let endless = [UInt8](repeating: UInt8(ascii: " "), count: 2 << 20)
            post.amazon.answerEvents([LoopbackAnswer(HTTPResponse.Status(code: status), body: endless)])
            let came = await post.send(Self.answer)
            #expect((came == .accepted) == (outcome == .accepted))
            #expect(post.attempts.all.map(\.status) == [status])
        }
    }

    @Test func givesUpAfterThreeResends() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.answerEvents(Array(repeating: .refusal(503, "SERVICE_UNAVAILABLE_EXCEPTION"), count: 10))
            guard case .refused(let reason) = await post.send(Self.answer) else {
                Issue.record("accepted")
                return
            }
            #expect(reason == "given up after 4 attempts: HTTP 503 SERVICE_UNAVAILABLE_EXCEPTION")
            #expect(post.amazon.events.count == 4)
            #expect(post.clock.uptime == .seconds(7))
        }
    }

    @Test func honoursALongerRetryAfterAndAddsChance() async throws {
        try await Post.run(clock: VirtualClock(chance: 0.5)) { post in
            try await post.grant()
            post.amazon.answerEvents([
                .refusal(429, "X", retryAfter: "9"), .refusal(429, "X", retryAfter: "0"), .refusal(503, "X"),
            ])
            #expect(await post.send(Self.answer) == .accepted)
            #expect(
                post.attempts.all.compactMap(\.wait) == [.seconds(9), .milliseconds(2250), .milliseconds(4500)])
        }
    }

    @Test func anUndocumentedSuccessIsASuccess() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.answerEvents([LoopbackAnswer(.ok)])
            #expect(await post.send(Self.answer) == .accepted)
            #expect(post.attempts.all.map(\.verdict) == ["accepted_unexpectedly"])
        }
    }

    @Test(arguments: [
        (400, "INVALID_REQUEST_EXCEPTION"), (404, "ACCOUNT_NOT_FOUND_EXCEPTION"), (404, "SKILL_NOT_FOUND_EXCEPTION"),
        (413, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION"), (403, "INSUFFICIENT_PERMISSION_EXCEPTION"), (301, "X"), (410, "X"),
    ])
    func isNotSentAgain(status: Int, code: String) async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.answerEvents([.refusal(status, code)])
            guard case .refused = await post.send(Self.answer) else {
                Issue.record("accepted")
                return
            }
            #expect(post.amazon.events.count == 1)
        }
    }

    @Test func aRefusedTokenIsRenewedOnceAndStandsInBothPlaces() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.accept(onlyTokens: ["token-1"])
            #expect(await post.send(Self.answer) == .accepted)
            #expect(post.amazon.events.map(\.authorization) == ["Bearer token-0", "Bearer token-1"])
            #expect(post.amazon.events.map(\.scopeToken) == ["token-0", "token-1"])
            #expect(post.amazon.events.map(\.messageId) == ["m1", "m1"])
            #expect(
                post.amazon.logins.map(\.form) == [
                    "grant_type=refresh_token&refresh_token=refresh-0&client_id=client&client_secret=client-secret"
                ])
            #expect(try await post.store.grant(of: Post.customer)?.accessToken == Secret("token-1"))
        }
    }

    @Test func aTokenThatIsRefusedAfterItsRenewalIsNotRenewedAgain() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.accept(onlyTokens: [])
            guard case .refused = await post.send(Self.answer) else {
                Issue.record("accepted")
                return
            }
            #expect(post.amazon.events.count == 2)
            #expect(post.amazon.logins.count == 1)
            #expect(post.amazon.lookups.count == 1)
        }
    }

    /// Developers have observed that gateways answer 401 in the wrong region.
    @Test func afterASecondRefusalTheRegionIsAskedOnce() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.place(in: "https://api.fe.amazonalexa.com")
            post.amazon.answerEvents(Array(repeating: .refusal(401, "INVALID_ACCESS_TOKEN_EXCEPTION"), count: 2))
            #expect(await post.send(Self.answer) == .accepted)
            #expect(post.attempts.all.map(\.status) == [401, 401, 202])
            #expect(post.attempts.all.map(\.attempt) == [1, 2, 3])
            #expect(post.amazon.lookups.map(\.authorization) == ["Bearer token-1"])
            #expect(try await post.store.grant(of: Post.customer)?.region == .fe)
        }
    }

    @Test func theRegionIsNeverAskedTwice() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.place(in: "https://api.fe.amazonalexa.com")
            post.amazon.answerEvents(Array(repeating: .refusal(401, "INVALID_ACCESS_TOKEN_EXCEPTION"), count: 9))
            guard case .refused(let reason) = await post.send(Self.answer) else {
                Issue.record("accepted")
                return
            }
            #expect(reason.contains("in each region"))
            #expect((post.amazon.events.count, post.amazon.lookups.count, post.amazon.logins.count) == (3, 1, 1))
        }
    }

    @Test func aCustomerInAnotherRegionIsMoved() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.place(in: "https://api.eu.amazonalexa.com")
            post.amazon.answerEvents([.refusal(403, "SKILL_NEVER_ENABLED_EXCEPTION")])
            #expect(await post.send(Self.answer) == .accepted)
            #expect(post.amazon.lookups.map(\.authorization) == ["Bearer token-0"])
            #expect(try await post.store.grant(of: Post.customer)?.region == .eu)
        }
    }

    @Test(arguments: [(Duration.seconds(20), 2), (.seconds(61), 1)])
    func aFreshGrantGetsOneLaterTry(age: Duration, attempts: Int) async throws {
        try await Post.run { post in
            try await post.grant(age: age)
            post.amazon.answerEvents(Array(repeating: .refusal(403, "SKILL_NEVER_ENABLED_EXCEPTION"), count: 9))
            guard case .refused = await post.send(Self.answer) else {
                Issue.record("accepted")
                return
            }
            #expect(post.amazon.events.count == attempts)
            #expect(post.clock.uptime == (attempts == 2 ? .seconds(40) : .zero))
        }
    }

    @Test func withoutAGrantNothingIsSent() async throws {
        try await Post.run { post in
            guard case .refused = await post.send(Self.answer) else {
                Issue.record("accepted")
                return
            }
            #expect(post.amazon.events.isEmpty)
        }
    }

    @Test func aConnectionThatBreaksIsANetworkFailure() async throws {
        try await Post.run { post in
            try await post.grant()
            post.amazon.answerEvents([.hangUp, .hangUp])
            #expect(await post.send(Self.answer) == .accepted)
            #expect(post.attempts.all.map(\.status) == [nil, nil, 202])
            #expect(post.attempts.all.compactMap(\.wait) == [.seconds(1), .seconds(2)])
        }
    }

    @Test func aReportThatIsTooLargeIsSentInParts() async throws {
        try await Post.run { post in
            try await post.grant()
            let ids = try (1...4).map { try #require(EndpointID("e\($0)")) }
            post.amazon.answerEvents([.refusal(413, "X"), .refusal(413, "X")])
            let report = OutgoingEvent(Event(messageId: "m", .deleteReport(ids)))
            #expect(await post.send(report) == .accepted)
            let endpoints = post.amazon.events.map { call in
                (call.json["event"]?.object?["payload"]?.object?["endpoints"]?.array ?? []).count
            }
            #expect(endpoints == [4, 2, 1, 1, 2])
            #expect(Set(post.amazon.events.compactMap(\.messageId)).count == 5)
        }
    }

    /// More than 300 endpoints, or more than 256 KB.
    @Test(arguments: [(700, 1, [175, 175, 175, 175]), (6, 100_000, [1, 2, 1, 2]), (300, 1, [300])])
    func aReportAboveTheLimitsIsSplitFirst(count: Int, size: Int, sizes: [Int]) async throws {
        try await Post.run { post in
            try await post.grant()
            #expect(await post.send(try Post.report(of: count, size: size)) == .accepted)
            #expect(post.amazon.events.map(\.endpointCount) == sizes)
            #expect(Set(post.amazon.events.compactMap(\.messageId)).count == sizes.count)
        }
    }
}
