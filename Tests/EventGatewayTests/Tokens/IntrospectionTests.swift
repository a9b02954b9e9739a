import AlexaProtocol
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing

@testable import EventGateway

/// Tokens are introspected at the operator's authorization server.
@Suite struct IntrospectionTests {
    private static func resolver(
        _ setup: TokenSetup, _ rules: TokenRules = TokenRules(),
        _ credential: IntrospectionResolver.Configuration.Credential = .client(id: "porchlight", Secret("s3cret"))
    ) throws -> IntrospectionResolver {
        IntrospectionResolver(
            setup.transport,
            .init(try ServiceURL(setup.url + TestAuthorizationServer.introspectionPath), credential, rules),
            environment: setup.clock.environment, timeout: Post.timeout)
    }

    private static func body(_ text: String, _ status: HTTPResponse.Status = .ok) -> LoopbackAnswer {
        LoopbackAnswer(status, body: Array(text.utf8))
    }

    /// Answers of a server. The only rule is that `sub` names the customer.
    @Test(
        arguments: [
            (body(#"{"active": true, "sub": "customer-1"}"#), "customer-1"),
            (body(#"{"active": true, "sub": 7}"#), "7"), (body(#"{"active": false}"#), "invalid"),
            (body(#"{"active": false, "sub": "customer-1"}"#), "invalid"),
            // The answer's own `exp` is past.
            (body(#"{"active": false, "exp": 1500000000}"#), "expired"),
            (body(#"{"active": false, "exp": "soon"}"#), "invalid"),
            (body(#"{"active": true, "sub": "customer-1", "exp": 1500000000}"#), "expired"),
            (body(#"{"active": true, "sub": "customer-1", "exp": 2500000000}"#), "customer-1"),
            (body(#"{"active": true, "sub": "customer-1", "nbf": 2500000000}"#), "failed"),
            // The following answers say nothing about the token.
            (body(#"{"active": true}"#), "failed"), (body(#"{"active": true, "sub": ""}"#), "failed"),
            (body(#"{"active": "true", "sub": "customer-1"}"#), "failed"), (body("{}"), "failed"), (body(""), "failed"),
            (body("[]"), "failed"), (body(#"{"active": true, "sub": "customer-1""#), "failed"),
            (body("<html>"), "failed"),
            (body(#"{"error": "invalid_client"}"#, .badRequest), "failed"),
            (body(#"{"active": false}"#, .unauthorized), "failed"), (body("", .forbidden), "failed"),
            (body(#"{"active": false}"#, .internalServerError), "failed"), (body("", .serviceUnavailable), "failed"),
            (body("", .tooManyRequests), "failed"), (body("", .found), "failed"), (body("", .noContent), "failed"),
            (.hangUp, "failed"),
        ] as [(LoopbackAnswer, String)])
    func answers(_ answer: LoopbackAnswer, _ expected: String) async throws {
        try await TokenSetup.run([]) { setup in
            setup.server.introspect { _, _ in answer }
            let resolver = try Self.resolver(setup)
            #expect(await setup.result(resolver, "token") == expected)
        }
    }

    @Test(
        arguments: [
            ([:], "customer-1"), (["iss": "https://evil.example.com/"], "invalid"), (["aud": "another"], "invalid"),
            (["aud": ["another", "https://other.example.com"]], "customer-1"), (["client_id": "web"], "invalid"),
            // The answer lacks the member, so it cannot be compared.
            (["iss": .null], "failed"), (["aud": .null], "failed"), (["client_id": .null], "failed"),
            (["sub": .null], "failed"),
        ] as [(JSONObject, String)])
    func rules(_ changes: JSONObject, _ expected: String) async throws {
        try await TokenSetup.run([]) { setup in
            var answer = setup.claims(["active": true, "client_id": "alexa"])
            for member in changes.members { answer[member.key] = member.value.isNull ? nil : member.value }
            setup.server.introspect { [answer] _, _ in TestAuthorizationServer.json(answer) }
            var rules = TokenSetup.rules
            rules.clients = ["alexa"]
            let resolver = try Self.resolver(setup, rules)
            #expect(await setup.result(resolver, "token") == expected)
        }
    }

    @Test(
        arguments: [
            (.client(id: "porchlight", Secret("s3cret")), "Basic cG9yY2hsaWdodDpzM2NyZXQ="),
            // Form-encoded first, then joined (RFC 6749, 2.3.1): a%3Ab:s%20%25%26
            (.client(id: "a:b", Secret("s %&")), "Basic YSUzQWI6cyUyMCUyNSUyNg=="),
            (.bearer(Secret("t0ken")), "Bearer t0ken"),
        ] as [(IntrospectionResolver.Configuration.Credential, String)])
    func requests(_ credential: IntrospectionResolver.Configuration.Credential, _ expected: String) async throws {
        try await TokenSetup.run([]) { setup in
            let seen = Mutex<[String?]>([])
            setup.server.introspect { request, form in
                seen.withLock {
                    $0 = [
                        request.method.rawValue, request.headerFields[.authorization],
                        request.headerFields[.contentType],
                        form,
                    ]
                }
                return Self.body(#"{"active": true, "sub": "customer-1"}"#)
            }
            let resolver = try Self.resolver(setup, TokenRules(), credential)
            #expect(await setup.result(resolver, "a+b|c=&d") == "customer-1")
            let request: [String?] = [
                "POST", expected, "application/x-www-form-urlencoded",
                "token=a%2Bb%7Cc%3D%26d&token_type_hint=access_token",
            ]
            #expect(seen.withLock { $0 } == request)
        }
    }

    /// An answer is cached for ten minutes, but no longer than the token is valid.
    @Test(
        arguments: [
            (nil, 599, 1), (nil, 600, 2), (100, 99, 1), (100, 100, 2), (10_000, 600, 2),
        ] as [(Int64?, Int64, Int)])
    func answersAreCached(_ lifetime: Int64?, _ pause: Int64, _ requests: Int) async throws {
        try await TokenSetup.run([]) { setup in
            var answer: JSONObject = ["active": true, "sub": "customer-1"]
            answer["exp"] = lifetime.map { setup.seconds($0) }
            setup.server.introspect { [answer] _, _ in TestAuthorizationServer.json(answer) }
            let resolver = try Self.resolver(setup)
            #expect(await setup.result(resolver, "token") == "customer-1")
            setup.clock.pass(.seconds(pause))
            #expect(await setup.result(resolver, "token") == "customer-1")
            #expect(setup.server.paths.count == requests)
            // Another token is not answered from the cache.
            _ = await setup.result(resolver, "token-2")
            #expect(setup.server.paths.count == requests + 1)
        }
    }

    /// An inactive token that was active before has expired. An inactive JWT has expired if its own `exp` is past.
    @Test func inactiveTokensOfTheirOwnServer() async throws {
        let key = TestKey.es256("a")
        try await TokenSetup.run([]) { setup in
            let resolver = try Self.resolver(setup)
            setup.server.introspect { _, _ in Self.body(#"{"active": true, "sub": "customer-1"}"#) }
            #expect(await setup.result(resolver, "token") == "customer-1")
            setup.server.introspect { _, _ in Self.body(#"{"active": false}"#) }
            #expect(await setup.result(resolver, "token") == "customer-1")
            setup.clock.pass(.seconds(600))
            #expect(await setup.result(resolver, "token") == "expired")
            #expect(await setup.result(resolver, "other") == "invalid")
            let ended = try await key.token(setup.claims(["exp": setup.seconds(-1)]))
            let revoked = try await key.token(setup.claims(["exp": setup.seconds(100)]))
            #expect(await setup.result(resolver, ended) == "expired")
            #expect(await setup.result(resolver, revoked) == "invalid")
        }
    }

    @Test(arguments: [nil, "", "two words", "line\r\nbreak"])
    func aTokenThatCannotBeOneIsNotAskedFor(token: String?) async throws {
        try await TokenSetup.run([]) { setup in
            let resolver = try Self.resolver(setup)
            #expect(await setup.result(resolver, token) == "invalid")
            #expect(setup.server.paths.isEmpty)
        }
    }

    @Test func messagesHaveNoSecret() async throws {
        try await TokenSetup.run([]) { setup in
            let resolver = try Self.resolver(setup)
            for status in [HTTPResponse.Status.unauthorized, .badRequest, .ok] {
                setup.server.introspect { _, _ in Self.body(#"{"active": false, "error": "t0ken s3cret"}"#, status) }
                let message = await setup.failure(resolver, "t0ken")?.message ?? ""
                #expect(!message.isEmpty && !message.contains("t0ken") && !message.contains("s3cret"))
                #expect((status == .unauthorized) == message.contains("introspection.client_secret"))
            }
        }
    }
}
