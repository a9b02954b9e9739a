import AlexaProtocol
import EventGateway
import HTTPTypes
import LoopbackServer
import TestSupport
import Testing
import Timing

@Suite struct AmazonGrantsTests {
    private static func grants(_ post: Post) -> AmazonGrants {
        AmazonGrants(
            store: post.store, login: post.login, region: .eu, environment: post.clock.environment, logger: Post.quiet)
    }

    private static func acceptGrant(_ code: String) throws -> Authorization.AcceptGrant {
        let payload: JSONObject = [
            "grant": ["type": "OAuth2.AuthorizationCode", "code": .string(code)],
            "grantee": ["type": "BearerToken", "token": "whose"],
        ]
        let kind = try #require(Authorization.directives.first)
        guard
            case Authorization.Directive.acceptGrant(let grant) = try kind.read(
                Payload(
                    .object(payload),
                    of: IncomingDirective(
                        JSONValue.object([
                            "directive": [
                                "header": [
                                    "namespace": "Alexa.Authorization", "name": "AcceptGrant", "messageId": "m",
                                    "payloadVersion": "3",
                                ], "payload": .object(payload),
                            ]
                        ]).encoded()
                    ).directive.get().header))
        else { throw CancellationError() }
        return grant
    }

    private static func accept(_ post: Post, code: String = "c0de/+") async throws {
        try await grants(post).accept(
            acceptGrant(code), of: Post.customer, deadline: Deadline(in: Post.timeout, post.clock.environment))
    }

    @Test func exchangesTheCodeAndKeepsTheTokens() async throws {
        try await Post.run { post in
            post.amazon.answerLogins([.tokens("access", refresh: "refresh")])
            try await Self.accept(post)
            #expect(
                post.amazon.logins.map(\.form) == [
                    "grant_type=authorization_code&code=c0de%2F%2B&client_id=client&client_secret=client-secret"
                ])
            let grant = try #require(try await post.store.grant(of: Post.customer))
            #expect(grant.accessToken == Secret("access"))
            #expect(grant.refreshToken == Secret("refresh"))
            #expect(grant.region == .eu)
            #expect(grant.expiresAt == VirtualClock.start.advanced(by: .seconds(3600)))
        }
    }

    @Test(arguments: [
        (LoopbackAnswer.loginError(400, "invalid_grant"), 1, "invalid_grant"),
        (.loginError(401, "invalid_client"), 1, "lwa.client_secret"),
        (.loginError(400, "unauthorized_client"), 1, "Send Alexa Events"),
        (.loginError(400, "invalid_request"), 1, "bug"), (.loginError(500, "ServerError"), 3, "HTTP 500"),
        (LoopbackAnswer(.serviceUnavailable), 3, "HTTP 503"), (.hangUp, 3, "cannot be reached"),
        (LoopbackAnswer(.ok), 1, "access_token"), (.tokens("a", refresh: nil), 1, "refresh token"),
        (.tokens(#"bad\r\ntoken"#, refresh: "r"), 1, "access_token"),
    ])
    func anyFailureSaysWhatToFix(answer: LoopbackAnswer, requests: Int, text: String) async throws {
        try await Post.run { post in
            post.amazon.answerLogins(Array(repeating: answer, count: 9))
            let error = await #expect(throws: AlexaError.self) { try await Self.accept(post) }
            #expect(error?.type.type == "ACCEPT_GRANT_FAILED")
            #expect(error?.message.contains(text) == true)
            #expect(error?.message.contains("client-secret") == false)
            #expect(post.amazon.logins.count == requests)
            let grant = try await post.store.grant(of: Post.customer)
            #expect(grant == nil)
        }
    }

    @Test func aTransientFailureIsTriedAgainInsideTheDeadline() async throws {
        try await Post.run { post in
            post.amazon.answerLogins([.loginError(503, "ServerError"), .tokens("access", refresh: "refresh")])
            try await Self.accept(post)
            #expect(post.amazon.logins.count == 2)
        }
    }

    @Test func nothingIsTriedAgainWhenTheTimeIsUp() async throws {
        try await Post.run { post in
            post.amazon.answerLogins(Array(repeating: .loginError(503, "ServerError"), count: 9))
            post.amazon.whenAskedForTokens { post.clock.pass(.milliseconds(59_600)) }
            await #expect(throws: AlexaError.self) { try await Self.accept(post) }
            #expect(post.amazon.logins.count == 1)
        }
    }

    @Test func aSlowOldExchangeDoesNotReplaceANewerGrant() async throws {
        try await Post.run { post in
            let newer = try await post.grant(token: "newer", age: .seconds(-1))
            post.amazon.answerLogins([.tokens("older", refresh: "refresh")])
            try await Self.accept(post)
            #expect(try await post.store.grant(of: Post.customer) == newer)
        }
    }
}
